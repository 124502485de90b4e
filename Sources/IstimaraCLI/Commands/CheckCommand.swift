internal import ArgumentParser
internal import Extraction
internal import Forms
internal import Intake
internal import Mail

/// `istimara check`: everything that can be wrong before a mail is read.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads settings, forms, themes and councils, prints what is in force, and connects once.",
        discussion:
            "Exit 78 with every problem named; 75, 77 where the mailbox cannot be read. Example: istimara check --offline"
    )

    @OptionGroup var options: SettingsOption
    @Flag(help: "Connects to no server.") var offline = false
    @Flag(help: "One JSON object: worker, fence, mailboxes, problems.") var json = false

    func run() async throws {
        let terminal = Terminal.standard
        let settings = try options.settings()
        let assembly = Assembly(settings)
        var report = CheckReport(settings: settings.file)
        func attempt<Value>(_ load: () throws -> Value) -> Value? {
            do { return try load() } catch {
                report.problems.append("\(error)")
                return nil
            }
        }
        let definitions = attempt { try assembly.definitions() }
        let themes = attempt { try assembly.themes() }
        let councils = attempt { try assembly.councils() }
        report.worker = attempt { try WorkerLocation.find() }
        let fence = report.worker == nil ? nil : attempt { try assembly.fence() }
        report.fence = fence.map { CheckReport.Fence($0, policy: settings.fence) }
        print(settings)
        if !json { terminal.say() }
        if let definitions {
            for form in definitions { line("form", "\(form.id) \(form.version), \(form.questions.count) questions") }
        }
        if let themes { line("themes", themes.themes.map(\.id).joined(separator: ", ")) }
        if let councils { line("councils", "\(councils.councils.count)") }
        if let worker = report.worker { line("worker", worker) }
        if let fence { line("fence", terminal.styled("\(fence)", fence.isSufficient ? .green : .red)) }
        var status = ExitStatus.done
        for mailbox in settings.mailboxes {
            guard attempt({ try MailboxSignIns(settings).check(mailbox) }) != nil, !offline else { continue }
            do {
                let facts = try await MessageSources(settings, spool: "/nonexistent").probe(mailbox)
                line("mailbox", "\(mailbox.name): \(facts)")
                report.mailboxes.append(.init(name: mailbox.name, facts: facts))
            } catch {
                guard let failure = MessageSources.failure(error, account: mailbox.name) else { throw error }
                line(
                    "mailbox",
                    terminal.styled("\(mailbox.name): \(failure.code): \(TerminalText.escape(failure.message))", .red))
                status = max(status, failure.status)
                report.mailboxes.append(.init(name: mailbox.name, error: failure.code))
            }
        }
        if json { terminal.say(try JSONOutput.text(report)) }
        guard report.problems.isEmpty else {
            throw CommandFailure(.configuration, code: "problems", report.problems.joined(separator: "\nistimara: "))
        }
        try status.end()
    }

    private func line(_ name: String, _ value: String) {
        guard !json else { return }
        let terminal = Terminal.standard
        terminal.say(terminal.styled(name + String(repeating: " ", count: max(1, 26 - name.utf8.count)), .dim) + value)
    }

    private func print(_ settings: Settings) {
        func origin(_ key: String) -> String {
            let source = settings.origins[key] ?? "default"
            return "  (\(source == settings.file ? "file" : source))"
        }
        line("settings", settings.file)
        line("archive", settings.archive + origin("archive"))
        line("forms", settings.forms + origin("forms"))
        line("themes", settings.themes + origin("themes"))
        line("councils", settings.councils + origin("councils"))
        switch settings.schedule {
        case .every(let seconds): line("schedule.every", "\(seconds) s" + origin("schedule.every"))
        case .calendar(let expression):
            line("schedule.calendar", expression.text + origin("schedule.calendar"))
            let schedule = PollSchedule(settings)
            let now = SystemPollClock().wallTime
            if let next = expression.next(after: now, utcOffset: schedule.utcOffset) {
                let offset = schedule.utcOffset(next) / 60
                line("", "next at \(MailDate(secondsSinceEpoch: next, offsetMinutes: offset))")
            }
        }
        line("schedule.idle", "\(settings.idle)" + origin("schedule.idle"))
        line("time_zone", settings.timeZone + origin("time_zone"))
        line("view.path", (settings.viewPath ?? "in the archive") + origin("view.path"))
        line("view.mode", String(settings.viewMode, radix: 8) + origin("view.mode"))
        line("view.group", (settings.viewGroup?.name ?? "the program's own") + origin("view.group"))
        line("health.port", (settings.healthPort.map { "\($0)" } ?? "none") + origin("health.port"))
        line("worker.fence", settings.fence.rawValue + origin("worker.fence"))
        line("log.level", settings.log.level + origin("log.level"))
        line("log.format", settings.log.format.rawValue + origin("log.format"))
        for mailbox in settings.mailboxes {
            line("mailboxes.\(mailbox.name)", "\(mailbox.url) as \(mailbox.user), \(mailbox.signIn)")
            line("", "folders \(mailbox.folders.joined(separator: ", "))\(mailbox.since.map { ", since \($0)" } ?? "")")
        }
        for limit in Limit.allCases {
            let value = settings.limits[limit]
            let text =
                switch limit.unit {
                case .bytes: "\(value) (\(Quantities.describe(bytes: value)))"
                case .seconds: "\(value) s"
                case .bytesPerSecond: "\(value) B/s"
                case .count: "\(value)"
                }
            line("limits.\(limit.rawValue)", text + origin("limits.\(limit.rawValue)"))
        }
    }
}
