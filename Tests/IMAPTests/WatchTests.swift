import Foundation
import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import IMAP

/// A folder that is watched (IDLE, RFC 2177): by scripts, and on a real server.
@Suite struct WatchTests {
    private typealias Step = ScriptedStream.Step

    private let opening = [
        Step("CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n"),
        Step("EXAMINE \"INBOX\"", "* 2 EXISTS\r\n* OK [UIDVALIDITY 9] ok\r\nTAG OK [READ-ONLY] open\r\n"),
    ]

    /// What a watch did until it ended.
    private struct Ending {
        var news: Int
        var error: IMAPError?
    }

    private func watch(
        _ stream: @escaping @Sendable () -> ScriptedStream, renewal: Duration? = nil, limits: Limits = Limits()
    ) async -> Ending {
        let news = Box(0)
        let mailbox = IMAPMailbox(name: "a", folders: ["INBOX"], spool: "/nowhere", limits: limits) { _ in stream() }
        var error: IMAPError?
        do { try await mailbox.watch(renewal: renewal) { news.value += 1 } } catch let failure {
            error = failure as? IMAPError
        }
        return Ending(news: news.value, error: error)
    }

    @Test func whatComesIsToldAndWhatGoesIsNot() async {
        let pushed =
            "+ idling\r\n* 3 EXISTS\r\n* 1 RECENT\r\n* OK Still here\r\n* 3 FETCH (FLAGS (\\Seen))\r\n* 1 EXPUNGE\r\n"
            + "* 2 EXISTS\r\n* 3 EXISTS\r\n* BYE Session expired, please login again.\r\n"
        let steps = opening + [Step("IDLE", pushed)]
        let ending = await watch { ScriptedStream(steps) }
        // One after the beginning, one for each message.
        #expect(ending.news == 3)
        #expect(ending.error == IMAPError(.closed))
        #expect(ending.error?.detail.contains("Session expired") == true)
    }

    @Test func aServerWithoutItIsLeftAlone() async {
        let steps = [
            Step("CAPABILITY", "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"), Step("LOGOUT", "* BYE\r\nTAG OK\r\n"),
        ]
        let ending = await watch { ScriptedStream(steps) }
        #expect(ending.news == 0)
        #expect(ending.error == nil)
    }

    @Test(arguments: ["TAG NO not now\r\n", "TAG BAD what\r\n"]) func aRefusalEndsIt(answer: String) async {
        let steps = opening + [Step("IDLE", answer)]
        let ending = await watch { ScriptedStream(steps, end: .silent) }
        #expect(ending.error == IMAPError(.commandRefused))
    }

    @Test func itIsRenewedBeforeTheServerGrowsTired() async {
        let commands = Box([String]())
        let round = [Step("IDLE", "+ idling\r\n"), Step("DONE", "* 3 EXISTS\r\nTAG OK done\r\n")]
        let steps = opening + round + round
        let ending = await watch(
            { ScriptedStream(steps) { commands.value.append($0) } }, renewal: .milliseconds(50))
        #expect(commands.value.prefix(6) == ["CAPABILITY", "EXAMINE \"INBOX\"", "IDLE", "DONE", "IDLE", "DONE"])
        // What came with the end of an IDLE counts, once.
        #expect(ending.news == 2)
        #expect(ending.error == IMAPError(.closed))
    }

    @Test(.timeLimit(.minutes(1))) func aServerThatDoesNotAnswerTheEndIsGivenUp() async {
        var limits = Limits()
        limits[.imapSilence] = 1
        let steps = opening + [Step("IDLE", "+ idling\r\n"), Step("DONE", "")]
        let ending = await watch({ ScriptedStream(steps, end: .silent) }, renewal: .milliseconds(50), limits: limits)
        #expect(ending.error == IMAPError(.silent))
    }

    @Test(.timeLimit(.minutes(1))) func whoeverWantsToEndDoesNotWaitForAServerThatIsSilent() async throws {
        let steps = opening + [Step("IDLE", "")]
        let task = Task { await watch { ScriptedStream(steps, end: .silent) } }
        try await Task.sleep(for: .milliseconds(300))
        let told = ContinuousClock.now
        task.cancel()
        _ = await task.value
        #expect(ContinuousClock.now - told < .seconds(4))
    }

    @Test(.timeLimit(.minutes(1))) func silenceWhileNothingIsDueIsNoFault() async throws {
        var limits = Limits()
        limits[.imapSilence] = 1
        let steps = opening + [Step("IDLE", "+ idling\r\n")]
        let ended = Box(false)
        let watching = limits
        let task = Task {
            _ = await watch({ ScriptedStream(steps, end: .silent) }, limits: watching)
            ended.value = true
        }
        try await Task.sleep(for: .seconds(2.5))
        #expect(!ended.value)
        task.cancel()
        await task.value
    }

    @Test(.timeLimit(.minutes(1))) func aRealServerTellsWithinSeconds() async throws {
        let server = try DovecotServer()
        try server.fill(with: [SampleMail.message(1)])
        let account = IMAPAccount(
            name: "a", url: server.url, user: DovecotServer.user, secret: Secret(DovecotServer.password),
            caFile: server.caFile)
        let mailbox = try IMAPMailbox(account: account, folders: ["INBOX"], spool: "/nowhere", limits: Limits())
        let news = Box(0)
        // Renewed twice a second: what comes between two IDLEs is told as well.
        let task = Task { try await mailbox.watch(renewal: .milliseconds(500)) { news.value += 1 } }
        func waitForNews(_ count: Int) async throws {
            for _ in 0..<200 where news.value < count { try await Task.sleep(for: .milliseconds(50)) }
            #expect(news.value >= count)
        }
        try await waitForNews(1)
        for number in 2...4 {
            try server.fill(with: [SampleMail.message(number)])
            try await waitForNews(number)
        }
        try await Task.sleep(for: .seconds(1))
        task.cancel()
        try await task.value
        let flags = try server.adm("fetch", "-u", DovecotServer.user, "uid flags", "mailbox", "INBOX", "all")
        #expect(!flags.contains("Seen"))
        #expect(server.log.contains("Logged out") || server.log.contains("Disconnected: Logged out"))
    }
}
