/// A YAML 1.1 file of the settings, composed under limits.
package enum YAMLDocument {
    /// The greatest length of a file, in bytes of UTF-8.
    package static let maximumFileSize = 1_000_000
    /// The most nodes a file may have once its aliases are followed.
    package static let maximumNodes = 100_000
    /// How deep its lists and mappings may be nested.
    package static let maximumDepth = 32

    /// Composes the one document of a file; what stands against it is reported to the log, and gives nil.
    ///
    /// Anchors, aliases and merge keys are followed; scalars stay the text that they are.
    package static func compose(_ yaml: String, log: ProblemLog) -> YAMLValue? {
        guard yaml.utf8.count <= maximumFileSize else {
            log.report("the file is longer than \(maximumFileSize) bytes")
            return nil
        }
        // A byte order mark is no part of the text; libyaml would refuse it.
        let text = yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
        do {
            guard let tree = try YAMLComposer.compose(text, maximumDepth: maximumDepth) else {
                log.report("the file is empty")
                return nil
            }
            let value = YAMLValue(tree: tree, node: tree.root, place: YAMLPath(), log: log)
            guard !value.isNull else {
                log.report("the file is empty")
                return nil
            }
            var walk = Walk(tree: tree)
            guard !tree.hasAliases && tree.count <= maximumNodes || walk.isWithinLimits(tree.root, depth: 1) else {
                log.report(
                    "has more than \(maximumNodes) nodes with its aliases followed, or is nested deeper than "
                        + "\(maximumDepth)")
                return nil
            }
            for (key, node) in tree.repetitions {
                log.report("`\(key)` stands twice in one mapping", line: tree.mark(node).line)
            }
            return tree.repetitions.isEmpty ? value : nil
        } catch {
            log.report(error.message, line: error.line)
        }
        return nil
    }

    /// A walk over all nodes; aliases make a small file a vast tree, or one without an end.
    private struct Walk {
        let tree: YAMLTree
        private var nodes = 0

        init(tree: YAMLTree) { self.tree = tree }

        mutating func isWithinLimits(_ node: Int, depth: Int) -> Bool {
            nodes += 1
            guard nodes <= maximumNodes, depth <= maximumDepth else { return false }
            switch tree.content(node) {
            case .scalar: return true
            case .sequence(let items):
                for item in items where !isWithinLimits(item, depth: depth + 1) { return false }
            case .mapping(let pairs):
                for (key, value) in pairs {
                    guard isWithinLimits(key, depth: depth + 1), isWithinLimits(value, depth: depth + 1) else {
                        return false
                    }
                }
            }
            return true
        }
    }
}
