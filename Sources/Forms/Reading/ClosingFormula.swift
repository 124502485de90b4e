/// The words that end a letter: what follows them is no answer.
enum ClosingFormula {
    /// Whether the line of this key begins the end of a letter.
    static func isOne(_ line: String, key: String) -> Bool {
        if key.isEmpty { return line.trimmed == "--" }
        guard key.utf8.count < 240 else { return false }
        return openings.begins(key)
    }

    private static let openings = PhraseList([
        "وتقبلوا", "وتفضلوا", "تقبلوا فائق", "مع خالص التحيات", "مع تحياتي", "والسلام", "والسلام عليكم", "تحياتي",
        "مع التقدير", "مع التحية", "مع التحيات", "مع فائق التقدير", "مع فائق الاحترام", "مع خالص التقدير",
        "مع خالص الشكر", "مع خالص التحية", "مع أطيب التحيات", "مع أخلص التحيات", "مع كامل التقدير",
        "مع كامل الاحترام", "دمتم",
        "Cordialement", "Bien cordialement", "Salutations", "Sincères salutations", "Veuillez agréer", "Bien à vous",
        "Respectueusement", "Meilleures salutations", "Avec mes salutations", "Avec nos salutations",
        "Avec mes respects", "Je vous prie d'agréer", "Nous vous prions d'agréer", "Cdlt", "Cdt",
    ])
}
