/// The phrases of a lexicon by their words: the longest that begins at a place is found in one walk.
///
/// Each beginning of a phrase has a node; a node where phrases end names their terms.
struct PhraseIndex: Sendable {
    private var nodes: HashTable
    /// By node the first of its terms in ``chain``; -1 where no phrase ends.
    private var heads: [Int32] = []
    /// The terms that end at one node, each with the place of the next.
    private var chain: [(term: Int32, next: Int32)] = []

    init(capacity: Int) { nodes = HashTable(capacity: capacity) }

    /// Adds a term; phrases of the same words share an end.
    mutating func insert(_ words: some Sequence<WordHash>, term: Int) {
        var hash = WordHash.start
        var node = 0
        for word in words {
            hash = hash.followed(by: word)
            node = nodes.insert(hash, new: heads.count)
            if node == heads.count { heads.append(-1) }
        }
        guard hash != .start else { return }
        chain.append((Int32(truncatingIfNeeded: term), heads[node]))
        heads[node] = Int32(truncatingIfNeeded: chain.count - 1)
    }

    /// Whether a phrase of this one word ends here, or a longer one begins with it.
    func begins(with word: WordHash) -> Bool { nodes[WordHash.start.followed(by: word)] != nil }

    /// The longest phrase at the head of `words`: how many words it has, and its end; nil where none begins there.
    ///
    /// A word that no phrase has is nil.
    func longestMatch(_ words: ArraySlice<WordHash?>) -> (length: Int, end: Int)? {
        var hash = WordHash.start
        var best: (length: Int, end: Int)?
        for (offset, word) in words.enumerated() {
            guard let word else { break }
            hash = hash.followed(by: word)
            guard let node = nodes[hash] else { break }
            if heads[node] >= 0 { best = (offset + 1, node) }
        }
        return best
    }

    /// The terms that end at a node.
    func terms(at end: Int) -> [Int] {
        var terms: [Int] = []
        var place = heads[end]
        while place >= 0 {
            terms.append(Int(chain[Int(place)].term))
            place = chain[Int(place)].next
        }
        return terms
    }
}
