/// A name as the resolver compares it.
struct CouncilName: Hashable, Sendable {
    /// The words' keys.
    var words: [String]

    init(_ text: String) { words = Normaliser.tokens(Self.repaired(text)) }

    init(words: [String]) { self.words = words }

    /// The words without articles and spaces: `الدار البيضاء`, `الدارالبيضاء` and `دار بيضاء` are one.
    var core: String {
        let kept = words.map(Self.withoutArticle).filter { !Self.articles.contains($0) && !FunctionWords.contains($0) }
        return (kept.isEmpty ? words : kept).joined()
    }

    /// The words as written, without spaces.
    var squeezed: [Unicode.Scalar] { words.flatMap { Array($0.unicodeScalars) } }

    var isArabic: Bool { words.first.map(Self.isArabic) ?? false }

    static func isArabic(_ word: String) -> Bool {
        word.unicodeScalars.first.map { (0x0600...0x06FF).contains($0.value) } ?? false
    }

    /// The word without its Arabic article, that of `لل` included.
    static func withoutArticle(_ word: String) -> String {
        var scalars = word.unicodeScalars[...]
        guard let first = scalars.popFirst(), first == "ا" || first == "ل", scalars.popFirst() == "ل",
            scalars.count >= 2
        else { return word }
        return String(Substring(scalars))
    }

    /// The Arabic article as it is written in Latin letters.
    private static let articles = ["al", "el"]

    /// The text with the digits that scanning makes of Latin letters read as these: `préfect0ral`, `Con5eil`.
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
        default: nil
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic && scalar.value < 0x0250
    }
}
