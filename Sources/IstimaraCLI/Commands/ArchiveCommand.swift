internal import Archive
internal import ArgumentParser

/// `istimara archive`: integrity, views built anew, originals read again.
struct ArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "The archive's integrity; folders built anew; originals read again.",
        discussion: "Example: istimara archive verify",
        subcommands: [Verify.self, Rebuild.self, Reread.self, Backup.self, Restore.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads everything that is kept and names what is damaged.",
            discussion: "Exit 1 where there is damage. Example: istimara archive verify --json")
        @OptionGroup var options: SettingsOption
        @Flag(help: "One JSON object a problem.") var json = false

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
            let problems =
                try archive.verify()
                + archive.verifyViews(at: assembly.viewPlace(), with: try assembly.viewContext(of: archive))
            let terminal = Terminal.standard
            for problem in problems {
                terminal.say(json ? try JSONOutput.text(problem) : TerminalText.escape(problem.description))
            }
            if !problems.isEmpty { try ExitStatus.needsPerson.end() }
            if !json { terminal.say("no damage found") }
        }
    }

    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Builds the theme, review and quarantine folders anew from the records.",
            discussion: "Example: istimara archive rebuild")
        @OptionGroup var options: SettingsOption
        @Flag(help: "The database first, from originals and journals; the old one is kept beside it.") var database =
            false

        func run() async throws {
            let session = try ArchiveSession(
                Assembly(try options.settings()), logsTo: .quiet, rebuildingDatabase: database)
            if database {
                let count = try await session.takePending()
                Terminal.standard.say("the database is built anew: \(count) messages read again")
            }
            try session.rebuildViews()
            Terminal.standard.say(
                "themes/, review/ and quarantine/ are built anew in \(session.place.path)")
        }
    }
}
