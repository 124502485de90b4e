/// A name as the resolver compares it.
struct CouncilName: Hashable, Sendable {
    /// The words' keys.
    let words: [String]
    /// The words without articles and spaces: `الدار البيضاء`, `الدارالبيضاء` and `دار بيضاء` are one.
    let core: FoldedKey

    init(_ text: String) { self.init(words: Normaliser.tokens(Self.repaired(text))) }

    init(words: [String]) {
        self.words = words
        var core = ""
        for word in words {
            let bare = Self.withoutArticle(word)
            if bare != "al", bare != "el", !FunctionWords.contains(bare) { core += bare }
        }
        if core.isEmpty { for word in words { core += word } }
        self.core = FoldedKey(core)
    }

    /// The words as written, without spaces.
    var squeezed: [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        for word in words { scalars += word.unicodeScalars }
        return scalars
    }

    var isArabic: Bool { words.first.map(Self.isArabic) ?? false }

    static func isArabic(_ word: String) -> Bool {
        word.unicodeScalars.first.map { (0x0600...0x06FF).contains($0.value) } ?? false
    }

    /// The word without its Arabic article, that of `لل` included; the article in Latin letters is a word of its own.
    static func withoutArticle(_ word: String) -> String {
        guard word.utf8.first == 0xD8 || word.utf8.first == 0xD9 else { return word }
        var scalars = word.unicodeScalars[...]
        guard let first = scalars.popFirst(), first == "ا" || first == "ل", scalars.popFirst() == "ل",
            scalars.count >= 2
        else { return word }
        return String(Substring(scalars))
    }

    /// The text with the digits that scanning and chat make of Latin letters read as these: `préfect0ral`, `Con5eil`.
    private static func repaired(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { confusable($0) != nil }) else { return text }
        var scalars = Array(text.unicodeScalars)
        for index in scalars.indices {
            guard let letter = confusable(scalars[index]) else { continue }
            let isAfter = index > 0 && isLatin(scalars[index - 1])
            let isBefore = index + 1 < scalars.count && isLatin(scalars[index + 1])
            if isAfter || isBefore { scalars[index] = letter }
        }
        return String(scalars)
    }

    private static func confusable(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "0": "o"
        case "1": "l"
        case "5": "s"
        // Digits that stand for Arabic letters in Latin ones: `9nitra`, `7oceima`.
        case "3": "a"
        case "7": "h"
        case "9": "q"
        default: nil
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && scalar.value < 0x0250
    }
}
