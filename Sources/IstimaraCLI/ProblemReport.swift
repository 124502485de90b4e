internal import Forms

/// How `check` commands tell what they found.
enum ProblemReport {
    private struct Row: Encodable {
        var file: String
        var line: Int?
        var path: String
        var message: String
    }

    /// Prints the problems and ends the command with 78 where there are some.
    static func end(_ problems: [ConfigurationProblem], checked files: [String], json: Bool) throws {
        let terminal = Terminal.standard
        for problem in problems {
            if json {
                terminal.say(
                    try JSONOutput.text(
                        Row(file: problem.file, line: problem.line, path: problem.path, message: problem.message)))
            } else {
                terminal.say(TerminalText.escape(problem.description))
            }
        }
        guard problems.isEmpty else {
            throw CommandFailure(
                .configuration, code: "problems",
                "\(problems.count) \(problems.count == 1 ? "problem" : "problems") found")
        }
        if !json {
            for file in files { terminal.say("\(TerminalText.escape(file)): no problems") }
        }
    }
}
