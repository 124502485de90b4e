internal import Archive
internal import Documents
internal import Forms
internal import Mail

/// What `records show` prints for people: each answer as it was written beside what was read, with evidence, doubts,
/// candidates and decisions.
struct RecordPage {
    let terminal: Terminal
    let definitions: [FormDefinition]
    let councils: CouncilRegister
    let submission: ArchivedSubmission
    let readings: [ReadingNote]
    private let settled: FormReading
    private let settlement: Settlement

    init(
        terminal: Terminal, definitions: [FormDefinition], councils: CouncilRegister, submission: ArchivedSubmission,
        readings: [ReadingNote]
    ) {
        self.terminal = terminal
        self.definitions = definitions
        self.councils = councils
        self.submission = submission
        self.readings = readings
        settled = submission.settled
        settlement = submission.settlement
    }

    private var language: Language { settled.language }

    func print() {
        printHead()
        if !settled.answers.isEmpty { printAnswers() }
        printProposals()
        printFindings()
        printDecisions()
        printReadings()
    }

    private func bold(_ text: String, _ column: Int) -> String { terminal.styled(text, .bold) }

    // MARK: Head

    private func printHead() {
        terminal.say(terminal.styled("\(submission.id)", .bold))
        let outcome = OutcomeText(terminal: terminal).text(
            Outcome(rawValue: settled.outcome.rawValue) ?? .needsReview, settled.reason)
        terminal.say("\(outcome)  \(submission.status.rawValue)  revision \(submission.revision)")
        let form = settled.form.map { "\($0.id) \($0.version)" } ?? "letter"
        line("form", "\(form), \(language.rawValue), \(settled.source.method.rawValue) (\(settled.source.format))")
        line("received", MailDate(milliseconds: submission.received).description)
        line("from", submission.header?.from.map(Self.name).joined(separator: ", ") ?? "")
        line("subject", submission.header?.subject ?? "")
        line("file", settled.source.filename ?? "")
        line("message", submission.message.description)
        line("supersedes", submission.supersedes?.description ?? "")
        line("superseded", submission.supersededBy.map { "by \($0)" } ?? "")
        let council = settled.council.map { id in
            [id, councils[id]?.councilName.text(language)].compactMap { $0 }.joined(separator: " ")
        }
        line("council", council ?? (settled.form == nil ? "" : "unresolved"))
        line("themes", settled.themes.joined(separator: ", "))
    }

    private static func name(_ address: EmailAddress) -> String {
        (address.name.map { "\($0) " } ?? "") + "<\(address.address)>"
    }

    private func line(_ name: String, _ value: String) {
        guard !value.isEmpty else { return }
        let label = name + String(repeating: " ", count: max(0, 10 - name.utf8.count))
        for (index, line) in TerminalText.wrapped(value, columns: terminal.width - 11).enumerated() {
            let head = index == 0 ? label : String(repeating: " ", count: 10)
            terminal.say("\(terminal.styled(head, .dim)) \(TerminalText.display(line))")
        }
    }

    // MARK: Answers

    private func printAnswers() {
        terminal.say()
        for line in columns.lines(["what was written", "what was read"], style: bold) { terminal.say("  " + line) }
        terminal.say(String(repeating: "─", count: terminal.width))
        let definition = definitions.first { $0.reference == settled.form }
        guard let definition else {
            for (id, answer) in settled.answers.sorted(by: { $0.key < $1.key }) { print(answer, id: id, nil) }
            return
        }
        for section in definition.sections {
            terminal.say()
            let title = [section.code, section.title.text(language)].compactMap { $0 }.joined(separator: ". ")
            say(title, before: terminal.styled("■", .cyan) + " ", style: .cyan)
            for question in section.questions {
                print(settled.answers[question.id] ?? .blank, id: question.id, question)
            }
        }
    }

