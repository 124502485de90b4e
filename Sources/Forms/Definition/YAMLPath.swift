/// Where a node stands in a YAML file; put into words only where something is said of it.
final class YAMLPath {
    enum Step {
        case key(String)
        case item(Int)
    }

    private let parent: YAMLPath?
    private let step: Step?

    /// The document's root.
    init() {
        parent = nil
        step = nil
    }

    private init(parent: YAMLPath, step: Step) {
        self.parent = parent
        self.step = step
    }

    func appending(_ step: Step) -> YAMLPath { YAMLPath(parent: self, step: step) }

    /// `themes[1].keywords.fr[0].t`
    var words: String {
        let before = parent?.words ?? ""
        switch step {
        case .key(let key): return before.isEmpty ? key : "\(before).\(key)"
        case .item(let index): return "\(before)[\(index)]"
        case nil: return before
        }
    }
}
