internal import Archive
internal import ArgumentParser

extension ArchiveCommand {
    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copies the archive, also while the daemon runs.",
            discussion: """
                A second backup into the same folder copies only what is new. Views are left out, which are rebuilt, and \
                state/. Example: istimara archive backup /srv/backup/istimara
                """)
        @OptionGroup var options: SettingsOption
        @Flag(help: "One JSON object.") var json = false
        @Argument(help: "The folder of the backup; made where it is missing.", completion: .directory)
        var directory: String

        func run() async throws {
            let archive = try Archive.open(at: try options.settings().archive, mode: .read)
            let report = try archive.backUp(to: directory)
            Terminal.standard.say(
                json
                    ? try JSONOutput.text(report)
                    : "\(report.messages) messages in \(directory), \(report.new) of them new (\(report.bytes) bytes)")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an archive of a backup, where there is none.",
            discussion: """
                Exit 1 where the restored archive is not whole. What came after the backup is fetched by the next poll. \
                Example: istimara archive restore /srv/backup/istimara --archive /var/lib/istimara
                """)
        @OptionGroup var options: SettingsOption
        @Option(help: "Where to; else the archive of the settings.", completion: .directory) var archive: String?
        @Argument(help: "The folder of the backup.", completion: .directory) var directory: String

        func run() async throws {
            let assembly = Assembly(try options.settings(archive: archive))
            let archive = try Archive.restore(
                from: directory, to: assembly.settings.archive, options: assembly.archiveOptions())
            let session = try ArchiveSession(assembly, archive: archive, logsTo: .quiet)
            let waiting = try await session.takePending()
            try session.rebuildViews()
            let problems = try archive.verify()
            for problem in problems { Terminal.standard.say(TerminalText.escape(problem.description)) }
            let count = try archive.records.knownMessages().count
            Terminal.standard.say(
                "\(count) messages restored to \(assembly.settings.archive)"
                    + (waiting > 0 ? ", \(waiting) of them read again" : ""))
            if !problems.isEmpty { try ExitStatus.needsPerson.end() }
        }
    }
}
