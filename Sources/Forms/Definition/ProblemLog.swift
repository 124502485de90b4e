/// The mistakes found in one file so far.
final class ProblemLog {
    let file: String
    private var problems: [ConfigurationProblem] = []
    /// What was said of which place: a node that an alias repeats is reported where it stands, once.
    private var said: Set<String> = []

    init(file: String) { self.file = file }

    /// Notes a mistake; `line` and `column` count from 1.
    func report(_ message: String, path: String = "", line: Int? = nil, column: Int? = nil) {
        if let line, let column, !said.insert("\(line):\(column):\(message)").inserted { return }
        problems.append(ConfigurationProblem(file: file, line: line, path: path, message: message))
    }

    /// The mistakes in the order of the file's lines.
    var sorted: [ConfigurationProblem] {
        problems.enumerated().sorted { one, other in
            (one.element.line ?? 0, one.offset) < (other.element.line ?? 0, other.offset)
        }.map(\.element)
    }
}
