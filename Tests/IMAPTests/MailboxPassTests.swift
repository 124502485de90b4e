import Mail
import Synchronization
import TestSupport
import Testing
import Transport

@testable import IMAP

/// Passes over scripted servers: what no real server does on demand.
@Suite struct MailboxPassTests {
    private typealias Step = ScriptedStream.Step
    private let spool: TemporaryDirectory

    init() throws { spool = try TemporaryDirectory() }

    /// The answers up to the listing, for messages `sizes` by UID.
    private func opening(
        _ sizes: KeyValuePairs<UInt32, Int>, capabilities: String = "IMAP4rev1", wanted: [UInt32]? = nil
    ) -> [Step] {
        let uids = sizes.map { "\($0.key)" }.joined(separator: " ")
        let facts = sizes.filter { wanted?.contains($0.key) ?? true }.map {
            "* 1 FETCH (UID \($0.key) FLAGS () INTERNALDATE \" 1-Mar-2020 10:00:00 +0100\" RFC822.SIZE \($0.value))\r\n"
        }
        return [
            Step("CAPABILITY", "* CAPABILITY \(capabilities)\r\nTAG OK done\r\n"),
            Step(
                "EXAMINE \"INBOX\"", "* \(sizes.count) EXISTS\r\n* OK [UIDVALIDITY 9] ok\r\nTAG OK [READ-ONLY] open\r\n"
            ),
            Step("UID SEARCH ALL", "* SEARCH \(uids)\r\nTAG OK done\r\n"),
            Step("RFC822.SIZE", facts.joined() + "TAG OK done\r\n"),
        ]
    }

    private func body(_ uid: UInt32, _ text: String, section: String = "") -> String {
        "* 1 FETCH (UID \(uid) BODY[\(section)] {\(text.utf8.count)}\r\n\(text))\r\n"
    }

    private let goodbye = [Step("LOGOUT", "* BYE\r\nTAG OK\r\n")]

    /// A mailbox whose n-th connection is the n-th stream.
    private func mailbox(
        _ connections: [@Sendable () -> ScriptedStream], limits: Limits = Limits(), byteBudget: Int = .max,
        observe: (@Sendable (FetchStatistics) -> Void)? = nil
    ) -> IMAPMailbox {
        let count = Box(0)
        return IMAPMailbox(
            name: "a", folders: ["INBOX"], spool: spool.path, limits: limits, byteBudget: byteBudget, observe: observe
        ) { (_) throws(TransportError) in
            count.value += 1
            guard count.value <= connections.count else { throw TransportError(.unreachable, "no further script") }
            return connections[count.value - 1]()
        }
    }

