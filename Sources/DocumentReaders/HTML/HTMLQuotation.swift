import Documents

/// How an element says that it holds, or begins, what was quoted from an earlier mail, by the habits of the mail programs.
enum HTMLQuotation {
    /// The element itself.
    case element
    /// A frame around quotations and what was written between them (Gmail).
    case thread
    /// It is the head (`From:`, `Sent:`) of the quoted mail, which follows it (Outlook).
    case rest

    init?(_ name: String, _ attributes: [String: String]) {
        let classes = attributes["class"]?.lowercased().split(separator: " ").map(String.init) ?? []
        let id = attributes["id"]?.lowercased() ?? ""
        if name == "blockquote" {
            guard Self.isQuotation(blockquote: attributes, classes) else { return nil }
            self = .element
        } else if classes.contains("gmail_quote") {
            self = .thread
        } else if classes.contains(where: Self.quotingClasses.contains) || id.hasPrefix("yahoo_quoted") {
            self = .element
        } else if Self.headIDs.contains(where: id.hasSuffix) || classes.contains("outlookmessageheader") {
            self = .rest
        } else if name == "div", let style = attributes["style"] {
            self.init(border: HTMLStyle.declarations(style))
        } else {
            return nil
        }
    }

    private static let quotingClasses: Set<String> = [
        "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "moz-forward-container", "zmail_extra", "gmail_attr",
    ]
    /// Outlook on the web and on phones; `x_` stands before the ids of a mail that was answered before.
    private static let headIDs = ["divrplyfwdmsg", "ms-outlook-mobile-reference-message", "stopspelling", "zwchr"]

    /// Outlook's borders: a line above the head of the quoted mail, or a blue one along it.
    private init?(border style: [(property: String, value: String)]) {
        guard style.contains(where: { $0.property == "border" && $0.value.hasPrefix("none") }) else { return nil }
        let padding = style.first { $0.property == "padding" }?.value ?? ""
        for (property, value) in style where value.contains("solid") {
            switch property {
            case "border-top" where padding.hasPrefix("3.0pt 0"):
                self = .rest
                return
            case "border-left" where padding.hasSuffix("4.0pt") && value.contains("1.5pt"):
                self = .element
                return
            default: break
            }
        }
        return nil
    }

    /// Gmail's indent is a `blockquote` too, and says so.
    private static func isQuotation(blockquote attributes: [String: String], _ classes: [String]) -> Bool {
        if attributes["type"]?.lowercased() == "cite" || attributes["cite"] != nil { return true }
        if classes.contains("gmail_quote") { return true }
        return !HTMLStyle.declarations(attributes["style"]).contains {
            $0.property == "border" && $0.value.hasPrefix("none")
        }
    }

    /// The blocks of a thread: those before its first quotation introduce it and belong to it, those after it were
    /// written between. A thread without a quotation, or that begins with a line of hyphens, is a forwarded mail whole.
    static func settled(_ blocks: [Block]) -> [Block] {
        func isQuoted(_ block: Block) -> Bool {
            if case .container(.quoted, _) = block { true } else { false }
        }
        guard !blocks.isEmpty else { return [] }
        let lines = blocks.lazy.flatMap { (block: Block) -> [Block] in
            if case .container(.quoted, let inner) = block { inner } else { [block] }
        }
        let first = lines.lazy.compactMap { block in
            if case .paragraph(let paragraph) = block, !paragraph.text.isEmpty { paragraph.text } else { nil }
        }.first
        guard let start = blocks.firstIndex(where: isQuoted), first?.hasPrefix("-----") != true else {
            return [.container(.quoted, blocks)]
        }
        let head = start > 0 ? [Block.container(.quoted, Array(blocks[..<start]))] : []
        return head + blocks[start...]
    }
}
