internal import Archive
internal import ArgumentParser
internal import Intake
internal import Mail
internal import MailFolders

/// `istimara import`: a mail folder into the archive, once or as often as one likes.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "One-shot import of a mail folder: Maildir, mbox, a folder of saved messages, single files.",
        discussion: """
            Resumable and repeatable: a second run adds nothing. Example: istimara import fixtures/maildir --archive archive
            """)

    @OptionGroup var options: SettingsOption
    @Option(help: "The archive; else that of the settings.", completion: .directory) var archive: String?
    @Flag(help: "Shows what would be filed and writes nothing.") var dryRun = false
    @Flag(help: "One JSON object a message, then the summary.") var json = false
    @Argument(help: "Maildir, mbox, folder or file.", completion: .file()) var paths: [String]

    func run() async throws {
        let assembly = Assembly(try options.settings(archive: archive))
        // A path that was mistyped must not leave an archive behind.
        for path in paths where !MessageSources.isServer(path) { _ = try MailFolder.kind(of: path) }
        let output = IntakeOutput(json: json)
        var summary = IntakeSummary()
        if dryRun {
            summary = try await DryRun(assembly: assembly).run(paths, output: output)
        } else {
            let session = try ArchiveSession(assembly, logsTo: .quiet)
            for path in paths {
                let source = try session.sources.open(path)
                let total = try (source as? any MailFolderSource)?.extent().messages
                var bar = ProgressBar(total: total, terminal: .standard)
                _ = try await session.run.take(source, into: &summary) { result in
                    bar.advance()
                    try output.message(result)
                }
                bar.clear()
            }
            try summary.settle(by: session.archive.records)
        }
        try output.end(summary, title: paths.joined(separator: " ")).end()
    }
}
