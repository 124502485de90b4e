internal import ArgumentParser
internal import Forms

/// `istimara`: its commands, one file each.
struct IstimaraCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "istimara",
        abstract: "Reads a mailbox, takes the returned forms out of its messages and files the answers by theme.",
        discussion: """
            Example: istimara parse fixtures/messages/*.eml
            Exit: 0 done; 1 something needs a person; 64 usage; 65 unreadable input; 66 no input; 69 a program is missing; \
            74 input/output; 75 try again; 77 credentials refused; 78 settings.
            """,
        version: programVersion,
        subcommands: [
            ParseCommand.self, ImportCommand.self, PollCommand.self, DaemonCommand.self, CheckCommand.self,
            MailboxCommand.self, FormsCommand.self, RecordsCommand.self, QuarantineCommand.self, StatusCommand.self,
            ArchiveCommand.self, ThemesCommand.self, CouncilsCommand.self, BenchmarkCommand.self,
        ])
}

/// The version of the program, kept with every reading.
package let programVersion = "0.1.0"

/// The option that every command has.
struct SettingsOption: ParsableArguments {
    @Option(
        name: .long,
        help: "The settings. Else ISTIMARA_CONFIG, ./config/istimara.yaml, then the user's and /etc/istimara's.",
        completion: .file(extensions: ["yaml"]))
    var config: String?

    /// Reads the settings, every mistake named.
    func settings(archive: String? = nil) throws(CommandFailure) -> Settings {
        try Settings(config: config, archive: archive)
    }
}

extension Settings {
    /// Reads the settings where they are found, every mistake named.
    /// - Parameters:
    ///   - config: the file that the command line names.
    ///   - archive: what the command line says instead of the file.
    init(config: String?, archive: String? = nil) throws(CommandFailure) {
        let file = try SettingsLocation.find(option: config)
        let (settings, problems) = SettingsReader.read(file: file, archive: archive)
        guard let settings else { throw CommandFailure(problems) }
        self = settings
    }
}

extension CommandFailure {
    /// The failure of a command whose settings have mistakes.
    init(_ problems: [ConfigurationProblem]) {
        self.init(
            .configuration, code: "settings_invalid",
            problems.map { TerminalText.escape($0.description) }.joined(separator: "\nistimara: "))
    }
}
