/// The words that end a letter: what follows them is no answer.
enum ClosingFormula {
    /// Whether the line of this key begins the end of a letter.
    static func isOne(_ line: String, key: String) -> Bool {
        if key.isEmpty { return line.trimmed == "--" }
        guard key.utf8.count < 240 else { return false }
        return openings.contains { opening in
            key.utf8.starts(with: opening.utf8)
                && (key.utf8.count == opening.utf8.count || key.utf8.dropFirst(opening.utf8.count).first == 0x20)
        }
    }

    private static let openings = [
        "وتقبلوا", "وتفضلوا", "تقبلوا فائق", "مع خالص التحيات", "مع تحياتي", "والسلام", "والسلام عليكم", "تحياتي",
        "مع التقدير", "مع التحية", "مع التحيات", "مع فائق التقدير", "مع فائق الاحترام", "مع خالص التقدير",
        "مع خالص الشكر", "مع خالص التحية", "مع أطيب التحيات", "مع أخلص التحيات", "مع كامل التقدير",
        "مع كامل الاحترام", "دمتم",
        "Cordialement", "Bien cordialement", "Salutations", "Sincères salutations", "Veuillez agréer", "Bien à vous",
        "Respectueusement", "Meilleures salutations", "Avec mes salutations", "Avec nos salutations",
        "Avec mes respects", "Je vous prie d'agréer", "Nous vous prions d'agréer", "Cdlt", "Cdt",
    ].map { Normaliser.key($0) }
}
