import Foundation
import Mail
import MailFolders
import Testing

/// What a pass handed over, with the bytes of each message.
private struct Pass {
    var messages: [SourcedMessage] = []
    var contents: [String] = []
    var error: MailFolderError?

    init(_ source: any MessageSource) async throws {
        var messages: [SourcedMessage] = []
        var contents: [String] = []
        do {
            let reports = try await source.forEachMessage(accounted: { _ in [] }) { message in
                let bytes = try Data(contentsOf: URL(fileURLWithPath: message.path))
                #expect(ContentDigest(of: [UInt8](bytes)) == message.digest)
                messages.append(message)
                contents.append(String(decoding: bytes, as: UTF8.self))
            }
            #expect(reports.isEmpty)
        } catch let failure as MailFolderError {
            error = failure
        }
        self.messages = messages
        self.contents = contents
    }
}

@Suite struct MailFolderTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func pass(_ name: String, limits: Limits = Limits()) async throws -> Pass {
        try await Pass(MailFolder.open(path: folder.path + "/" + name, spool: folder.spool, limits: limits))
    }

    @Test func maildirWithItsFoldersOldestFirst() async throws {
        for name in ["Maildir", "Maildir/.Sent.2020", "Maildir/Other/Deep"] { try folder.makeMaildir(name) }
        try folder.write("Maildir/cur/1584005400.M2.host:2,S", "Subject: second\n\n")
        try folder.write("Maildir/new/1584005399.M1.host", "Subject: first\n\n")
        try folder.write("Maildir/.Sent.2020/cur/1584005401.M3.host:2,", "Subject: third\n\n")
        try folder.write("Maildir/Other/Deep/new/1584005402.M4.host", "Subject: fourth\n\n")
        try folder.write("Maildir/tmp/1584005000.M0.host", "half a message")
        try folder.write("Maildir/cur/.hidden", "nothing")
        let path = folder.path + "/Maildir"
        #expect(try MailFolder.kind(of: path) == .maildir)
        let found = try await pass("Maildir")
        #expect(found.contents == ["first", "second", "third", "fourth"].map { "Subject: \($0)\n\n" })
        #expect(found.messages.first?.locator == .maildir(folder: path, name: "new/1584005399.M1.host"))
        #expect(
            found.messages.map(\.received?.secondsSinceEpoch) == [
                1_584_005_399, 1_584_005_400, 1_584_005_401, 1_584_005_402,
            ])
        #expect(found.messages.allSatisfy { !$0.isSpooled && !$0.isTooLarge })
        #expect(found.error == nil)
        let extent = try MailFolder.open(path: path, spool: folder.spool).extent()
        #expect(extent == MailFolderExtent(messages: 4, bytes: found.contents.reduce(0) { $0 + $1.utf8.count }))
    }

    @Test func mboxIsCutAtItsSeparators() async throws {
        try folder.write(
            "box",
            """
            From ali@x.ma Thu Mar 12 09:30:00 2020
            Subject: 1

            From here on the council asks for 2020 at 9:30
            >From the start
            >>From twice

            From b@x.ma Fri Mar 13 09:30:00 +0000 2020
            Subject: 2

            \u{645}

            From - Sat Mar 14 09:30:00 2020
            Subject: 3

            From c@x.ma Sat Mar 14 09:31:00 2020
            is quoted text
            """)
        let found = try await pass("box")
        #expect(
            found.contents == [
                "Subject: 1\n\nFrom here on the council asks for 2020 at 9:30\nFrom the start\n>From twice\n",
                "Subject: 2\n\n\u{645}\n",
                "Subject: 3\n\nFrom c@x.ma Sat Mar 14 09:31:00 2020\nis quoted text",
            ])
        #expect(found.messages.map(\.locator) == (1...3).map { .mbox(file: folder.path + "/box", ordinal: $0) })
        #expect(found.messages.map(\.isSpooled) == [true, true, true])
        #expect(try MailFolder.kind(of: folder.path + "/box") == .mbox)
    }

    @Test func mboxWithCarriageReturnsAndAcrossPieces() async throws {
        let body = String(repeating: "0123456789abcdef\r\n", count: 40_000)
        let one = "From a@x Thu Mar 12 09:30:00 2020\r\nSubject: x\r\n\r\n\(body)\r\n"
        let long = "From a@x Thu Mar 12 09:30:00 2020\r\nSubject: y\r\n\r\n" + String(repeating: "z", count: 700_000)
        try folder.write("box", one + one + long)
        let found = try await pass("box")
        #expect(found.contents.map(\.utf8.count) == [14 + body.utf8.count, 14 + body.utf8.count, 14 + 700_000])
        #expect(found.messages[0].digest == found.messages[1].digest)
    }

    @Test func overTheLimitTheHeaderStays() async throws {
        var limits = Limits()
        limits[.messageSize] = 100
        let header = "Subject: big\nFrom: a@x.ma\n\n"
        let big = header + String(repeating: "body\n", count: 100)
        try folder.write("big.eml", big)
        try folder.write("box", "From a@x Thu Mar 12 09:30:00 2020\n" + big)
        for name in ["big.eml", "box"] {
            let found = try await pass(name, limits: limits)
            #expect(found.contents == [header])
            #expect(found.messages.map(\.isTooLarge) == [true])
            #expect(found.messages.map(\.size) == [big.utf8.count])
            #expect(found.messages.map(\.isSpooled) == [true])
        }
    }

    @Test func directoryOfFilesInOrderWithMboxAndMaildirInside() async throws {
        try folder.write("saved/b.eml", "Subject: b\n\n")
        try folder.write("saved/a/1.eml", "Subject: a1\n\n")
        try folder.write("saved/.hidden/x.eml", "Subject: hidden\n\n")
        try folder.write("saved/.DS_Store", "no mail")
        try folder.write(
            "saved/c",
            "From a@x Thu Mar 12 09:30:00 2020\nSubject: c1\n\n\nFrom a@x Thu Mar 12 09:30:00 2020\nSubject: c2\n\n\n")
        try folder.makeMaildir("saved/.d")
        try folder.write("saved/.d/new/1584005399.M1.host", "Subject: d\n\n")
        let found = try await pass("saved")
        #expect(found.contents == ["d", "a1", "b", "c1", "c2"].map { "Subject: \($0)\n\n" })
        #expect(found.error == nil)
    }

    @Test func whatCannotBeReadIsNamedAfterTheOthers() async throws {
        try folder.write("saved/a.eml", "Subject: a\n\n")
        try folder.write("saved/z.eml", "Subject: z\n\n")
        let made = unsafe mkfifo(folder.path + "/saved/m.fifo", 0o600)
        #expect(made == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/saved/broken", withDestinationPath: "/no/such/file")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/saved/loop", withDestinationPath: folder.path + "/saved")
        let found = try await pass("saved")
        #expect(found.contents == ["Subject: a\n\n", "Subject: z\n\n"])
        #expect(found.error?.code == .unreadable)
        #expect(found.error?.files.map(\.path).sorted() == ["broken", "m.fifo"].map { folder.path + "/saved/" + $0 })
    }

    @Test func whatABodyThrowsEndsThePass() async throws {
        struct Stop: Error {}
        try folder.write("saved/a.eml", "Subject: a\n\n")
        try folder.write("saved/b.eml", "Subject: b\n\n")
        let source = try MailFolder.open(path: folder.path + "/saved", spool: folder.spool)
        var seen = 0
        await #expect(throws: Stop.self) {
            _ = try await source.forEachMessage(accounted: { _ in [] }) { _ in
                seen += 1
                throw Stop()
            }
        }
        #expect(seen == 1)
    }

    @Test func nothingThere() {
        let error = #expect(throws: MailFolderError.self) {
            try MailFolder.open(path: folder.path + "/missing", spool: folder.spool)
        }
        #expect(error?.code == .notFound)
    }
}
