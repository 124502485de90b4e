/// The councils that are asked to answer, and what they are called.
package struct CouncilRegister: Sendable {
    /// In the register's order.
    package let councils: [Council]
    /// The regions that councils lie in, by code.
    package let regions: [Region]

    let index: CouncilIndex
    /// All names in the spellings that texts are aligned with; most texts are found without.
    let spellings: Deferred<SpellingIndex>
    /// Of each kind the phrases before its councils' names, none among them, without spaces.
    let councilHeads: Deferred<[(kind: String, arabic: [[Unicode.Scalar]], latin: [[Unicode.Scalar]])]>
    private let places: [String: Int]

    init(councils: [Council], regions: [Region], index: CouncilIndex) {
        self.councils = councils
        self.regions = regions
        self.index = index
        spellings = Deferred { SpellingIndex(index.spellings) }
        councilHeads = Deferred {
            func phrases(_ phrases: Set<String>?) -> [[Unicode.Scalar]] {
                [[]] + (phrases ?? []).map { Array($0.unicodeScalars) }
            }
            return Set(index.kinds).map { kind in
                (kind, phrases(index.shared.arabicPhrases[kind]), phrases(index.shared.phrases[kind]))
            }
        }
        places = Dictionary(councils.indices.map { (councils[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The council of this id.
    package subscript(id: String) -> Council? { places[id].map { councils[$0] } }
}
