/// Words by which a respondent says that there is nothing to tell.
enum Absence {
    /// Nothing is known: not an answer.
    private static let unknown: Set<FoldedKey> = keys([
        "غير متوفر", "غير متوفرة", "غير متاح", "غير معروف", "غير محدد", "لا أعرف", "لا ندري", "لا نعرف", "لا أدري",
        "non disponible", "n/a", "na", "nd", "n.d", "n.d.", "inconnu", "inconnue", "non renseigné", "non communiqué",
        "not available", "sans réponse", "بدون جواب", "بلا جواب", "je ne sais pas", "nous ne savons pas", "nsp",
        "sans objet", "s.o", "s.o.", "non concerné", "غير معني", "غير معنية", "لا ينطبق",
    ])

    /// There is none; of a number that may as well be a zero.
    private static let none: Set<FoldedKey> = keys([
        "لا يوجد", "لا توجد", "لاشيء", "لا شيء", "ولا شيء", "لا أحد", "ولا واحد", "ولا واحدة", "منعدم", "منعدمة",
        "néant", "aucun", "aucune", "rien", "ras", "r.a.s", "r a s", "personne", "والو",
    ])

    /// What a sentence of nothing is made of: one of these words at least,
    private static let negations: Set<FoldedKey> = keys([
        "لا", "ولا", "بدون", "بلا", "ليس", "ليست", "لم", "ما", "aucun", "aucune", "pas", "rien", "sans", "néant", "ras",
    ])

    /// and none but these beside it.
    private static let objects: Set<FoldedKey> = keys([
        "شيء", "أي", "أية", "ملاحظات", "ملاحظة", "تعليق", "تعليقات", "إضافة", "إضافات", "للإضافة", "يضاف", "نضيفه",
        "اقتراح", "اقتراحات", "مقترح", "مقترحات", "يذكر", "تذكر", "يوجد", "توجد", "لدينا", "لنا", "عندنا", "خاص",
        "خاصة", "آخر", "أخرى", "حاليا", "observation", "observations", "remarque", "remarques", "commentaire",
        "commentaires", "suggestion", "suggestions", "proposition", "propositions", "particulier", "particulière",
        "particuliers", "particulières",
        "signaler", "ajouter", "déclarer", "dire", "mentionner", "de", "d", "à", "a", "y", "il", "n", "nous", "avons",
        "autre", "autres", "spécial", "pour", "le", "moment",
    ])

    /// Whether the respondent says that the answer is not known.
    static func isUnknown(_ text: String) -> Bool { unknown.contains(FoldedKey(Normaliser.key(text))) }

    /// Whether the respondent says that there is none.
    static func isNone(_ text: String) -> Bool { none.contains(FoldedKey(Normaliser.key(text))) }

    /// Whether a text in free words says no more than that there is nothing to say: `RAS`, `لا ملاحظات تذكر`.
    ///
    /// A bare `non` or `لا` is an answer of its own to a question that can be answered so.
    static func isNothingToSay(_ text: String) -> Bool {
        let key = Normaliser.key(text)
        if unknown.contains(FoldedKey(key)) || none.contains(FoldedKey(key)) { return true }
        guard (1...6).contains(key.utf8.count { $0 == UInt8(ascii: " ") }) else { return false }
        let words = TextSimilarity.words(key).map { FoldedKey($0) }
        guard words.contains(where: negations.contains) else { return false }
        return words.allSatisfy { negations.contains($0) || objects.contains($0) }
    }

    private static func keys(_ phrases: [String]) -> Set<FoldedKey> {
        Set(phrases.map { FoldedKey(Normaliser.key($0)) })
    }
}