    private func print(_ answer: Answer, id: String, _ question: Question?) {
        let decisions = decisions(on: id)
        let label = [question?.code, question?.label.text(language)].compactMap { $0 }.joined(separator: " ")
        let (mark, style): (String, Terminal.Style) =
            switch answer.status {
            case .accepted: ("✓", .green)
            case .blank: ("·", .dim)
            case .needsReview, .unread: ("?", .yellow)
            }
        say(label.isEmpty ? id : label, before: terminal.styled(mark, style) + " ", after: "  [\(id)]")
        guard answer.status != .blank || !decisions.isEmpty || answer.text != nil else { return }
        let words = AnswerWords(question: question, language: language, councils: councils)
        let value = answer.value.map(words.text) ?? ""
        let read = [value, answer.otherText.map { "“\($0)”" } ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        for line in columns.lines([answer.text ?? "", read.isEmpty ? "–" : read]) { terminal.say("  " + line) }
        if answer.status != .blank {
            note("\(answer.status.rawValue), confidence \((answer.confidence * 100).rounded() / 100)")
        }
        for evidence in answer.evidence { printEvidence(evidence, beside: answer.text) }
        for (number, candidate) in answer.candidates.enumerated() {
            note("candidate \(number + 1): \(words.text(candidate.value))", style: .yellow)
        }
        for decision in decisions { note(describe(decision.decision, decision.isOvertaken), style: .cyan) }
    }

    private var columns: TextColumns { TextColumns(2, width: terminal.width - 2) }

    /// The words on the page are said again only where they are not all of the answer's words.
    private func printEvidence(_ evidence: Evidence, beside text: String?) {
        let page = evidence.page.map { ", page \($0)" } ?? ""
        let tag = evidence.tag.map { ", field \($0)" } ?? ""
        let quote = text?.contains(evidence.quote) == true ? "" : ": “\(evidence.quote)”"
        note("part \(evidence.part), \(evidence.location)\(page)\(tag)\(quote)")
    }

    /// A line that is not cut: it goes on beneath.
    private func note(_ text: String, style: Terminal.Style = .dim) {
        for line in TerminalText.wrapped(text, columns: terminal.width - 4) {
            terminal.say("    " + terminal.styled(TerminalText.display(line), style))
        }
    }

    private func say(_ text: String, before: String = "", after: String = "", style: Terminal.Style = .bold) {
        let lines = TerminalText.wrapped(text, columns: terminal.width - 4 - TerminalText.width(after))
        for (index, line) in lines.enumerated() {
            let end = index == lines.count - 1 ? terminal.styled(after, .dim) : ""
            let indent = index == 0 || before.isEmpty ? before : "  "
            terminal.say(indent + terminal.styled(TerminalText.display(line), style) + end)
        }
    }

    // MARK: Proposals, findings

    private func printProposals() {
        guard !settled.proposals.isEmpty else { return }
        terminal.say()
        terminal.say(terminal.styled("proposals", .cyan))
        for (index, proposal) in settled.proposals.enumerated() {
            let theme = [proposal.theme ?? "no theme", proposal.secondaryTheme].compactMap { $0 }
                .joined(separator: ", also ")
            let because = proposal.because.isEmpty ? "" : ": " + proposal.because.joined(separator: ", ")
            let how = "\(proposal.decidedBy.rawValue), \((proposal.confidence * 100).rounded() / 100)"
            for line in columns.lines(["\(index + 1). \(proposal.text)", theme]) { terminal.say("  " + line) }
            note("\(proposal.question), row \(proposal.row), by \(how)\(because)")
        }
    }

    private func printFindings() {
        guard !settled.findings.isEmpty else { return }
        terminal.say()
        terminal.say(terminal.styled("findings", .cyan))
        for finding in settled.findings {
            let place = finding.location.isEmpty ? "" : " (\(finding.location))"
            note(
                "\(finding.severity.rawValue) \(finding.code): \(finding.message)\(place)",
                style: finding.severity == .note ? .dim : finding.severity == .warning ? .yellow : .red)
        }
    }

    // MARK: Decisions

    private func decisions(on question: String) -> [(decision: Decision, isOvertaken: Bool)] {
        zip(submission.decisions, settlement.overtaken).compactMap { decision, overtaken in
            guard case .correct(question, _, _, _) = decision.verdict else { return nil }
            return (decision, !overtaken.isEmpty)
        }
    }

    private func printDecisions() {
        guard !submission.decisions.isEmpty else { return }
        terminal.say()
        terminal.say(terminal.styled("decisions", .cyan))
        for (decision, overtaken) in zip(submission.decisions, settlement.overtaken) {
            note(describe(decision, !overtaken.isEmpty), style: overtaken.isEmpty ? .dim : .yellow)
            if !overtaken.isEmpty {
                note("  reads otherwise now: \(overtaken.joined(separator: ", "))", style: .yellow)
            }
        }
    }

    private func describe(_ decision: Decision, _ isOvertaken: Bool) -> String {
        let what =
            switch decision.verdict {
            case .accept: "accepted as it stood"
            case .correct(let question, let value, let other, _):
                "\(question) corrected to \(value.map(AnswerText.text) ?? "nothing")\(other.map { ": “\($0)”" } ?? "")"
            case .reassign(let number, let theme): "proposal \(number) put under \(theme)"
            }
        let why = decision.why.map { " (\($0))" } ?? ""
        let since = isOvertaken ? "; what was read has changed since" : ""
        return "\(MailDate(milliseconds: decision.at)) \(decision.by): \(what)\(why)\(since)"
    }

    private func printReadings() {
        guard readings.count > 1 else { return }
        terminal.say()
        terminal.say(terminal.styled("readings", .cyan))
        for reading in readings {
            note("\(reading.number). \(reading.at) by istimara \(reading.programVersion)")
        }
    }
}
