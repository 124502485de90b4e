internal import ArgumentParser
internal import FoundationEssentials
internal import IMAP
internal import Mail
internal import Synchronization
internal import Transport

/// `istimara benchmark`: figures for the people who work on the program; it changes nothing anywhere.
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark", abstract: "Figures for the people who work on the program.",
        discussion: "Example: istimara benchmark fetch", shouldDisplay: false,
        subcommands: [Fetch.self, MIMEReading.self, Memory.self, Matching.self, Naming.self])

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetches every message of a mailbox, then the same bytes as a plain TLS download.",
            discussion: "Nothing is filed. Example: istimara benchmark fetch")
        @OptionGroup var options: SettingsOption

        struct Figures: Encodable {
            var messages: Int
            var bytes: Int
            var fetch_seconds: Double
            var download_seconds: Double
            var messages_per_second: Double
            /// The fetch phase's time as a multiple of the download's.
            var ratio: Double
            /// Seconds of processor time of the whole pass and of the whole download, sign-ins included.
            var fetch_processor: Double
            var download_processor: Double
        }

        func run() async throws {
            let settings = try options.settings()
            guard let mailbox = settings.mailboxes.first else {
                throw CommandFailure(
                    .configuration, code: "no_mailbox", "\(settings.file): mailboxes: none is configured")
            }
            let spool = FileManager.default.temporaryDirectory.path + "/istimara-\(UUID().uuidString.lowercased())"
            try FileManager.default.createDirectory(
                atPath: spool, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            defer { try? FileManager.default.removeItem(atPath: spool) }
            let statistics = Mutex<FetchStatistics?>(nil)
            let account = try MailboxSignIns(settings).account(of: mailbox)
            let source = try IMAPMailbox(
                account: account, folders: mailbox.folders, spool: spool, limits: settings.limits,
                observe: { seen in statistics.withLock { $0 = seen } })
            let before = ProcessorTime.seconds()
            _ = try await source.forEachMessage(accounted: { _ in [] }, { _ in })
            let between = ProcessorTime.seconds()
            let download = try await source.measureDownload()
            let after = ProcessorTime.seconds()
            guard let fetched = statistics.withLock({ $0 }) else { return }
            let figures = Figures(
                messages: fetched.messages, bytes: fetched.bytes, fetch_seconds: fetched.fetchSeconds,
                download_seconds: download.seconds,
                messages_per_second: Double(fetched.messages) / max(fetched.fetchSeconds, 1e-9),
                ratio: fetched.fetchSeconds / max(download.seconds, 1e-9), fetch_processor: between - before,
                download_processor: after - between)
            Terminal.standard.say(try JSONOutput.text(figures))
        }
    }
}
