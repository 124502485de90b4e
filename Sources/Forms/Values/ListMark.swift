/// The number or letter in front of an item of a list: `2.`, `3)`, `(b)`, `أ-`.
struct ListMark {
    /// The digits in ASCII, or the letter folded.
    let key: String
    /// What stands behind it.
    let rest: String

    init?(_ text: String) {
        let scalars = Array(Normaliser.clean(text).unicodeScalars)
        var index = 0
        let isBracketed = scalars.first == "("
        if isBracketed { index = 1 }
        let digits = scalars[index...].prefix { $0.isASCIIDigit }
        let label =
            digits.isEmpty ? scalars[index...].prefix(1).prefix { $0.properties.isAlphabetic } : digits.prefix(3)
        guard !label.isEmpty, label.count == max(digits.count, 1) else { return nil }
        index += label.count
        let closers: Set<Unicode.Scalar> = isBracketed ? [")"] : [".", ")", "-", "/", ":", "°"]
        guard index < scalars.count, closers.contains(scalars[index]) else { return nil }
        index += 1
        if index < scalars.count, scalars[index] == "-" { index += 1 }
        // `2.5` is a number, `l'eau` and `e-mail` are words.
        guard index < scalars.count, !scalars[index].isASCIIDigit, !digits.isEmpty || scalars[index].isBlank else {
            return nil
        }
        key = digits.isEmpty ? Normaliser.key(String(label)) : String(Int(String(label)) ?? 0)
        rest = String(scalars[index...]).trimmed
    }

    /// The key of a mark as the program draws it: `2.`, `b)`.
    static func key(_ marker: String) -> String? {
        let words = Normaliser.tokens(marker)
        guard words.count == 1, let word = words.first else { return nil }
        if let number = Int(word) { return String(number) }
        return word.unicodeScalars.count == 1 ? word : nil
    }
}
