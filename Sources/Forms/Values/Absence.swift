/// Words by which a respondent says that there is nothing to tell.
enum Absence {
    /// Nothing is known: not an answer.
    private static let unknown: Set<String> = keys([
        "غير متوفر", "غير متوفرة", "غير متاح", "غير معروف", "غير محدد", "لا أعرف", "non disponible", "n/a", "na", "nd",
        "n.d", "n.d.", "inconnu", "non renseigné", "non communiqué", "not available", "sans réponse", "بدون جواب",
    ])

    /// There is none; of a number that may as well be a zero.
    private static let none: Set<String> = keys([
        "لا يوجد", "لا توجد", "لاشيء", "لا شيء", "منعدم", "منعدمة", "néant", "aucun", "aucune", "rien", "ras", "r.a.s",
    ])

    /// Whether the respondent says that the answer is not known.
    static func isUnknown(_ text: String) -> Bool { unknown.contains(Normaliser.key(text)) }

    /// Whether the respondent says that there is none.
    static func isNone(_ text: String) -> Bool { none.contains(Normaliser.key(text)) }

    private static func keys(_ phrases: [String]) -> Set<String> { Set(phrases.map { Normaliser.key($0) }) }
}
