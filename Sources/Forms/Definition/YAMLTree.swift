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
    private var contents: [Content] = []
    private var marks: [Mark] = []

    func content(_ node: Int) -> Content { contents[node] }

    func mark(_ node: Int) -> Mark { marks[node] }

    // MARK: Composing

    func add(_ content: Content, at mark: Mark) -> Int {
        contents.append(content)
        marks.append(mark)
        return contents.count - 1
    }

    /// Fills a collection that was added empty: an alias in it may mean it.
    func fill(_ node: Int, with content: Content) { contents[node] = content }

    func setRoot(_ node: Int) { root = node }
}
