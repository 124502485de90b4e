/// Fonts that draw signs in place of the characters they are given: Wingdings and its kin.
///
/// A code is the font's own byte; documents write it as `F0xx` in the private use area, or as the bare letter.
enum SymbolFont: String {
    case wingdings, wingdings2 = "wingdings 2", wingdings3 = "wingdings 3", webdings, symbol

    init?(name: String?) {
        guard let name else { return nil }
        self.init(rawValue: name.lowercased())
    }

    /// What a code of this font draws, in Unicode; nil where no sign of ours stands for it.
    func scalar(_ code: UInt32) -> Unicode.Scalar? {
        let byte = code & 0xFF
        switch self {
        case .wingdings:
            switch byte {
            case 0x6F, 0x70, 0x71, 0x72, 0xA8: return BoxGlyph.empty
            case 0x6E, 0x78, 0xFB, 0xFC, 0xFD, 0xFE: return BoxGlyph.ticked
            case 0x6C, 0x9F, 0xA7, 0x76, 0xD8: return "•"
            default: return nil
            }
        case .wingdings2:
            switch byte {
            case 0x30, 0x33, 0x35, 0xA3: return BoxGlyph.empty
            case 0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0xA2: return BoxGlyph.ticked
            default: return nil
            }
        case .webdings:
            switch byte {
            case 0x63: return BoxGlyph.empty
            case 0x61, 0x67, 0x72: return BoxGlyph.ticked
            default: return nil
            }
        case .symbol: return byte == 0xB7 ? "•" : nil
        case .wingdings3: return nil
        }
    }

    /// A text set in this font, each sign we know in Unicode.
    func decoded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isCode = (0x20...0xFF).contains(scalar.value) || (0xF020...0xF0FF).contains(scalar.value)
            result.append(isCode ? self.scalar(scalar.value) ?? scalar : scalar)
        }
        return String(result)
    }
}