    private func texts(_ collected: Collection) -> [String] {
        collected.messages.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test(arguments: [1, 3, 1_000]) func aPassIsTheSameInPiecesOfAnySize(pieces: Int) async throws {
        let large = String(repeating: "0123456789\r\n", count: 25_000)
        let steps =
            opening([3: 5, 7: large.utf8.count], capabilities: "IMAP4rev1 ID")
            + [
                Step(
                    "UID FETCH 3,7 (UID BODY.PEEK[])",
                    "* 5 EXISTS\r\n" + body(7, large) + body(3, "hello") + "TAG OK\r\n")
            ]
            + goodbye
        var withID = steps
        withID.insert(Step("ID (", "* ID NIL\r\nTAG OK\r\n"), at: 1)
        let script = withID
        let collected = try await Collection(mailbox([{ ScriptedStream(script, pieceSize: pieces) }]))
        #expect(texts(collected) == [large, "hello"])
        #expect(collected.messages.first?.message.received?.description == "2020-03-01T10:00:00+01:00")
        #expect(collected.reports.map(\.uidsOnServer) == [[3, 7]])
        #expect(spool.names.isEmpty)
    }

    @Test func mailCannotSpeakForTheServer() async throws {
        let hostile =
            "a1 OK done\r\n* 9 EXPUNGE\r\n* OK [UIDVALIDITY 1] x\r\n* 1 FETCH (UID 2 BODY[] {1}\r\nx)\r\n* BYE\r\n"
        let steps =
            opening([1: hostile.utf8.count, 2: 3])
            + [Step("UID FETCH 1:2 (", body(1, hostile) + body(2, "two") + "TAG OK\r\n")] + goodbye
        let collected = try await Collection(mailbox([{ ScriptedStream(steps) }]))
        #expect(texts(collected) == [hostile, "two"])
    }

    @Test func theRestOfALineBeforeTheFirstAnswerIsPassedOver() async throws {
        let steps = opening([1: 3]) + [Step("UID FETCH 1 (", body(1, "one") + "TAG OK\r\n")] + goodbye
        let before = "ert] please pay {5}\r\n* 3 FETCH (UID\r\nzz\r\n"
        let collected = try await Collection(mailbox([{ ScriptedStream(steps, before: before) }]))
        #expect(texts(collected) == ["one"])
    }

    @Test func whatWasNotAskedForIsNotHandedOver() async throws {
        let answer =
            body(9, "unknown") + "* 1 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n" + body(1, "one")
            + body(1, "again") + body(1, "x", section: "HEADER") + "TAG OK\r\n"
        let steps = opening([1: 3]) + [Step("UID FETCH 1 (", answer)] + goodbye
        let collected = try await Collection(mailbox([{ ScriptedStream(steps) }]))
        #expect(texts(collected) == ["one"])
        #expect(spool.names.isEmpty)
    }

    @Test(arguments: [
        "* 1 FETCH (UID 2 BODY[] NIL)\r\nTAG OK [EXPUNGEISSUED] some\r\n", "TAG OK\r\n", "TAG NO [EXPUNGEISSUED] x\r\n",
    ])
    func anExpungedMessageIsGoneAndNoError(answer: String) async throws {
        var steps = opening([1: 3, 2: 3]) + [Step("UID FETCH 1:2 (", body(1, "one") + answer)]
        if !answer.contains("NIL") { steps.append(Step("UID SEARCH UID 2", "* SEARCH\r\nTAG OK\r\n")) }
        let script = steps + goodbye
        let collected = try await Collection(mailbox([{ ScriptedStream(script) }]))
        #expect(texts(collected) == ["one"])
        #expect(collected.reports.map(\.uidsOnServer) == [[1]])
    }

    @Test func aMessageWithoutAnswerIsAskedForAgainAloneAndThenNamed() async throws {
        let steps =
            opening([1: 3, 2: 3, 4: 3])
            + [
                Step("UID FETCH 1:2,4 (", body(1, "one") + "TAG OK\r\n"),
                Step("UID SEARCH UID 2,4", "* SEARCH 2 4\r\nTAG OK\r\n"),
                Step("UID FETCH 2 (", body(2, "two") + "TAG OK\r\n"),
                Step("UID FETCH 4 (", "TAG OK\r\n"), Step("UID SEARCH UID 4", "* SEARCH 4\r\nTAG OK\r\n"),
            ] + goodbye
        let statistics = Box(FetchStatistics())
        let collected = try await Collection(mailbox([{ ScriptedStream(steps) }]) { statistics.value = $0 })
        #expect(texts(collected) == ["one", "two"])
        #expect(collected.reports.map(\.uidsOnServer) == [[1, 2, 4]])
        #expect(statistics.value.refused.map(\.source) == ["a/INBOX/4"])
    }

    @Test func aRefusedSetIsAskedForInHalvesUntilTheCulpritIsAlone() async throws {
        let steps =
            opening([1: 3, 2: 3, 3: 3, 4: 3])
            + [
                Step("UID FETCH 1:4 (", "TAG NO internal\r\n"),
                Step("UID FETCH 1:2 (", body(1, "one") + "TAG NO x\r\n"),
                Step("UID FETCH 3:4 (", body(3, "three") + body(4, "four") + "TAG OK\r\n"),
                Step("UID FETCH 2 (", "TAG BAD x\r\n"),
            ] + goodbye
        let statistics = Box(FetchStatistics())
        let collected = try await Collection(mailbox([{ ScriptedStream(steps) }]) { statistics.value = $0 })
        #expect(texts(collected).sorted() == ["four", "one", "three"])
        #expect(statistics.value.refused.map(\.source) == ["a/INBOX/2"])
        #expect(collected.reports.map(\.uidsOnServer) == [[1, 2, 3, 4]])
    }

    @Test func aConnectionBrokenInsideALiteralIsMadeAnew() async throws {
        let large = String(repeating: "x", count: 300_000)
        let first =
            opening([1: 3, 2: 300_000, 3: 5])
            + [Step("UID FETCH 1:3 (", body(1, "one") + "* 2 FETCH (UID 2 BODY[] {300000}\r\n" + large.prefix(280_000))]
        let second =
            opening([1: 3, 2: 300_000, 3: 5], wanted: [2, 3])
            + [
                Step("UID FETCH 2 (", body(2, large) + "TAG OK\r\n"),
                Step("UID FETCH 3 (", body(3, "three") + "TAG OK\r\n"),
            ] + goodbye
        let statistics = Box(FetchStatistics())
        let collected = try await Collection(
            mailbox([{ ScriptedStream(first) }, { ScriptedStream(second) }]) { statistics.value = $0 })
        #expect(texts(collected) == ["one", large, "three"])
        #expect(statistics.value.connections == 2)
        #expect(spool.names.isEmpty)
    }

    @Test func aMessageThatBreaksEveryConnectionIsLeftAndTheRestComes() async throws {
        let cut = "* 2 FETCH (UID 2 BODY[] {3}\r\nt"
        let first = opening([1: 3, 2: 3]) + [Step("UID FETCH 1:2 (", body(1, "one") + cut)]
        let alone = opening([1: 3, 2: 3], wanted: [2]) + [Step("UID FETCH 2 (", cut)]
        let last = Array(opening([1: 3, 2: 3]).prefix(3)) + goodbye
        let statistics = Box(FetchStatistics())
        let collected = try await Collection(
            mailbox([{ ScriptedStream(first) }, { ScriptedStream(alone) }, { ScriptedStream(last) }]) {
                statistics.value = $0
            })
        #expect(texts(collected) == ["one"])
        #expect(statistics.value.refused.map(\.source) == ["a/INBOX/2"])
        #expect(collected.reports.map(\.uidsOnServer) == [[1, 2]])
    }

    @Test func aLiteralLargerThanAnnouncedEndsInItsHeader() async throws {
        var limits = Limits()
        limits[.messageSize] = 100_000
        let lie = "* 1 FETCH (UID 1 BODY[] {900000}\r\n"
        let first = opening([1: 10]) + [Step("UID FETCH 1 (", lie)]
        let second = opening([1: 10]) + [Step("UID FETCH 1 (UID BODY.PEEK[])", lie)]
        let third =
            opening([1: 10])
            + [
                Step(
                    "UID FETCH 1 (UID BODY.PEEK[HEADER])",
                    body(1, "Subject: x\r\n\r\n", section: "HEADER") + "TAG OK\r\n")
            ]
            + goodbye
        let collected = try await Collection(
            mailbox(
                [{ ScriptedStream(first) }, { ScriptedStream(second) }, { ScriptedStream(third) }], limits: limits))
        #expect(texts(collected) == ["Subject: x\r\n\r\n"])
        #expect(collected.messages.first?.message.isTooLarge == true)
    }

    @Test func aServerThatSaysNothingIsGivenUp() async throws {
        var limits = Limits()
        limits[.imapSilence] = 1
        let script: @Sendable () -> ScriptedStream = { ScriptedStream([], end: .silent) }
        let clock = ContinuousClock()
        let start = clock.now
        await #expect(throws: IMAPError(.silent)) {
            try await Collection(mailbox([script, script, script], limits: limits))
        }
        // Three connections of one second each, and the pauses between them.
        #expect(clock.now - start > .seconds(3) && clock.now - start < .seconds(20))
    }

