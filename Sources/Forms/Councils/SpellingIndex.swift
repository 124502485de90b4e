/// The spellings of all names by the pairs of letters in them: few of a large register need to be aligned with a name.
struct SpellingIndex: Sendable {
    private var spellings: [CouncilIndex.Spelling] = []
    private var postings: [UInt64: [Int32]] = [:]
    /// How many pairs each spelling has.
    private var pairs: [Int32] = []

    /// The most spellings that a name is aligned with.
    private static let most = 20
    /// The least share of a spelling's pairs, in 1/1024, that a name it is aligned with has.
    private static let least: Int32 = 280

    init(_ spellings: [CouncilIndex.Spelling]) {
        for spelling in spellings { append(spelling) }
    }

    private mutating func append(_ spelling: CouncilIndex.Spelling) {
        let number = Int32(truncatingIfNeeded: spellings.count)
        let own = Self.pairs(of: spelling.scalars)
        for pair in own { postings[pair, default: []].append(number) }
        pairs.append(Int32(truncatingIfNeeded: own.count))
        spellings.append(spelling)
    }

    /// The spellings that have most of their pairs in common with a written name, the likest first.
    func likest(_ scalars: [Unicode.Scalar]) -> [CouncilIndex.Spelling] {
        var common = [Int32](repeating: 0, count: spellings.count)
        var touched: [Int32] = []
        for pair in Self.pairs(of: scalars) {
            for number in postings[pair] ?? [] {
                if common[Int(number)] == 0 { touched.append(number) }
                common[Int(number)] += 1
            }
        }
        // The share of a spelling's pairs, in 1/1024; a pair of its ends counts like any other.
        var ranked: [(share: Int32, number: Int32)] = []
        for number in touched {
            let share = common[Int(number)] * 1024 / pairs[Int(number)]
            if share >= Self.least { ranked.append((share, number)) }
        }
        return ranked.sorted { ($1.share, $0.number) < ($0.share, $1.number) }.prefix(Self.most)
            .map { spellings[Int($0.number)] }
    }

    /// The pairs of neighbouring letters, vowels and Arabic letters of prolongation left out beside those with them:
    /// names are transliterated by their consonants (`Warzazat`, `Ouarzazate`).
    private static func pairs(of scalars: [Unicode.Scalar]) -> Set<UInt64> {
        var pairs: Set<UInt64> = []
        func add(_ letters: [Unicode.Scalar], _ layer: UInt64) {
            for (one, other) in zip(letters, letters.dropFirst()) {
                pairs.insert(layer << 48 | UInt64(one.value) << 24 | UInt64(other.value))
            }
        }
        add(scalars, 0)
        add(scalars.filter { !NameAlignment.isWeak($0) }, 1)
        return pairs
    }
}
