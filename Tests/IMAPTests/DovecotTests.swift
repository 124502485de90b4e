import Foundation
import Mail
import TestSupport
import Testing
import Transport

@testable import IMAP

/// The mailbox against a real server, over TLS.
@Suite struct DovecotTests {
    private let spool: TemporaryDirectory
    private let server: DovecotServer

    init() throws {
        spool = try TemporaryDirectory()
        server = try DovecotServer()
    }

    private func mailbox(
        url: String? = nil, password: String = DovecotServer.password, caFile: String?, folders: [String] = ["INBOX"],
        limits: Limits = Limits(), since: MailDate? = nil, observe: (@Sendable (FetchStatistics) -> Void)? = nil
    ) throws -> IMAPMailbox {
        let account = IMAPAccount(
            name: "consultation", url: url ?? server.url, user: DovecotServer.user, secret: Secret(password),
            caFile: caFile)
        return try IMAPMailbox(
            account: account, folders: folders, since: since, spool: spool.path, limits: limits, observe: observe)
    }

    private func mailbox() throws -> IMAPMailbox { try mailbox(caFile: server.caFile) }

    /// The flags of all messages as another client sees them.
    private func flags() throws -> String {
        try server.adm("fetch", "-u", DovecotServer.user, "uid flags", "mailbox", "INBOX", "all")
    }

    @Test func everyMessageComesByteForByteAndTheMailboxStaysAsItWas() async throws {
        let sent = (1...300).map { SampleMail.message($0) }
        try server.fill(with: sent)
        let before = try flags()
        let statistics = Box(FetchStatistics())
        let mailbox = try mailbox(caFile: server.caFile) { statistics.value = $0 }
        let first = try await Collection(mailbox)
        #expect(first.messages.map(\.bytes) == sent)
        #expect(first.messages.map(\.message.digest) == sent.map { ContentDigest(of: $0) })
        #expect(first.messages.map(\.message.size) == sent.map(\.count))
        #expect(first.uids == (1...300).map { UInt32($0) })
        #expect(
            first.messages.allSatisfy { $0.message.received != nil && $0.message.isSpooled && !$0.message.isTooLarge })
        #expect(first.reports.map(\.uidsOnServer) == [Set(first.uids)])
        #expect(statistics.value.messages == 300)
        #expect(statistics.value.bytes == sent.reduce(0) { $0 + $1.count })
        #expect(statistics.value.connections == 1)
        #expect(statistics.value.fetchSeconds > 0)
        #expect(try flags() == before)
        #expect(!before.contains("Seen"))
        #expect(spool.names.isEmpty)

