import Documents

/// What a `w:pPr` says of its paragraph (ECMA-376 part 1, 17.3.1).
struct ParagraphFormat {
    var style: String?
    var isRightToLeft: Bool?
    /// From 0; 9 is body text.
    var outlineLevel: Int?
    var numbering: WordNumbering.Reference?
    var startsPage = false

    /// Reads the `w:pPr` that the cursor stands on.
    static func read(_ cursor: WordCursor) throws(DocumentError) -> ParagraphFormat {
        var format = ParagraphFormat()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .paragraphStyle: format.style = cursor.val
            case .bidirectional: format.isRightToLeft = cursor.isOn
            case .outlineLevel: format.outlineLevel = cursor.val.flatMap { Int($0) }
            case .pageBreakBefore: format.startsPage = cursor.isOn
            case .numberingProperties:
                var reference = WordNumbering.Reference()
                try cursor.children { (name) throws(DocumentError) in
                    switch name {
                    case .numberingID: reference.id = cursor.val
                    case .numberingLevel: reference.level = cursor.val.flatMap { Int($0) }
                    default: break
                    }
                }
                format.numbering = reference
            default: break
            }
        }
        return format
    }
}
