import Mail

/// Which of a message's text parts are read as its body (RFC 2046 §5.1.4, RFC 2387).
struct BodyChoice {
    /// The paths of texts that say again what another text says.
    private(set) var skipped: Set<String> = []

    /// - Parameter content: gives the decoded bytes of a text part.
    init(in root: BodyPart, content: (BodyPart) -> [UInt8]) {
        choose(in: root, content)
    }

    private mutating func choose(in part: BodyPart, _ content: (BodyPart) -> [UInt8]) {
        guard part.mediaType.type == "multipart", part.mediaType.subtype == "alternative" else {
            for child in part.children { choose(in: child, content) }
            return
        }
        let texts = Self.bodyTexts(in: part)
        let plain = texts.filter { $0.mediaType.subtype == "plain" }
        let rich = texts.filter { $0.mediaType.subtype == "html" }
        guard !plain.isEmpty, !rich.isEmpty else { return }
        let isStub = Self.isStub(plain: plain.flatMap(content), rich: rich.flatMap(content))
        skipped.formUnion((isStub ? plain : rich).map(\.path))
    }

    private static func bodyTexts(in part: BodyPart) -> [BodyPart] {
        part.children.isEmpty ? (isBodyText(part) ? [part] : []) : part.children.flatMap(bodyTexts)
    }

    /// Whether a leaf is text that a mail program shows as part of the letter rather than as a file.
    static func isBodyText(_ part: BodyPart) -> Bool {
        part.children.isEmpty && part.mediaType.type == "text"
            && (part.mediaType.subtype == "plain" || part.mediaType.subtype == "html")
            && part.disposition != .attachment && part.filename == nil
    }

    /// Whether the plain text is empty, or only says that the letter is written in HTML.
    static func isStub(plain: [UInt8], rich: [UInt8]) -> Bool {
        let letters = plain.count { $0 > 0x20 }
        guard letters > 0 else { return visibleLetters(rich) > 0 }
        guard letters < 300, visibleLetters(rich) > 2 * letters else { return false }
        return letters < 16 || ASCIIText(plain).contains("html")
    }

    /// How many bytes above a blank stand outside of tags.
    private static func visibleLetters(_ html: [UInt8]) -> Int {
        var isInTag = false
        return html.count { byte in
            if byte == UInt8(ascii: "<") { isInTag = true }
            defer { if byte == UInt8(ascii: ">") { isInTag = false } }
            return byte > 0x20 && !isInTag
        }
    }
}
