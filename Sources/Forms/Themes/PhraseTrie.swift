/// Phrases by their words: the longest that begins at a place is found in one walk.
struct PhraseTrie: Sendable {
    /// The node that a word leads to, by the node before it and the word's number, half of the bits each.
    private var edges: [UInt64: Int] = [:]
    /// The first term that ends at each node; nil where none does.
    private var terms: [Int?] = [nil]
    /// The other terms of a node: few phrases have the same words.
    private var others: [Int: [Int]] = [:]

    /// Makes room for that many phrases of two words.
    mutating func reserve(_ phrases: Int) {
        edges.reserveCapacity(2 * phrases)
        terms.reserveCapacity(2 * phrases)
    }

    /// Adds a term; phrases of the same words share an end.
    /// - Returns: the first term of these words.
    @discardableResult
    mutating func insert(_ words: [Int], term: Int) -> Int {
        var node = 0
        for word in words {
            let edge = Self.edge(node, word)
            if let next = edges[edge] {
                node = next
            } else {
                node = terms.count
                edges[edge] = node
                terms.append(nil)
            }
        }
        guard let first = terms[node] else {
            terms[node] = term
            return term
        }
        others[node, default: []].append(term)
        return first
    }

    private static func edge(_ node: Int, _ word: Int) -> UInt64 { UInt64(node) << 32 | UInt64(word) }

    /// The longest phrase at the head of `words`: how many words it has, and its terms; nil where none begins there.
    ///
    /// A word that no phrase has is nil.
    func longestMatch(_ words: ArraySlice<Int?>) -> (length: Int, terms: [Int])? {
        var node = 0
        var best: (length: Int, node: Int, term: Int)?
        for (offset, word) in words.enumerated() {
            guard let word, let next = edges[Self.edge(node, word)] else { break }
            node = next
            if let term = terms[node] { best = (offset + 1, node, term) }
        }
        return best.map { ($0.length, [$0.term] + (others[$0.node] ?? [])) }
    }
}
