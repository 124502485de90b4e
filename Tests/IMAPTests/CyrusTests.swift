import Foundation
import Mail
import TestSupport
import Testing
import Transport

@testable import IMAP

/// The mailbox against another make of server, over TLS.
@Suite(.serialized) struct CyrusTests {
    private let spool: TemporaryDirectory
    private let server: CyrusServer

    init() throws {
        spool = try TemporaryDirectory()
        server = try CyrusServer()
    }

    private func mailbox(_ folders: [String] = ["INBOX"], limits: Limits = Limits()) throws -> IMAPMailbox {
        let account = IMAPAccount(
            name: "consultation", url: server.url, user: CyrusServer.user, secret: Secret(CyrusServer.password),
            caFile: server.caFile)
        return try IMAPMailbox(account: account, folders: folders, spool: spool.path, limits: limits)
    }

    @Test func everyMessageComesByteForByteAndTheMailboxStaysAsItWas() async throws {
        let sent = (1...60).map { SampleMail.message($0) }
        try server.fill(with: sent)
        let before = try server.flags()
        let first = try await Collection(mailbox())
        #expect(first.messages.map(\.bytes) == sent)
        #expect(first.uids == (1...60).map { UInt32($0) })
        #expect(first.messages.allSatisfy { $0.message.received != nil })
        #expect(first.reports.map(\.uidsOnServer) == [Set(first.uids)])
        #expect(try server.flags() == before)
        #expect(!before.joined().contains("Seen"))
        let second = try await Collection(mailbox(), accounted: Set(first.uids))
        #expect(second.messages.isEmpty)
        // What is gone is gone, and its UID is not filled again.
        try server.expunge(3, 7)
        let third = try await Collection(mailbox(), accounted: Set(first.uids))
        #expect(third.reports.map(\.uidsOnServer) == [Set(first.uids).subtracting([3, 7])])
    }

    @Test func aFolderIsFoundByItsDecodedName() async throws {
        try server.fill("&BicGRAZIBicGMQYv-/Envoy&AOk-s", with: [SampleMail.message(7)])
        let collected = try await Collection(mailbox(["الوارد/Envoyés"]))
        #expect(collected.messages.map(\.bytes) == [SampleMail.message(7)])
        #expect(try await mailbox(["INBOX"]).probe().folders.contains("الوارد/Envoyés"))
    }

    @Test func anOversizedMessageGivesItsHeader() async throws {
        try server.fill(with: [SampleMail.message(1), SampleMail.message(2, size: 200_000)])
        var limits = Limits()
        limits[.messageSize] = 100_000
        let collected = try await Collection(mailbox(limits: limits))
        #expect(collected.messages.map(\.message.isTooLarge) == [false, true])
        #expect(collected.messages.last?.message.size == SampleMail.message(2, size: 200_000).count)
    }

    @Test(.timeLimit(.minutes(1))) func itTellsOfNewsWithinSeconds() async throws {
        try server.fill(with: [SampleMail.message(1)])
        let news = Box(0)
        let mailbox = try mailbox()
        let task = Task { try await mailbox.watch(renewal: .seconds(1)) { news.value += 1 } }
        for count in 1...3 {
            for _ in 0..<300 where news.value < count { try await Task.sleep(for: .milliseconds(50)) }
            #expect(news.value >= count)
            try server.fill(with: [SampleMail.message(count + 1)])
        }
        task.cancel()
        try await task.value
    }
}
