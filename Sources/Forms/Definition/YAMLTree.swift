/// The nodes of a YAML 1.1 document; anchors are followed, scalars are the text that they are.
///
/// Nodes go by their number. One that aliases repeat has one number.
final class YAMLTree {
    enum Content {
        /// - Parameter isPlain: whether it stands without quotes and is no block.
        case scalar(String, isPlain: Bool)
        case sequence([Int])
        case mapping([(key: Int, value: Int)])
    }

    /// Where a node begins, both from 1.
    struct Mark {
        var line: Int
        var column: Int
    }

    private(set) var root = 0
    /// Whether some node stands in several places.
    private(set) var hasAliases = false
    /// Keys that a mapping has twice, with the mapping, in the order of the mappings.
    private(set) var repetitions: [(key: String, mapping: Int)] = []
    private var contents: [Content] = []
    private var marks: [Mark] = []

    func content(_ node: Int) -> Content { contents[node] }

    func mark(_ node: Int) -> Mark { marks[node] }

    /// The number of nodes, each counted once.
    var count: Int { contents.count }

    /// The first key that stands twice among these pairs; nil where none does.
    private func repeatedKey(_ pairs: [(key: Int, value: Int)]) -> String? {
        var seen: Set<FoldedKey> = []
        for (position, pair) in pairs.enumerated() {
            guard case .scalar(let word, _) = contents[pair.key] else { continue }
            // Most mappings are small: a set of their keys costs more than comparing them.
            let isRepeated =
                pairs.count > 8
                ? !seen.insert(FoldedKey(word)).inserted
                : pairs[..<position].contains { earlier in
                    if case .scalar(let other, _) = contents[earlier.key] {
                        FoldedKey(other) == FoldedKey(word)
                    } else {
                        false
                    }
                }
            if isRepeated { return word }
        }
        return nil
    }

    // MARK: Composing

    func add(_ content: Content, at mark: Mark) -> Int {
        contents.append(content)
        marks.append(mark)
        return contents.count - 1
    }

    /// Fills a collection that was added empty: an alias in it may mean it.
    func fill(_ node: Int, with content: Content) {
        contents[node] = content
        if case .mapping(let pairs) = content, let key = repeatedKey(pairs) { repetitions.append((key, node)) }
    }

    func noteAlias() { hasAliases = true }

    func setRoot(_ node: Int) { root = node }
}
