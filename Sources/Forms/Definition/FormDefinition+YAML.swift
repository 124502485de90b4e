import Yams

extension FormDefinition {
    /// The greatest length of a definition file, in bytes of UTF-8.
    package static let maximumFileSize = 1_000_000
    /// The most nodes a definition may have once its aliases are followed.
    package static let maximumNodes = 100_000
    /// How deep its lists and mappings may be nested.
    package static let maximumDepth = 32

    /// Reads a form definition and names every mistake in it.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file, one YAML 1.1 document; anchors, aliases and merge keys are followed.
    ///   - file: the name that problems give to the file.
    /// - Returns: the definition, nil where there is any problem; the problems in the order of their lines. A mistake
    ///   in an anchored node is named once. A mistake of YAML itself (syntax, a key that stands twice in one mapping)
    ///   hides those of the form, because nothing can be read beyond it.
    package static func load(
        yaml: String, file: String
    ) -> (
        definition: FormDefinition?, problems: [ConfigurationProblem]
    ) {
        let log = ProblemLog(file: file)
        let definition = compose(yaml, log: log).flatMap { root in
            DefinitionReader(log: log).read(YAMLValue(node: root, path: "", log: log))
        }
        let problems = log.sorted
        return (problems.isEmpty ? definition : nil, problems)
    }

    private static func compose(_ yaml: String, log: ProblemLog) -> Node? {
        guard yaml.utf8.count <= maximumFileSize else {
            log.report("the file is longer than \(maximumFileSize) bytes")
            return nil
        }
        // A byte order mark is no part of the text; libyaml would refuse it.
        let text = yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
        do {
            // Without rules every plain scalar stays the text that it is: `01`, `no` and `1.0` are codes here.
            guard let root = try Yams.compose(yaml: text, .basic),
                !YAMLValue(node: root, path: "", log: log).isNull
            else {
                log.report("the file is empty")
                return nil
            }
            guard isWithinLimits(root) else {
                log.report(
                    "has more than \(maximumNodes) nodes with its aliases followed, or is nested deeper than "
                        + "\(maximumDepth)")
                return nil
            }
            return root
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
