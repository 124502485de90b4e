internal import Archive
internal import Documents
internal import Forms
internal import Mail

/// What `archive reread` prints of a message that reads otherwise today.
struct DifferencePage {
    let terminal: Terminal
    let json: Bool

    func print(_ difference: MessageDifference) throws {
        if json { return terminal.say(try JSONOutput.text(difference)) }
        terminal.say(terminal.styled("message \(difference.message.hex.prefix(12))", .bold))
        if let outcome = difference.outcome {
            terminal.say("  outcome: \(Self.word(outcome.before?.rawValue)) → \(Self.word(outcome.after?.rawValue))")
        }
        if difference.changesParts { terminal.say("  header, parts or their findings read otherwise") }
        for submission in difference.submissions { print(submission) }
    }

    private func print(_ submission: SubmissionDifference) {
        let style: Terminal.Style = submission.kind == .withdrawn ? .red : .yellow
        terminal.say("  submission \(submission.id.short): \(terminal.styled(submission.kind.rawValue, style))")
        for (question, answer) in submission.answers.sorted(by: { $0.key < $1.key }) {
            say("\(question):", from: Self.text(answer.before), to: Self.text(answer.after))
            if let name = answer.correctedBy {
                terminal.say("      corrected by \(TerminalText.display(name)): that stands")
            }
        }
        if let council = submission.council {
            say("council of the record:", from: Self.word(council.before), to: Self.word(council.after))
        }
        if let themes = submission.themes {
            say("themes:", from: themes.before.joined(separator: " "), to: themes.after.joined(separator: " "))
        }
        if let proposals = submission.proposals {
            let texts = (proposals.before, proposals.after)
            say(
                "proposals:", from: texts.0.map(Self.text).joined(separator: "; "),
                to: texts.1.map(Self.text).joined(separator: "; "))
        }
        if let findings = submission.findings {
            say(
                "findings:", from: findings.before.map(\.code).joined(separator: " "),
                to: findings.after.map(\.code).joined(separator: " "))
        }
        if let outcome = submission.outcome { say("outcome:", from: outcome.before, to: outcome.after) }
        if submission.source != nil { terminal.say("    read from other parts, or in another way") }
        if submission.form != nil { terminal.say("    taken for another form or version") }
    }

    private func say(_ name: String, from before: String, to after: String) {
        terminal.say("    \(name)")
        let columns = TextColumns(2, width: terminal.width - 6)
        let texts = [before.isEmpty ? "–" : before, after.isEmpty ? "–" : after]
        for line in columns.lines(
            texts,
            style: { text, column in
                terminal.styled(text, column == 0 ? .red : .green)
            })
        {
            terminal.say("      " + line)
        }
    }

    /// An original that cannot be read.
    func print(_ message: ContentDigest, _ error: ArchiveError) throws {
        struct Line: Encodable {
            struct Failure: Encodable {
                var code: String
                var message: String
            }
            var message: ContentDigest
            var error: Failure
        }
        if json {
            let failure = Line.Failure(code: error.code.rawValue, message: error.description)
            return terminal.say(try JSONOutput.text(Line(message: message, error: failure)))
        }
        terminal.say(
            "message \(message.hex.prefix(12)): "
                + terminal.styled("cannot be read again: \(TerminalText.escape(error.description))", .red))
    }

    func end(_ summary: RereadSummary, isDry: Bool) throws {
        if json {
            struct Line: Encodable { var summary: RereadSummary }
            return terminal.say(try JSONOutput.text(Line(summary: summary)))
        }
        terminal.say(
            "\(summary.messages) messages read again: \(summary.different) differ, in \(summary.submissions) submissions "
                + "and \(summary.answers) answers, of which \(summary.decided) stand as a person corrected them")
        if summary.different > 0 {
            terminal.say(
                isDry ? "nothing was written (--diff)" : "the new readings are filed; the old ones stay beside them")
        }
    }

    private static func word(_ text: String?) -> String { text ?? "–" }

    private static func text(_ answer: Answer?) -> String {
        guard let answer else { return "" }
        let value =
            answer.value.map(AnswerText.text)
            ?? answer.candidates.map { AnswerText.text($0.value) }
            .joined(separator: " | ")
        let status = answer.status == .accepted ? "" : " (\(answer.status.rawValue))"
        return value + (answer.otherText.map { ": \($0)" } ?? "") + status
    }

    private static func text(_ proposal: Proposal) -> String { "\(proposal.text) [\(proposal.theme ?? "no theme")]" }
}
