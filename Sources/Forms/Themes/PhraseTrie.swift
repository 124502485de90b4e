/// Phrases by their words: the longest that begins at a place is found in one walk.
struct PhraseTrie: Sendable {
    /// The node that a word leads to, by the node before it and the word's number, half of the bits each.
    private var edges: [UInt64: Int] = [:]
    /// The terms that end at each node.
    private var terms: [[Int]] = [[]]

    /// Adds a term; phrases of the same words share an end.
    mutating func insert(_ words: [Int], term: Int) {
        var node = 0
        for word in words {
            let edge = Self.edge(node, word)
            if let next = edges[edge] {
                node = next
            } else {
                node = terms.count
                edges[edge] = node
                terms.append([])
            }
        }
        terms[node].append(term)
    }

    private static func edge(_ node: Int, _ word: Int) -> UInt64 { UInt64(node) << 32 | UInt64(word) }

    /// The longest phrase at the head of `words`: how many words it has, and its terms; nil where none begins there.
    ///
    /// A word that no phrase has is nil.
    func longestMatch(_ words: ArraySlice<Int?>) -> (length: Int, terms: [Int])? {
        var node = 0
        var best: (length: Int, terms: [Int])?
        for (offset, word) in words.enumerated() {
            guard let word, let next = edges[Self.edge(node, word)] else { break }
            node = next
            if !terms[node].isEmpty { best = (offset + 1, terms[node]) }
        }
        return best
    }
}
