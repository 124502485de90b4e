/// Text from outside made fit for a terminal: nothing in it can move the cursor or turn the line around.
package enum TerminalText {
    /// Escapes C0, C1, DEL, line and paragraph separators and bidi controls, and isolates text that runs from right to left.
    ///
    /// The isolates are U+2068 and U+2069 (Unicode UAX #9 §2.4.2): a line with an Arabic name in it reads in the
    /// order of its columns on terminals that reorder, and the same on those that do not.
    package static func display(_ text: String) -> String {
        let safe = escape(text)
        return safe.unicodeScalars.contains(where: isRightToLeft) ? "\u{2068}\(safe)\u{2069}" : safe
    }

    /// Escapes what must not reach a terminal, without isolating.
    package static func escape(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: mustEscape) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A, 0x0D, 0x09, 0x2028, 0x2029:
                result.append(" ")
            case _ where mustEscape(scalar):
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default:
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// How many columns `text` takes: marks and controls none, wide East Asian letters two.
    package static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// The beginning of `text` that fits `columns`, with an ellipsis where it was cut.
    package static func fit(_ text: String, columns: Int) -> String {
        guard width(text) > columns else { return text }
        var result = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            let next = width(scalar)
            if used + next > columns - 1 { break }
            result.append(scalar)
            used += next
        }
        return String(result) + "…"
    }

    /// `text` in lines of at most `columns`, broken between words, and within one that is wider; at least one line.
    package static func wrap(_ text: String, columns: Int) -> [String] {
        guard width(text) > columns else { return [text] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, width(line) + 1 + width(String(word)) <= columns {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            var pieces = pieces(of: word, columns: columns)
            line = pieces.removeLast()
            lines += pieces
        }
        return lines + [line]
    }

    /// A word in pieces of at most `columns`, marks with their letters; at least one piece.
    private static func pieces(of word: Substring, columns: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var used = 0
        for scalar in word.unicodeScalars {
            let next = width(scalar)
            if used + next > columns, !piece.isEmpty {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                used = 0
            }
            piece.append(scalar)
            used += next
        }
        return pieces + [String(piece)]
    }

    /// Whether a letter belongs to a script written from right to left.
    package static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x1_0800...0x1_0FFF, 0x1_E800...0x1_EFFF: true
        default: false
        }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1_F300...0x1_FAFF, 0x2_0000...0x3_FFFD:
            return 2
        default: return 1
        }
    }

    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
