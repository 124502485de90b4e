import Documents

/// What every text must be before it goes on into the program: valid and without U+0000, which no database column takes.
enum TextHygiene {
    static func withoutNull(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { clean.append(scalar.value == 0 ? "\u{FFFD}" : scalar) }
        return String(clean)
    }

    static let finding = Finding(
        .warning, code: "null_character", message: "U+0000 stood in the text and was replaced by U+FFFD.")
}