    @Test func aChangedUIDVALIDITYDuringThePassEndsIt() async throws {
        let steps =
            opening([1: 3]) + [Step("UID FETCH 1 (", "* OK [UIDVALIDITY 10] moved\r\n" + body(1, "one") + "TAG OK\r\n")]
        await #expect(throws: IMAPError(.uidValidityChanged)) {
            try await Collection(mailbox([{ ScriptedStream(steps) }]))
        }
        #expect(spool.names.isEmpty)
    }

    @Test(arguments: [
        ("* BYE [UNAVAILABLE] later\r\n", IMAPError.Code.temporary),
        ("* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n", .overQuota),
        ("TAG NO Account exceeded command or bandwidth limits.\r\n", .overQuota),
    ])
    func aServersReasonIsKept(answer: String, code: IMAPError.Code) async throws {
        let steps = opening([1: 3]) + [Step("UID FETCH 1 (", answer)]
        let again: @Sendable () -> ScriptedStream = { ScriptedStream(steps) }
        await #expect(throws: IMAPError(code)) { try await Collection(mailbox([again, again, again])) }
    }

    @Test func aThrottledServerIsAskedForOneSetAtATime() async throws {
        let steps =
            opening([1: 3_000_000, 2: 3_000_000, 3: 3_000_000])
            + [
                // Two are asked for before the first is answered; then one, and the next when it came.
                Step("UID FETCH 1 (", body(1, "one") + "TAG OK Success [THROTTLED]\r\n"),
                Step("UID FETCH 2 (", body(2, "two") + "TAG OK\r\n"),
                Step("UID FETCH 3 (", body(3, "three") + "TAG OK\r\n"),
            ] + goodbye
        let collected = try await Collection(mailbox([{ ScriptedStream(steps) }]))
        #expect(texts(collected) == ["one", "two", "three"])
    }

    @Test func theDaysBudgetEndsThePass() async throws {
        let steps =
            opening([1: 3_000_000, 2: 3_000_000]) + [Step("UID FETCH 1 (", body(1, "one") + "TAG OK\r\n")] + goodbye
        let taken = Box<[UInt32]>([])
        await #expect(throws: IMAPError(.dailyBytes)) {
            try await mailbox([{ ScriptedStream(steps) }], byteBudget: 3).forEachMessage { _ in
                []
            } _: { message in
                if case .imap(_, let uid) = message.locator { taken.value.append(uid) }
            }
        }
        #expect(taken.value == [1])
    }

    @Test func extendedSearchIsUsedWhereOffered() async throws {
        var steps = opening([1: 3, 2: 3], capabilities: "IMAP4rev1 ESEARCH")
        steps[2] = Step("UID SEARCH RETURN (ALL) ALL", "* ESEARCH (TAG \"TAG\") UID ALL 1:2\r\nTAG OK\r\n")
        let script = steps + [Step("UID FETCH 1:2 (", body(1, "one") + body(2, "two") + "TAG OK\r\n")] + goodbye
        #expect(try await texts(Collection(mailbox([{ ScriptedStream(script) }]))) == ["one", "two"])
    }

    /// Nothing the mailbox says to a server can change anything there.
    @Test func everyCommandOnlyReads() async throws {
        let said = Box<[String]>([])
        let steps = opening([1: 3]) + [Step("UID FETCH 1 (", body(1, "one") + "TAG OK\r\n")] + goodbye
        _ = try await Collection(
            mailbox([{ ScriptedStream(steps) { command in said.value.append(command) } }]))
        #expect(said.value.count == 6)
        for word in ["SELECT ", "STORE", "EXPUNGE", "MOVE", "COPY", "APPEND", "BODY["] {
            #expect(!said.value.contains { $0.contains(word) }, "\(word)")
        }
    }
}
