/// Words that name a body which is no council of a register of prefectures and provinces.
enum OtherBodies {
    /// Whether the word begins the name of a region: what follows is no council's name.
    static func isRegion(_ key: String) -> Bool { regions.contains(key) }

    /// Whether the word names a commune, an association or the like: a person must look.
    static func contains(_ key: String) -> Bool { others.contains(key) }

    /// Whether the word is nearly one of them, letters having been lost or changed.
    static func isNear(_ key: String) -> Bool {
        let word = Array(key.unicodeScalars)
        guard word.count >= 5 else { return false }
        return others.contains { other in
            TextSimilarity.editDistance(word, Array(other.unicodeScalars)) <= 1
        }
    }

    private static let regions = keys("جهة الجهة بجهة لجهة جهوي الجهوي الجهوية جهات région régions régional régionale")

    private static let others = keys(
        """
        جماعة الجماعة جماعي الجماعي الجماعية جماعات بلدية البلدية بلدي البلدي جمعية الجمعية غرفة الغرفة وزارة الوزارة
        مقاطعة المقاطعة مقاطعات باشوية قيادة دائرة جامعة ولاية
        commune communes communal communale municipal municipale municipalité association chambre ministère
        arrondissement arrondissements pachalik caïdat cercle université wilaya
        """)

    private static func keys(_ text: String) -> Set<String> { Set(Normaliser.tokens(text)) }
}
