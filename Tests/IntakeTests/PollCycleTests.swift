import Archive
import Extraction
import Foundation
import Intake
import Logging
import Mail
import Synchronization
import TestSupport
import Testing

/// Passes and cycles over sources of the test's own; no message here needs a worker.
@Suite struct PollCycleTests {
    private let folder: TemporaryDirectory
    private let archive: Archive
    private let run: IntakeRun
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    struct Down: Error {}

    init() throws {
        folder = try TemporaryDirectory()
        archive = try Archive.open(at: folder.path + "/archive", mode: .write)
        let reader = OriginalReader(
            archive: archive, extractor: ExtractionThreads(Extractor(workerPath: "/nonexistent")),
            judgement: try Judgement.sample())
        let intake = MessageIntake(archive: archive, reader: reader, logger: logger)
        var limits = Limits()
        limits[.diskFree] = 1
        limits[.messageSize] = 1
        run = IntakeRun(archive: archive, intake: intake, limits: limits) {}
    }

    private func source(_ samples: SampleSource.Sample...) -> SampleSource {
        SampleSource(samples: samples, spool: archive.location.spool)
    }

    /// Records a message and goes no further, as a process that dies.
    private func leave(_ sample: SampleSource.Sample) throws {
        _ = try archive.take(try source().sourced(sample), claiming: false)
    }

    private func take(_ source: SampleSource) async throws -> (lines: [String], summary: IntakeSummary) {
        var lines: [String] = []
        var summary = IntakeSummary()
        _ = try await run.take(source, into: &summary) { result in
            lines.append("\(result.source) \(result.outcome.rawValue) \(result.reason ?? "-")")
        }
        return (lines, summary)
    }

    @Test func whatWasLeftBehindIsToldOnceAndBeforeTheRest() async throws {
        try leave(SampleSource.mail(1))
        let (lines, summary) = try await take(source(SampleSource.mail(1), SampleSource.mail(2)))
        #expect(lines == ["one/INBOX/1 ignored -", "one/INBOX/2 ignored -"])
        #expect(summary.messages == 2 && summary[.ignored] == 2 && summary[.duplicate] == 0)
        #expect(try archive.records.status().messages[.ignored] == 2)
    }

    @Test func aFileThatWasLeftBehindIsNoDuplicateOfItself() async throws {
        let sample = SampleSource.Sample(locator: .file(path: "/a.eml"), text: "Subject: a\r\n\r\n")
        try leave(sample)
        var summary = IntakeSummary()
        _ = try await run.take(OneFile(message: try source().sourced(sample)), into: &summary) { _ in }
        #expect(summary.messages == 1 && summary[.ignored] == 1)
        _ = try await run.take(OneFile(message: try source().sourced(sample)), into: &summary) { _ in }
        #expect(summary.messages == 2 && summary[.duplicate] == 1)
    }

    /// A source without a server: every pass hands everything over.
    private struct OneFile: MessageSource {
        var message: SourcedMessage
        func forEachMessage(
            accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
        ) async throws -> [FolderReport] {
            try await body(message)
            return []
        }
    }

    @Test func aHeaderThatWasLeftBehindIsNoMessage() async throws {
        try leave(SampleSource.mail(1, announced: 60_000_000))
        let (lines, _) = try await take(source())
        #expect(lines == ["one/INBOX/1 quarantined too_large"])
        let (others, summary) = try await take(source(SampleSource.mail(2, announced: 70_000_000)))
        #expect(others == ["one/INBOX/2 quarantined too_large"])
        #expect(summary.bytes == 70_000_000)
    }

    @Test func aPassThatIsStoppedHasLostNothing() async throws {
        var summary = IntakeSummary()
        let samples = source(SampleSource.mail(1), SampleSource.mail(2))
        var asked = 0
        let folders = try await run.take(
            samples, into: &summary,
            shouldStop: {
                asked += 1
                return asked > 1
            }, report: { _ in })
        #expect(folders == nil && summary.messages == 1)
        #expect(try await take(samples).lines == ["one/INBOX/2 ignored -"])
    }

