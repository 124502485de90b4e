internal import Archive
internal import ArgumentParser
internal import Forms
internal import Mail

/// `istimara records`: what the archive holds.
struct RecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "What the archive holds: lists, single submissions, exports; what a person settles.",
        discussion: "Example: istimara records export --format csv -o answers.csv",
        subcommands: [List.self, Show.self, Export.self, Accept.self, Correct.self, Reassign.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the submissions, one a line.",
            discussion: """
                On a terminal the themes are cut where the line ends; records show, a wider terminal, a pipe and --json \
                have them whole. A submission in review says why, and so does one that waits to supersede another. \
                Example: istimara records list --theme finances
                """)
        @OptionGroup var options: SettingsOption
        @Option(help: "Only those filed under this theme.") var theme: String?
        @Flag(help: "The superseded too.") var all = false
        @Flag(help: "One JSON object a submission.") var json = false

        struct Row: Encodable {
            var id: SubmissionID
            var received: MailDate
            var outcome: FormReading.Outcome
            var reason: String?
            var status: SubmissionStatus
            var form: String?
            var language: Language
            var council: String?
            var themes: [String]
        }

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
            let councils = try assembly.councils()
            let terminal = Terminal.standard
            var table = TextTable(
                [
                    ("ID", .leading), ("RECEIVED", .leading), ("STATE", .leading), ("COUNCIL", .leading),
                    ("THEMES", .leading),
                ], overflow: .isCut)
            try archive.records.forEachSubmission(SubmissionFilter(includesSuperseded: all, theme: theme)) {
                submission in
                let reading = submission.settled
                let received = MailDate(milliseconds: submission.received)
                if json {
                    let row = Row(
                        id: submission.id, received: received, outcome: reading.outcome, reason: reading.reason,
                        status: submission.status, form: reading.form?.id, language: reading.language,
                        council: reading.council, themes: reading.themes)
                    terminal.say(try JSONOutput.text(row))
                } else {
                    let name = reading.council.flatMap { councils[$0] }?.name.text(reading.language)
                    table.add([
                        submission.id.short, String(received.description.prefix(10)),
                        Self.state(reading, submission.status), name ?? reading.council ?? "–",
                        reading.themes.joined(separator: " "),
                    ])
                }
            }
            guard !json else { return }
            guard !table.isEmpty else { return terminal.say("no submissions") }
            for line in table.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
        }

        /// `accepted`, `review: council`, `waiting: supersede`, `superseded`: outcome and status in one, with the reason.
        private static func state(_ reading: FormReading, _ status: SubmissionStatus) -> String {
            let reason = reading.reason.map { ": \($0)" } ?? ""
            return switch status {
            case .superseded: status.rawValue
            case .waiting: status.rawValue + reason
            case .current: reading.outcome == .accepted ? reading.outcome.rawValue : "review" + reason
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one submission: what was written beside what was read, and what was decided.",
            discussion: "Takes an id, its beginning, or the short id. Example: istimara records show 3f9a12bc")
        @OptionGroup var options: SettingsOption
        @Argument(help: "The submission's id.") var id: String
        @Flag(help: "One JSON object.") var json = false

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
            let submission = try archive.records.submission(matching: id)
            let readings = try archive.records.readings(of: submission.id)
            if json {
                Terminal.standard.say(try JSONOutput.text(RecordReport(submission: submission, readings: readings)))
            } else {
                RecordPage(
                    terminal: .standard, definitions: try assembly.definitions(), councils: try assembly.councils(),
                    submission: submission, readings: readings
                ).print()
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the submissions as JSON Lines or CSV.",
            discussion: "Example: istimara records export --format jsonl -o answers.jsonl")

        enum Format: String, ExpressibleByArgument, CaseIterable { case csv, jsonl, xlsx }

        @OptionGroup var options: SettingsOption
        @Option(help: "jsonl or csv (xlsx comes later).") var format: Format
        @Option(help: "Only those filed under this theme.") var theme: String?
        @Flag(help: "The superseded too.") var all = false
        @Option(name: .shortAndLong, help: "The file to write; else standard output.") var output = "-"

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
            var lines: [UInt8] = []
            let filter = SubmissionFilter(includesSuperseded: all, theme: theme)
            switch format {
            case .jsonl:
                try archive.records.forEachSubmission(filter) { submission in
                    lines += (try JSONOutput.text(ExportRecord(submission)) + "\n").utf8
                }
            case .csv:
                let sheet = CSVExport(definitions: try assembly.definitions(), councils: try assembly.councils())
                lines += sheet.header.utf8
                try archive.records.forEachSubmission(filter) { lines += sheet.line(ExportRecord($0)).utf8 }
            case .xlsx:
                throw CommandFailure(
                    .usage, code: "no_such_format", "xlsx is not written by this version; csv opens in Excel")
            }
            try OutputFile.write(lines, to: output)
        }
    }
}
