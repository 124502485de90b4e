internal import Archive
internal import ArgumentParser
internal import Mail

/// `istimara status`: what the archive knows; it works while the daemon runs and when the server is down.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Last cycle, backlog, counts per outcome, reconciliation, health.",
        discussion: "Exit 1 where something is unhealthy. Example: istimara status --json")

    @OptionGroup var options: SettingsOption
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        let settings = try options.settings()
        let archive = try Archive.open(at: settings.archive, mode: .read)
        let status = try archive.records.status()
        if json {
            Terminal.standard.say(try JSONOutput.text(status))
        } else {
            print(status)
        }
        if !status.isHealthy { try ExitStatus.needsPerson.end() }
    }

    private func print(_ status: StatusReport) {
        let terminal = Terminal.standard
        var mailboxes = TextTable([
            ("MAILBOX", .leading), ("SERVER", .trailing), ("ACCOUNTED", .trailing), ("MISSING", .trailing),
            ("BACKLOG", .trailing), ("LAST SUCCESS", .leading),
        ])
        for mailbox in status.mailboxes {
            mailboxes.add([
                "\(mailbox.name)/\(mailbox.folder)", "\(mailbox.onServer)", "\(mailbox.accounted)",
                "\(mailbox.missing)", "\(mailbox.backlog)", mailbox.lastSuccess?.description ?? "never",
            ])
        }
        if !mailboxes.isEmpty {
            for line in mailboxes.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
            terminal.say()
        }
        var messages = TextTable([("MESSAGES", .leading), ("", .trailing)])
        for outcome in Outcome.allCases.reversed() {
            messages.add([outcome.rawValue, "\(status.messages[outcome] ?? 0)"])
        }
        for line in messages.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
        terminal.say()
        var submissions = TextTable([("SUBMISSIONS", .leading), ("", .trailing)])
        submissions.add(["current", "\(status.submissions.current)"])
        submissions.add(["superseded", "\(status.submissions.superseded)"])
        submissions.add(["to review", "\(status.submissions.toReview)"])
        for line in submissions.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
        terminal.say()
        if status.isHealthy {
            terminal.say(terminal.styled("healthy", .green))
        } else {
            for problem in status.problems {
                terminal.say("\(terminal.styled(problem.code, .red)) \(TerminalText.display(problem.message))")
            }
            for mailbox in status.mailboxes {
                guard let error = mailbox.lastError else { continue }
                terminal.say(TerminalText.display("last error of \(mailbox.name)/\(mailbox.folder) at \(error.at)"))
            }
        }
    }
}
