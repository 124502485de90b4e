/// The glyphs that stand for a box on paper, and the two that stand for them here: ☐ and ☒.
enum BoxGlyph {
    static let empty: Unicode.Scalar = "☐"
    static let ticked: Unicode.Scalar = "☒"

    static func text(checked: Bool) -> String { String(checked ? ticked : empty) }

    /// ☐ or ☒ for a scalar that draws an empty or a marked box; nil for any other.
    static func box(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x2610, 0x25A1, 0x25A2, 0x25FB, 0x25FD, 0x2B1C, 0x2751, 0x2752, 0x274F, 0x2750: empty
        case 0x2611, 0x2612, 0x25A0, 0x25A3, 0x25FC, 0x25FE, 0x2B1B, 0x22A0, 0x2705, 0x2713, 0x2714, 0x2717, 0x2718,
            0x2BBD, 0x1F5F7, 0x1F5F8, 0x1F5F9:
            ticked
        default: nil
        }
    }

    /// The text with every box glyph replaced by ☐ or ☒.
    static func normalised(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { box($0) != nil }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\u{FE0E}" && scalar != "\u{FE0F}" {
            result.append(box(scalar) ?? scalar)
        }
        return String(result)
    }

    /// Whether every scalar that shows anything is one box; its state then.
    static func state(of text: String) -> Bool? {
        let visible = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard visible.count == 1, let scalar = visible.first, let box = box(scalar) else { return nil }
        return box == ticked
    }
}