        let second = try await Collection(mailbox, accounted: Set(first.uids))
        #expect(second.messages.isEmpty)
        #expect(second.reports.map(\.uidsOnServer) == [Set(first.uids)])
        #expect(statistics.value.bytes == 0)
        #expect(statistics.value.bytesReceived < 2_000)
    }

    @Test func aPlainDownloadCountsTheSameBytes() async throws {
        let sent = (1...20).map { SampleMail.message($0) }
        try server.fill(with: sent)
        let measured = try await mailbox().measureDownload()
        let size = sent.reduce(0) { $0 + $1.count }
        #expect(measured.bytes > size && measured.bytes < size + 20 * 100 + 200)
        #expect(measured.seconds > 0)
    }

    @Test func startTLSIsUsed() async throws {
        try server.fill(with: [SampleMail.message(1)])
        let collected = try await Collection(try mailbox(url: server.startTLSURL, caFile: server.caFile))
        #expect(collected.messages.map(\.bytes) == [SampleMail.message(1)])
        #expect(server.log.contains("TLS"))
    }

    @Test func aWrongPasswordIsARefusal() async throws {
        let mailbox = try mailbox(password: "wrong-horse", caFile: server.caFile)
        let error = await #expect(throws: IMAPError.self) { try await Collection(mailbox) }
        #expect(error?.code == .refused)
        #expect(error?.remedy == .credentials)
        #expect(error?.detail.contains("AUTHENTICATIONFAILED") == true)
        #expect(error?.description.contains("wrong-horse") == false)
        await #expect(throws: IMAPError(.refused)) { try await mailbox.probe() }
    }

    @Test func aCertificateOfAnUnknownAuthorityIsATLSError() async throws {
        let mailbox = try mailbox(caFile: nil)
        await #expect(throws: IMAPError(.tls)) { try await Collection(mailbox) }
        let startTLS = try self.mailbox(url: server.startTLSURL, caFile: nil)
        await #expect(throws: IMAPError(.tls)) { try await Collection(startTLS) }
    }

    @Test func aCertificateOfAnotherHostIsATLSError() async throws {
        // The certificate is for localhost alone.
        let mailbox = try mailbox(url: "imaps://127.0.0.1:\(server.imapsPort)", caFile: server.caFile)
        await #expect(throws: IMAPError(.tls)) { try await Collection(mailbox) }
    }

    @Test func socketsDoNotPassToChildren() async throws {
        // More than is asked for ahead: the session is still there while the first is looked at.
        try server.fill(with: (1...20).map { SampleMail.message($0, size: 1_000_000) })
        let flags = Box<[Int32]>([])
        _ = try await Collection(try mailbox()) { _ in
            flags.value += PeerSockets.flags(ofThoseConnectedTo: server.imapsPort)
        }
        #expect(!flags.value.isEmpty)
        #expect(flags.value.allSatisfy { $0 & PeerSockets.closeOnExec != 0 })
    }

    @Test func nobodyListeningIsUnreachable() async throws {
        let mailbox = try mailbox(url: "imaps://localhost:1", caFile: server.caFile)
        let error = await #expect(throws: IMAPError.self) { try await mailbox.probe() }
        #expect(error?.code == .unreachable)
        #expect(error?.remedy == .retry)
    }

    @Test func aFolderIsFoundByItsDecodedName() async throws {
        try server.adm("mailbox", "create", "-u", DovecotServer.user, "الوارد/Envoyés")
        try server.fill("&BicGRAZIBicGMQYv-.Envoy&AOk-s", with: [SampleMail.message(7)])
        let collected = try await Collection(
            try mailbox(caFile: server.caFile, folders: ["INBOX", "الوارد/Envoyés"]))
        #expect(collected.messages.map(\.bytes) == [SampleMail.message(7)])
        #expect(collected.messages.first?.message.locator.source == "consultation/الوارد/Envoyés/1")
        let facts = try await mailbox(caFile: server.caFile, folders: ["INBOX", "Nowhere"]).probe()
        #expect(facts.folders.contains("الوارد/Envoyés"))
        #expect(facts.capabilities.contains("IMAP4REV1"))
        #expect(facts.greeting.hasPrefix("* OK"))
        #expect(facts.opened["INBOX"]??.messages == 0)
        #expect(facts.opened["Nowhere"] == .some(nil))
        let nowhere = try mailbox(caFile: server.caFile, folders: ["Nowhere"])
        await #expect(throws: IMAPError(.folder)) { try await Collection(nowhere) }
    }

    @Test func aLargeMessageComesInRangesByteForByte() async throws {
        let sent = [9_000_000, 700, 20_000_000].enumerated().map { SampleMail.message($0.offset, size: $0.element) }
        try server.fill(with: sent)
        let collected = try await Collection(mailbox())
        #expect(collected.messages.map(\.message.digest) == sent.map { ContentDigest(of: $0) })
        #expect(collected.messages.map(\.message.size) == sent.map(\.count))
        #expect(spool.names.isEmpty)
    }

    @Test func aFolderIsFoundByItsUseWhateverItsName() async throws {
        try server.fill("Envoy&AOk-s", with: [SampleMail.message(3)])
        let collected = try await Collection(mailbox(caFile: server.caFile, folders: [#"\Sent"#]))
        #expect(collected.messages.map(\.bytes) == [SampleMail.message(3)])
        // The records go by the use: a folder that is called otherwise tomorrow is the same.
        #expect(collected.reports.map(\.epoch.folder) == [#"\Sent"#])
        await #expect(throws: IMAPError(.folder)) {
            _ = try await Collection(mailbox(caFile: server.caFile, folders: [#"\Archive"#]))
        }
    }

    @Test func aChangedUIDVALIDITYIsAnotherEpoch() async throws {
        try server.fill(with: [SampleMail.message(1), SampleMail.message(2)])
        let before = try await Collection(try mailbox())
        try server.adm("mailbox", "update", "--uid-validity", "4242", "-u", DovecotServer.user, "INBOX")
        let asked = Box<[MailboxEpoch]>([])
        let reports = try await mailbox().forEachMessage { epoch in
            asked.value.append(epoch)
            return epoch == before.reports.first?.epoch ? [1, 2] : []
        } _: { _ in
        }
        #expect(asked.value == [MailboxEpoch(account: "consultation", folder: "INBOX", uidValidity: 4242)])
        #expect(reports.first?.epoch.uidValidity == 4242)
        #expect(reports.first?.uidsOnServer.count == 2)
    }

    @Test func aMessageExpungedMeanwhileIsNoError() async throws {
        // More than is asked for ahead, so that the last is not yet on its way when it goes.
        try server.fill(with: (1...30).map { SampleMail.message($0, size: 1_000_000) })
        let collected = try await Collection(try mailbox()) { message in
            if message.locator.key.hasSuffix("/1/INBOX") {
                try server.adm("expunge", "-u", DovecotServer.user, "mailbox", "INBOX", "uid", "30")
            }
        }
        #expect(collected.uids == (1...29).map { UInt32($0) })
        #expect(collected.reports.first?.uidsOnServer == Set(1...29))
    }

    @Test func anOversizedMessageGivesItsHeader() async throws {
        let large = SampleMail.message(2, size: 3_000_000)
        try server.fill(with: [SampleMail.message(1), large, SampleMail.message(3)])
        var limits = Limits()
        limits[.messageSize] = 1_000_000
        let collected = try await Collection(try mailbox(caFile: server.caFile, limits: limits))
        #expect(collected.messages.map(\.message.isTooLarge) == [false, true, false])
        let header = collected.messages[1]
        #expect(header.bytes == Array(large[..<(large.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? 0)]))
        #expect(header.message.size == large.count)
        #expect(header.message.digest == ContentDigest(of: header.bytes))
    }

    @Test func onlyMessagesSinceADayComeWhereOneIsNamed() async throws {
        // INTERNALDATE is the time of the file in the server's Maildir: today.
        try server.fill(with: [SampleMail.message(1)])
        let today = try await Collection(
            try mailbox(caFile: server.caFile, since: MailDate("2020-03-01T00:00:00+01:00")))
        #expect(today.uids == [1])
        let never = try await Collection(
            try mailbox(caFile: server.caFile, since: MailDate("2999-03-01T00:00:00Z")))
        #expect(never.messages.isEmpty)
    }

    @Test func theSpoolStaysSmallWhileTheBodyIsSlow() async throws {
        try server.fill(with: (1...40).map { SampleMail.message($0, size: 1_000_000) })
        let most = Box(0)
        let collected = try await Collection(try mailbox()) { _ in
            try await Task.sleep(for: .milliseconds(20))
            most.value = max(most.value, spool.names.count)
        }
        #expect(collected.messages.count == 40)
        // 8 MB undelivered and two sets of 4 MB outstanding at most.
        #expect(most.value <= 17)
        #expect(most.value >= 4)
    }

    @Test func whatABodyThrowsEndsThePassAndLeavesNothing() async throws {
        try server.fill(with: (1...40).map { SampleMail.message($0, size: 1_000_000) })
        await #expect(throws: Collection.Stop.self) { try await Collection(try mailbox(), stopAfter: 3) }
        #expect(spool.names.isEmpty)
    }

    @Test func aCancelledTaskEndsThePass() async throws {
        try server.fill(with: (1...40).map { SampleMail.message($0, size: 1_000_000) })
        let mailbox = try mailbox()
        let task = Task {
            try await mailbox.forEachMessage { _ in
                []
            } _: { _ in
                try await Task.sleep(for: .seconds(60))
            }
        }
        try await Task.sleep(for: .milliseconds(500))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(spool.names.isEmpty)
    }

    @Test func aKickedSessionIsMadeAnewAndNothingComesTwice() async throws {
        try server.fill(with: (1...40).map { SampleMail.message($0, size: 1_000_000) })
        let statistics = Box(FetchStatistics())
        let collected = try await Collection(try mailbox(caFile: server.caFile) { statistics.value = $0 }) { message in
            if message.locator.key.hasSuffix("/3/INBOX") { try server.adm("kick", DovecotServer.user) }
        }
        #expect(collected.uids.sorted() == (1...40).map { UInt32($0) })
        #expect(collected.messages.map(\.message.size).reduce(0, +) == statistics.value.bytes)
        #expect(statistics.value.connections == 2)
        #expect(statistics.value.refused.isEmpty)
    }
}
