/// Names of the months as Morocco writes them, in Arabic and French, with their usual abbreviations.
enum MonthNames {
    /// The month (1 to 12) that `word`, a key (see `Normaliser.key`), names.
    static func month(_ word: String) -> Int? { table[word] }

    private static let table: [String: Int] = {
        let names = [
            ["يناير", "جانفي", "janvier", "janv", "jan"],
            ["فبراير", "فيفري", "février", "févr", "fév"],
            ["مارس", "mars"],
            ["أبريل", "إبريل", "avril", "avr"],
            ["ماي", "مايو", "mai"],
            ["يونيو", "يونيه", "juin"],
            ["يوليوز", "يوليو", "juillet", "juil"],
            ["غشت", "أغسطس", "août"],
            ["شتنبر", "سبتمبر", "septembre", "sept"],
            ["أكتوبر", "octobre", "oct"],
            ["نونبر", "نوفمبر", "novembre", "nov"],
            ["دجنبر", "ديسمبر", "décembre", "déc"],
        ]
        var table: [String: Int] = [:]
        for (index, names) in names.enumerated() {
            for name in names { table[Normaliser.key(name)] = index + 1 }
        }
        return table
    }()
}
