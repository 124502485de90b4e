/// Words and marks by which a respondent leaves an answer open: `74 ?`, `à confirmer`, `ربما`, `RAS ?`, `idem`.
enum Doubt {
    /// Whether the text says that it may not be so.
    static func isExpressed(_ text: String) -> Bool {
        if isAsked(text) { return true }
        guard text.unicodeScalars.contains(where: \.properties.isAlphabetic) else { return false }
        return isSaid(Normaliser.key(text))
    }

    private static func isSaid(_ key: String) -> Bool { phraseList.isIn(key) }

    /// Whether the text says so and none of the options does by itself: `Peut-être`.
    static func isExpressed(_ text: String, choosingFrom options: [FormOption]) -> Bool {
        isExpressed(text) && !options.contains { $0.label.texts.values.contains(where: isExpressed) }
    }

    /// Whether nothing but a doubt stands there, or a doubt whether there is anything to say: a person must see it.
    ///
    /// A remark in free words may ask and doubt as it likes.
    static func isAll(_ text: String) -> Bool {
        guard text.utf8.count <= longest else { return false }
        let key = Normaliser.key(text)
        if key.isEmpty { return text.unicodeScalars.contains { questionMarks.contains($0) } }
        if references.contains(FoldedKey(key)) { return true }
        guard isAsked(text) || isSaid(key) else { return false }
        var rest = " \(key) "
        for phrase in phrases {
            rest = rest.replacing(" \(phrase) ", with: " ")
        }
        let words = rest.split(separator: " ").joined(separator: " ")
        return words.isEmpty || Absence.isNothingToSay(words)
    }

    /// Whether it ends with a question mark, be it in brackets.
    static func isAsked(_ text: String) -> Bool {
        let last = text.unicodeScalars.last { !$0.isBlank && $0 != ")" && $0 != "." }
        return last.map(questionMarks.contains) ?? false
    }

    /// The bytes beyond which a text says more than that there may be nothing to say.
    private static let longest = 160

    private static let questionMarks: Set<Unicode.Scalar> = ["?", "؟"]

    /// As keys, the longest first.
    private static let phrases = keys([
        "peut-être", "à confirmer", "à vérifier", "à revoir", "à compléter", "à valider", "sous réserve", "sauf erreur",
        "pas sûr", "pas certain", "incertain", "ربما", "لعل", "للتأكيد", "للتأكد", "يتأكد", "في انتظار التأكيد",
        "للتحقق", "للمراجعة", "يراجع لاحقا", "غير متأكد", "غير مؤكد", "غير أكيد",
    ])
    /// What sends the reader to another answer.
    private static let references = Set(
        keys([
            "idem", "ibid", "voir ci-dessus", "voir plus haut", "même réponse", "même chose", "نفس الشيء", "نفس الجواب",
            "كما سبق", "كما ذكر أعلاه", "انظر أعلاه",
        ]).map { FoldedKey($0) })
    private static let phraseList = PhraseList(phrases)

    private static func keys(_ phrases: [String]) -> [String] {
        phrases.map { Normaliser.key($0) }.sorted { $0.utf8.count > $1.utf8.count }
    }
}
