import Yams

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
            // Without rules every plain scalar stays the text that it is: `01`, `no` and `1.0` are codes here.
            guard let root = try Yams.compose(yaml: text, .basic) else {
                log.report("the file is empty")
                return nil
            }
            let value = YAMLValue(node: root, path: "", log: log)
            guard !value.isNull else {
                log.report("the file is empty")
                return nil
            }
            guard isWithinLimits(root) else {
                log.report(
                    "has more than \(maximumNodes) nodes with its aliases followed, or is nested deeper than "
                        + "\(maximumDepth)")
                return nil
            }
            return value
        } catch let error as YamlError {
            let (line, message) = syntaxError(error)
            log.report(message, line: line)
        } catch {
            log.report("cannot be read as YAML: \(error)")
        }
        return nil
    }

    /// Whether the tree is small enough to walk; aliases make a small file a vast tree.
    private static func isWithinLimits(_ root: Node) -> Bool {
        var nodes = 0
        var stack = [(root, 1)]
        while let (node, depth) = stack.popLast() {
            nodes += 1
            guard nodes + stack.count <= maximumNodes, depth <= maximumDepth else { return false }
            switch node {
            case .scalar, .alias: break
            case .sequence(let items): stack += items.map { ($0, depth + 1) }
            case .mapping(let pairs): stack += pairs.flatMap { [($0.key, depth + 1), ($0.value, depth + 1)] }
            }
        }
        return true
    }

    private static func syntaxError(_ error: YamlError) -> (line: Int?, message: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let circumstances = context.map { " (\($0.text), begun in line \($0.mark.line))" } ?? ""
            return (mark.line, "is not YAML: \(problem)\(circumstances)")
        case .reader(let problem, let offset, _, let yaml):
            let line = offset.map { 1 + yaml.prefix($0).lazy.filter(\.isNewline).count }
            return (line, "is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { "`\($0)`" }.joined(separator: ", ")
            return (context.mark.line, "\(names) stands twice in one mapping")
        default:
            return (nil, "is not YAML: \(error)")
        }
    }
}
