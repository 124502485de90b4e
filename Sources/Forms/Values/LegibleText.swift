/// A text as an answer is stored: the letters that were meant, without what only its display needed.
///
/// Presentation forms (U+FB50–U+FDFF, U+FE70–U+FEFC), which some programs write for shaped Arabic, become letters;
/// directional controls (UAX #9) go. Digits, punctuation, spacing and Persian letters stay as they were written.
enum LegibleText {
    static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isForm($0) || isControl($0) }) else { return text }
        var legible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isControl(scalar) {
            if isForm(scalar) {
                legible.append(contentsOf: CompatibilityForm.composed(String(scalar)).unicodeScalars)
            } else {
                legible.append(scalar)
            }
        }
        return String(legible)
    }

    private static func isForm(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
        default: false
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
