/// The words that end a letter: what follows them is no answer.
enum ClosingFormula {
    /// Whether the line begins the end of a letter.
    static func isOne(_ line: String) -> Bool {
        let line = line.trimmed
        if line == "--" { return true }
        let key = Normaliser.key(line)
        guard key.unicodeScalars.count < 120 else { return false }
        return openings.contains { key == $0 || key.hasPrefix($0 + " ") }
    }

    private static let openings = [
        "وتقبلوا", "وتفضلوا", "تقبلوا فائق", "مع خالص التحيات", "مع تحياتي", "والسلام", "والسلام عليكم", "تحياتي",
        "مع التقدير",
        "Cordialement", "Bien cordialement", "Salutations", "Sincères salutations", "Veuillez agréer", "Bien à vous",
        "Respectueusement",
    ].map { Normaliser.key($0) }
}
