internal import Archive
internal import Forms
internal import Mail

/// Writes what a person decided, beside a daemon that may be running, and brings the folders up to date.
struct Settling {
    private let assembly: Assembly
    private let options: SettlingOptions
    private let archive: Archive
    private let views: ViewContext

    init(_ assembly: Assembly, _ options: SettlingOptions) throws {
        self.assembly = assembly
        self.options = options
        archive = try Archive.open(at: assembly.settings.archive, mode: .decide, options: assembly.archiveOptions())
        views = try assembly.viewContext(of: archive)
    }

    /// Decides on one submission.
    /// - Parameter verdicts: what is decided, from the submission as it stands; all of it is written, or nothing.
    func settle(_ id: String, _ verdicts: (ArchivedSubmission) throws -> [Decision.Verdict]) throws {
        let submission = try archive.records.submission(matching: id)
        if let revision = options.revision, revision != submission.revision { throw Self.changed(submission) }
        let verdicts = try verdicts(submission)
        if options.revision == nil {
            for verdict in verdicts {
                guard let earlier = submission.decision(ofAnotherThan: options.by, under: verdict) else { continue }
                throw CommandFailure(
                    .temporary, code: "decided_already",
                    "\(TerminalText.escape(earlier.by)) decided on this at \(MailDate(milliseconds: earlier.at)); "
                        + "look at it (records show \(submission.id.short)) and say --revision \(submission.revision) "
                        + "to decide over it")
            }
        }
        let now = ArchiveOptions.systemTime()
        let decisions = verdicts.map { submission.decision($0, by: options.by, why: options.why, at: now) }
        guard case .done = try archive.records.decide(decisions, expecting: submission.revision) else {
            throw Self.changed(submission)
        }
        try archive.refreshViews(at: assembly.viewPlace(), with: views)
        try report(submission.id)
    }

    private static func changed(_ submission: ArchivedSubmission) -> CommandFailure {
        CommandFailure(
            .temporary, code: "changed_meanwhile",
            "\(submission.id.short) has changed (revision \(submission.revision)); nothing was written: look at it again"
        )
    }

    private func report(_ id: SubmissionID) throws {
        guard let settled = try archive.records.submission(id) else { return }
        let terminal = Terminal.standard
        if options.json {
            terminal.say(
                try JSONOutput.text(RecordReport(submission: settled, readings: try archive.records.readings(of: id))))
            return
        }
        let outcome = OutcomeText(terminal: terminal).text(
            Outcome(rawValue: settled.settled.outcome.rawValue) ?? .needsReview, settled.settled.reason)
        terminal.say("\(settled.id.short) is \(outcome), \(settled.status.rawValue), revision \(settled.revision)")
    }
}

/// Reads `QUESTION=VALUE` as a person types it, with the parser that reads what respondents write.
struct CorrectionReader {
    private let definitions: [FormDefinition]
    private let entry: ValueEntry
    private let reader: FormReader

    init(_ assembly: Assembly) throws(CommandFailure) {
        definitions = try assembly.definitions()
        entry = ValueEntry(councils: try assembly.councils())
        reader = FormReader(definitions: definitions, councils: try assembly.councils(), themes: try assembly.themes())
    }

    /// One verdict for each question; cells of one table come together in one.
    func verdicts(_ corrections: [String], on submission: ArchivedSubmission) throws -> [Decision.Verdict] {
        let settled = submission.settled
        guard let form = settled.form, let definition = definitions.first(where: { $0.reference == form }) else {
            throw CommandFailure(
                .usage, code: "no_such_form",
                settled.form == nil
                    ? "\(submission.id.short) is a letter: it has no questions"
                    : "the form of \(submission.id.short) is not among the settings' forms")
        }
        var entered: [(question: String, value: ValueEntry.Entered)] = []
        for correction in corrections {
            guard let equals = correction.firstIndex(of: "=") else {
                throw CommandFailure(
                    .usage, code: "no_value", "QUESTION=VALUE is wanted, not \(TerminalText.escape(correction))")
            }
            let name = String(correction[..<equals])
            let text = String(correction[correction.index(after: equals)...])
            let (question, place) = try self.question(name, in: definition)
            let earlier = entered.firstIndex { $0.question == question.id }
            let standing = earlier.map { entered[$0].value.value } ?? settled.answers[question.id]?.value
            let value = try read(text, at: place, of: question, standing: standing, name: name)
            if let earlier { entered.remove(at: earlier) }
            entered.append((question.id, value))
        }
        return entered.map { question, entered in
            .correct(
                question: question, value: entered.value, otherText: entered.otherText,
                follows: reader.consequences(of: entered.value, for: question, in: form))
        }
    }

    private func read(
        _ text: String, at place: [String], of question: Question, standing: AnswerValue?, name: String
    ) throws(CommandFailure) -> ValueEntry.Entered {
        do {
            if place.isEmpty { return try entry.read(text, as: question) }
            return ValueEntry.Entered(value: try entry.setting(standing, at: place, of: question, to: text))
        } catch {
            throw CommandFailure(
                .usage, code: error.code.rawValue,
                "\(TerminalText.escape(name)): \(TerminalText.display(error.description))")
        }
    }

    private func question(
        _ name: String, in definition: FormDefinition
    ) throws(CommandFailure) -> (question: Question, place: [String]) {
        let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let question = definition.questions.first(where: { $0.id == path[0] }) else {
            let known = definition.questions.map(\.id).joined(separator: ", ")
            throw CommandFailure(
                .usage, code: "no_such_question",
                "\(definition.id) has no question \(TerminalText.escape(path[0])); it has \(known)")
        }
        return (question, Array(path.dropFirst()))
    }
}
