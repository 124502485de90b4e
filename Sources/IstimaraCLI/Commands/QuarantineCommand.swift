internal import Archive
internal import ArgumentParser
internal import Mail

/// `istimara quarantine`: messages that could not be read to their end.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract:
            "Messages that could not be read to their end, each with its reason; reads them again, or drops them.",
        discussion: "A message is named by the beginning of its digest. Example: istimara quarantine list",
        subcommands: [List.self, Show.self, Retry.self, Drop.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the messages in quarantine, one a line, oldest first.",
            discussion: "Example: istimara quarantine list --json")
        @OptionGroup var options: SettingsOption
        @Flag(help: "One JSON object a message.") var json = false

        func run() async throws {
            let settings = try options.settings()
            let archive = try Archive.open(at: settings.archive, mode: .read)
            let terminal = Terminal.standard
            var table = TextTable(
                [
                    ("MESSAGE", .leading), ("RECEIVED", .leading), ("REASON", .leading), ("FROM", .leading),
                    ("SUBJECT", .leading),
                ], overflow: .isCut)
            for digest in try archive.records.messages(.quarantined) {
                guard let report = try QuarantineReport(digest, in: archive) else { continue }
                let message = report.message
                if json {
                    terminal.say(try JSONOutput.text(report))
                } else {
                    table.add([
                        String(digest.hex.prefix(8)),
                        String(MailDate(milliseconds: message.received).description.prefix(10)), report.trouble,
                        message.header?.from.first?.address ?? "–", message.header?.subject ?? "",
                    ])
                }
            }
            guard !json else { return }
            guard !table.isEmpty else { return terminal.say("nothing is in quarantine") }
            for line in table.lines(width: terminal.tableWidth, terminal: terminal) { terminal.say(line) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one message: its parts, the reasons with their places, where its original is.",
            discussion: "Example: istimara quarantine show 5c1f09ab")
        @OptionGroup var options: SettingsOption
        @Argument(help: "The message's digest, or its beginning.") var message: String
        @Flag(help: "One JSON object.") var json = false

        func run() async throws {
            let settings = try options.settings()
            let archive = try Archive.open(at: settings.archive, mode: .read)
            let digest = try archive.records.message(matching: message).digest
            guard let report = try QuarantineReport(digest, in: archive) else { return }
            if json { return Terminal.standard.say(try JSONOutput.text(report)) }
            report.print(on: .standard)
            Terminal.standard.say("original   \(TerminalText.display(archive.originals.path(of: digest)))")
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads messages again, with all their attempts before them.",
            discussion: """
                While a daemon holds the archive, it reads them with its next cycle. Exit 1 where one is in quarantine \
                again. Example: istimara quarantine retry 5c1f09ab
                """)
        @OptionGroup var options: SettingsOption
        @Argument(help: "The messages' digests, or their beginnings.") var messages: [String] = []
        @Flag(help: "Every message in quarantine.") var all = false
        @Flag(help: "One JSON object a message.") var json = false

        func validate() throws {
            if messages.isEmpty != all { throw ValidationError("name messages, or say --all") }
        }

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let digests = try reopened(assembly)
            let isRead = try await read(assembly)
            let archive = try Archive.open(at: assembly.settings.archive, mode: .read)
            let reports = try digests.compactMap { try QuarantineReport($0, in: archive) }
            let terminal = Terminal.standard
            for report in reports {
                guard !json else {
                    terminal.say(try JSONOutput.text(report))
                    continue
                }
                let outcome = report.message.outcome.map {
                    OutcomeText(terminal: terminal).text($0, report.message.reason)
                }
                let state = isRead ? outcome ?? "" : "is read with the next cycle of the program that holds the archive"
                terminal.say("\(report.message.digest.hex.prefix(8)) \(state)")
            }
            if isRead, reports.contains(where: { $0.message.outcome == .quarantined }) {
                try ExitStatus.needsPerson.end()
            }
        }

        private func reopened(_ assembly: Assembly) throws -> [ContentDigest] {
            let archive = try Archive.open(
                at: assembly.settings.archive, mode: .decide, options: assembly.archiveOptions())
            let digests =
                try all
                ? archive.records.messages(.quarantined)
                : messages.map { try archive.records.message(matching: $0).digest }
            for digest in digests { try archive.records.reopen(digest) }
            return digests
        }

        /// Reads what waits.
        /// - Returns: false where another process holds the archive, and will.
        private func read(_ assembly: Assembly) async throws -> Bool {
            do {
                let session = try ArchiveSession(assembly, logsTo: .quiet)
                _ = try await session.takePending()
                try session.refreshViews()
                return true
            } catch let error as ArchiveError where error.code == .locked {
                return false
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a message out of quarantine that nobody needs; its original stays in the archive.",
            discussion: "Example: istimara quarantine drop 5c1f09ab --by Nadia --why \"advertising\"")
        @OptionGroup var options: SettingsOption
        @Argument(help: "The messages' digests, or their beginnings.") var messages: [String]
        @Option(help: "Who decides; kept with the decision.") var by: String
        @Option(help: "Why, in a few words.") var why: String?

        func validate() throws {
            if messages.isEmpty { throw ValidationError("name a message") }
            if by.allSatisfy(\.isWhitespace) { throw ValidationError("--by names who decides") }
        }

        func run() async throws {
            let assembly = Assembly(try options.settings())
            let archive = try Archive.open(
                at: assembly.settings.archive, mode: .decide, options: assembly.archiveOptions())
            let digests = try messages.map { try archive.records.message(matching: $0).digest }
            for digest in digests {
                try archive.records.drop(
                    MessageDrop(drops: digest, by: by, why: why, at: ArchiveOptions.systemTime()))
                Terminal.standard.say("\(digest.hex.prefix(8)) is dropped; its original stays")
            }
            try archive.refreshViews(at: assembly.viewPlace(), with: try assembly.viewContext(of: archive))
        }
    }
}

extension QuarantineReport {
    /// What the archive knows of a message; nil where it knows none of that digest.
    init?(_ digest: ContentDigest, in archive: Archive) throws {
        guard let message = try archive.records.message(digest) else { return nil }
        self.init(message: message, drops: try archive.records.drops(of: digest))
    }
}
