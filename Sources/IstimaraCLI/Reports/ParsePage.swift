internal import Archive
internal import Documents
internal import Forms
internal import Mail

/// What `parse` prints for people: the message, its parts, and each answer with the words it was read from.
struct ParsePage {
    var terminal: Terminal
    var definitions: [FormDefinition]

    private var list: PartList { PartList(terminal: terminal) }

    func print(_ report: ParseReport) {
        let outcome = OutcomeText(terminal: terminal)
        terminal.say(
            terminal.styled(TerminalText.display(report.input), .bold) + "  "
                + outcome.text(report.outcome, report.reason))
        guard let filing = report.filing else {
            list.print(report.findings, indent: "  ")
            terminal.say()
            return
        }
        if let envelope = filing.envelope {
            line(
                "from",
                envelope.from.map { ($0.name.map { "\($0) " } ?? "") + "<\($0.address)>" }.joined(separator: ", "))
            line("subject", envelope.subject ?? "")
            line("date", envelope.date?.description ?? "")
            line("automatic", envelope.automatic?.rawValue ?? "")
        }
        list.print(filing.parts)
        list.print(filing.findings, indent: "  ")
        for submission in filing.submissions { printSubmission(submission) }
        for intention in report.would { line("would \(intention.action)", intention.target) }
        terminal.say()
    }

    private func line(_ name: String, _ value: String) {
        guard !value.isEmpty else { return }
        let label = name + String(repeating: " ", count: max(0, 10 - name.utf8.count))
        terminal.say("  \(terminal.styled(label, .dim)) \(TerminalText.display(value))")
    }

    private func printSubmission(_ submission: Submission) {
        let reading = submission.reading
        terminal.say()
        terminal.say(
            "  " + terminal.styled("submission \(submission.id.short)", .bold)
                + "  \(reading.form.map { "\($0.id) \($0.version)" } ?? "letter")  \(reading.language.rawValue)  "
                + "\(reading.source.method.rawValue)  "
                + OutcomeText(terminal: terminal).text(
                    Outcome(rawValue: reading.outcome.rawValue) ?? .needsReview, reading.reason))
        line("council", reading.council ?? "unresolved")
        line("themes", reading.themes.joined(separator: ", "))
        let questions = definitions.first { $0.reference == reading.form }?.questions ?? []
        for question in questions {
            guard let answer = reading.answers[question.id], answer.status != .blank else { continue }
            printAnswer(answer, to: question, language: reading.language)
        }
        for proposal in reading.proposals where proposal.decidedBy != .table {
            let theme = proposal.theme ?? "no theme"
            line("\(proposal.question) \(proposal.row)", "\(theme) (\(proposal.because.joined(separator: ", ")))")
        }
        list.print(reading.findings, indent: "  ")
    }

    private func printAnswer(_ answer: Answer, to question: Question, language: Language) {
        let style: Terminal.Style = answer.status == .accepted ? .green : .yellow
        let mark = terminal.styled(answer.status == .accepted ? "✓" : "?", style)
        let code = question.code ?? question.id
        let label = TerminalText.display(TerminalText.fit(question.label.text(language), columns: 44))
        terminal.say("  \(mark) \(terminal.styled(code, .bold)) \(label)")
        let value =
            answer.value.map(AnswerText.text)
            ?? answer.candidates.map { AnswerText.text($0.value) }.joined(separator: " | ")
        for line in value.split(separator: "\n", omittingEmptySubsequences: true) {
            terminal.say("        \(TerminalText.display(String(line)))")
        }
        if let other = answer.otherText { terminal.say("        other: \(TerminalText.display(other))") }
        if let place = answer.evidence.first {
            terminal.say(terminal.styled("        part \(place.part), \(TerminalText.escape(place.location))", .dim))
        }
    }
}

/// An outcome in its colour, with its reason.
struct OutcomeText {
    var terminal: Terminal

    func text(_ outcome: Outcome, _ reason: String?) -> String {
        let style: Terminal.Style =
            switch outcome {
            case .accepted: .green
            case .needsReview: .yellow
            case .quarantined: .red
            case .duplicate, .ignored: .dim
            }
        return terminal.styled(outcome.rawValue, style) + (reason.map { " (\($0))" } ?? "")
    }
}

/// Values as text for people.
enum AnswerText {
    static func text(_ value: AnswerValue) -> String {
        switch value {
        case .string(let text): text
        case .number(let number):
            number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .list(let codes): codes.joined(separator: ", ")
        case .rows(let rows):
            rows.enumerated().map { index, row in
                "\(index + 1). "
                    + row.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: "; ")
            }.joined(separator: "\n")
        case .object(let cells):
            cells.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: "; ")
        }
    }
}
