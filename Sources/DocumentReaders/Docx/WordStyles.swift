import Documents

/// `styles.xml`: what a style gives to a paragraph and its runs, inheritance followed (ECMA-376 part 1, 17.7).
struct WordStyles {
    struct Style {
        var name: String?
        var basedOn: String?
        var format = RunFormat()
        var isRightToLeft: Bool?
        var outlineLevel: Int?
        var numbering: WordNumbering.Reference?
    }

    private var styles: [String: Style] = [:]
    private var defaultParagraph: String?

    init() {}

    init(_ cursor: WordCursor) throws(DocumentError) {
        var (styles, defaultParagraph): ([String: Style], String?) = ([:], nil)
        try cursor.children { (name) throws(DocumentError) in
            guard name == .style, let id = cursor.attribute(.styleID) else { return }
            if cursor.attribute(.type) == "paragraph", let isDefault = cursor.attribute(.default),
                WordCursor.isOn(isDefault)
            {
                defaultParagraph = id
            }
            // Tables and lists have styles that give nothing to words.
            let type = cursor.attribute(.type)
            if type != "table", type != "numbering" { styles[id] = try Self.style(cursor) }
        }
        (self.styles, self.defaultParagraph) = (styles, defaultParagraph)
        for id in styles.keys { self.styles[id] = flattened(id) }
    }

    /// A paragraph's style with all that it inherits; the document's default for nil.
    func paragraph(_ id: String?) -> Style? { (id ?? defaultParagraph).flatMap { styles[$0] } }

    /// The marks of a run: its paragraph's style, its own style, its direct formatting, each upon the last.
    func marks(_ format: RunFormat, in paragraph: Style?) -> Marks {
        var marks = paragraph?.format.set ?? []
        if let id = format.style, let style = styles[id] { marks = style.format.applied(to: marks) }
        return format.applied(to: marks)
    }

    private static func style(_ cursor: WordCursor) throws(DocumentError) -> Style {
        var style = Style()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .name: style.name = cursor.val
            case .basedOn: style.basedOn = cursor.val
            case .runProperties: style.format = try RunFormat.read(cursor)
            case .paragraphProperties:
                let format = try ParagraphFormat.read(cursor)
                style.isRightToLeft = format.isRightToLeft
                style.outlineLevel = format.outlineLevel
                style.numbering = format.numbering
            default: break
            }
        }
        return style
    }

    /// A style upon its ancestors; a circle of `w:basedOn` ends where it closes.
    private func flattened(_ id: String) -> Style {
        var chain: [Style] = []
        var seen: Set<String> = []
        var next: String? = id
        while let current = next, let style = styles[current], seen.insert(current).inserted, chain.count < 32 {
            chain.append(style)
            next = style.basedOn
        }
        var result = Style()
        for style in chain.reversed() {
            result.format.set = style.format.applied(to: result.format.set)
            result.format.cleared = style.format.cleared.union(
                result.format.cleared.subtracting(style.format.set))
            result.isRightToLeft = style.isRightToLeft ?? result.isRightToLeft
            result.outlineLevel = style.outlineLevel ?? result.outlineLevel
            result.numbering = style.numbering ?? result.numbering
        }
        result.name = chain.first?.name
        return result
    }
}
