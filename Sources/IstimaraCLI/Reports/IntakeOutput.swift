internal import Archive
internal import Intake

/// What `import` and `poll` print: a line a message as JSON, and a summary at the end.
struct IntakeOutput {
    var json: Bool
    private let terminal = Terminal.standard

    init(json: Bool) { self.json = json }

    /// Prints a message's line.
    /// - Parameter would: what a dry run would do; nil where it was done.
    func message(_ result: IntakeResult, would: [ParseReport.Intention]? = nil) throws {
        guard json else { return }
        guard let would else { return terminal.say(try JSONOutput.text(result)) }
        terminal.say(try JSONOutput.text(Intended(result: result, would: would)))
    }

    private struct Intended: Encodable {
        var result: IntakeResult
        var would: [ParseReport.Intention]
        private enum CodingKeys: String, CodingKey { case would }

        func encode(to encoder: any Encoder) throws {
            try result.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(would, forKey: .would)
        }
    }

    /// Prints the summary.
    /// - Returns: `needsPerson` where a message of this run is quarantined, or one is missing.
    func end(_ summary: IntakeSummary, title: String, missing: Int = 0) throws -> ExitStatus {
        if json {
            struct Line: Encodable { var summary: IntakeSummary }
            terminal.say(try JSONOutput.text(Line(summary: summary)))
        } else {
            var table = TextTable([("OUTCOME", .leading), ("MESSAGES", .trailing)])
            for outcome in Outcome.allCases.reversed() where summary[outcome] > 0 {
                table.add([outcome.rawValue, "\(summary[outcome])"])
            }
            let seconds = (summary.seconds * 10).rounded() / 10
            let noun = summary.messages == 1 ? "message" : "messages"
            terminal.say(
                "\(terminal.styled(TerminalText.display(title), .bold)): \(summary.messages) \(noun), "
                    + "\(Quantities.describe(bytes: summary.bytes)) in \(seconds) s")
            if !table.isEmpty {
                for line in table.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
            }
            if missing > 0 { terminal.say(terminal.styled("\(missing) messages of the server are missing here", .red)) }
        }
        return summary[.quarantined] > 0 || missing > 0 ? .needsPerson : .done
    }
}
