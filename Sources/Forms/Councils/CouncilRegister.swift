/// The councils that are asked to answer, and what they are called.
package struct CouncilRegister: Sendable {
    /// In the register's order.
    package let councils: [Council]
    /// The regions that councils lie in, by code.
    package let regions: [Region]

    let index: CouncilIndex
    /// All names in the spellings that texts are aligned with; most texts are found without.
    let spellings: Deferred<SpellingIndex>
    private let places: [String: Int]

    init(councils: [Council], regions: [Region], index: CouncilIndex) {
        self.councils = councils
        self.regions = regions
        self.index = index
        spellings = Deferred { SpellingIndex(index.spellings) }
        places = Dictionary(councils.indices.map { (councils[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The council of this id.
    package subscript(id: String) -> Council? { places[id].map { councils[$0] } }
}
