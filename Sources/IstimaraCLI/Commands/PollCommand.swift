internal import ArgumentParser
internal import Intake

/// `istimara poll`: one cycle over the configured mailboxes.
struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "One cycle over the configured mailboxes, then exit.",
        discussion: "For cron. Example: istimara poll --config /etc/istimara/istimara.yaml")

    @OptionGroup var options: SettingsOption
    @Flag(help: "Shows what would be filed and writes nothing.") var dryRun = false
    @Flag(help: "One JSON object a message, then the summary.") var json = false

    func run() async throws {
        let assembly = Assembly(try options.settings())
        guard !assembly.settings.mailboxes.isEmpty else {
            throw CommandFailure(
                .configuration, code: "no_mailbox", "\(assembly.settings.file): mailboxes: none is configured")
        }
        let output = IntakeOutput(json: json)
        let title = assembly.settings.mailboxes.map(\.name).joined(separator: ", ")
        if dryRun {
            let summary = try await DryRun(assembly: assembly).run(
                mailboxes: assembly.settings.mailboxes, output: output)
            return try output.end(summary, title: title).end()
        }
        let session = try ArchiveSession(assembly, logsTo: .quiet)
        let report = try await session.cycle(patience: .provider).run(report: { try output.message($0) })
        session.rests.note(report)
        for failure in report.failures {
            Terminal.standard.complain("\(failure.account): \(TerminalText.escape(failure.message))")
        }
        let status = try output.end(report.summary, title: title, missing: report.missing)
        try (report.failures.first?.status ?? status).end()
    }
}