    @Test func theSameBytesInARowAreReadOnceAndToldInTheirOrder() async throws {
        let mail = SampleSource.mail(1)
        let epoch = MailboxEpoch(account: "one", folder: "Archive", uidValidity: 7)
        let again = SampleSource.Sample(locator: .imap(epoch, uid: 9), text: mail.text)
        let (lines, summary) = try await take(
            source(mail, again, SampleSource.mail(2), SampleSource.mail(3, announced: 5_000_000)))
        #expect(
            lines == [
                "one/INBOX/1 ignored -", "one/Archive/9 duplicate -", "one/INBOX/2 ignored -",
                "one/INBOX/3 quarantined too_large",
            ])
        #expect(summary.messages == 4 && summary[.duplicate] == 1)
    }

    @Test func whatIsInHandIsFiledThoughTheSourceFails() async throws {
        let source = source(SampleSource.mail(1), SampleSource.mail(2), SampleSource.mail(3))
        var lines: [String] = []
        var summary = IntakeSummary()
        await #expect(throws: Down.self) {
            _ = try await run.take(FailingSource(source: source), into: &summary) { lines.append($0.source) }
        }
        #expect(lines == ["one/INBOX/1", "one/INBOX/2", "one/INBOX/3"])
        #expect(try archive.records.pendingJobs().isEmpty)
    }

    /// A source that fails once it has handed everything over.
    private struct FailingSource: MessageSource {
        var source: SampleSource
        func forEachMessage(
            accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
        ) async throws -> [FolderReport] {
            _ = try await source.forEachMessage(accounted: accounted, body)
            throw Down()
        }
    }

    @Test func whatCannotBeReadIsGivenBackWithWhatIsInHandBesideIt() async throws {
        // A form needs a worker, and there is none.
        let form = """
            MIME-Version: 1.0\r
            Content-Type: text/html\r
            \r
            <form><input name="a" value="b"></form>
            """
        func sample(_ uid: UInt32) -> SampleSource.Sample {
            var sample = SampleSource.mail(uid)
            sample.text = "Subject: \(uid)\r\n" + form
            return sample
        }
        var summary = IntakeSummary()
        await #expect(throws: (any Error).self) {
            _ = try await run.take(source(sample(1), sample(2), sample(3)), into: &summary) { _ in }
        }
        #expect(summary.messages == 0)
        let pending = try archive.records.pendingJobs()
        #expect(pending.count == 2)
        // Nobody holds them: a claim is given at once.
        for message in pending { #expect(try archive.records.claim(message) != nil) }
    }

    @Test func aMailboxThatIsDownStopsNoOther() async throws {
        let cycle = PollCycle(
            archive: archive, run: run,
            mailboxes: [
                PolledMailbox(account: "down", folders: ["INBOX"]) { throw Down() },
                PolledMailbox(account: "one", folders: ["INBOX"]) { [source = source(SampleSource.mail(1))] in source },
            ], logger: logger
        ) { error, account in
            error is Down ? PollFailure(account: account, code: "down", message: "is down", error: error) : nil
        }
        let report = try await cycle.run()
        #expect(report.summary.messages == 1 && report.missing == 0)
        #expect(report.failures.map(\.code) == ["down"])
        let status = try archive.records.status()
        #expect(status.mailboxes.map(\.name) == ["down", "one"])
        #expect(status.mailboxes.first?.lastError?.code == "down" && status.mailboxes.first?.lastSuccess == nil)
        #expect(status.mailboxes.last?.lastError == nil && status.mailboxes.last?.accounted == 1)
    }

    @Test func anErrorOfThisMachineEndsTheCycle() async throws {
        let cycle = PollCycle(
            archive: archive, run: run,
            mailboxes: [PolledMailbox(account: "one", folders: ["INBOX"]) { throw Down() }], logger: logger
        ) { _, _ in nil }
        await #expect(throws: Down.self) { try await cycle.run() }
    }

    @Test func withTooLittleDiskNothingMoreIsTaken() async throws {
        var limits = Limits()
        limits[.diskFree] = .max
        let reader = OriginalReader(
            archive: archive, extractor: ExtractionThreads(Extractor(workerPath: "/nonexistent")),
            judgement: try Judgement.sample())
        let intake = MessageIntake(archive: archive, reader: reader, logger: logger)
        let run = IntakeRun(archive: archive, intake: intake, limits: limits) {}
        var summary = IntakeSummary()
        await #expect(throws: ArchiveError.self) {
            _ = try await run.take(source(SampleSource.mail(1)), into: &summary) { _ in }
        }
        #expect(summary.messages == 0)
        #expect(try archive.records.knownMessages().isEmpty)
    }
}
