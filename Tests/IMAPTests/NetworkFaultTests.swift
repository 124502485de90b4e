import Foundation
import Mail
import TestSupport
import Testing
import Transport

@testable import IMAP

/// A connection may end anywhere: no message is lost, none comes twice, none comes with other bytes.
///
/// A sample of the places by default; every one of them where `ISTIMARA_FAULT_POINTS=all` is set.
@Suite(.serialized) struct NetworkFaultTests {
    private typealias Fault = PlayedServer.Fault

    private static let isWhole = ProcessInfo.processInfo.environment["ISTIMARA_FAULT_POINTS"] == "all"

    private let spool: TemporaryDirectory

    init() throws { spool = try TemporaryDirectory() }

    /// Small ones, one that is streamed, and ones that speak IMAP.
    private static let messages: [UInt32: [UInt8]] = {
        var all: [UInt32: [UInt8]] = [:]
        for number: UInt32 in 1...12 { all[number * 3] = SampleMail.message(Int(number), size: 150 + Int(number) * 7) }
        all[40] = Array("* 1 FETCH (UID 41 BODY[] {2}\r\nhi)\r\na1 OK done\r\n* BYE\r\n{9}".utf8)
        all[41] = SampleMail.message(41, size: 400_000)
        all[42] = []
        return all
    }()

    private struct Ending {
        var bodies: [UInt32: [UInt8]] = [:]
        var twice: [UInt32] = []
        var error: IMAPError?
        var present: Set<UInt32> = []
    }

    /// One pass whose n-th connection meets the n-th fault; those after the last meet none.
    private func pass(
        _ server: PlayedServer, _ faults: [Fault], pieces: Int = .max, accounted: Set<UInt32> = [],
        limits: Limits = Limits()
    ) async -> Ending {
        let mailbox = IMAPMailbox(
            name: "a", folders: ["INBOX"], spool: spool.path, limits: limits, retryPause: .zero
        ) { _ in
            let number = server.connections
            return server.connect(number < faults.count ? faults[number] : .none, pieces: pieces)
        }
        var ending = Ending()
        do {
            let reports = try await mailbox.forEachMessage { _ in
                accounted
            } _: { message in
                guard case .imap(_, let uid) = message.locator else { return }
                if ending.bodies[uid] != nil { ending.twice.append(uid) }
                ending.bodies[uid] = Array(try Data(contentsOf: URL(fileURLWithPath: message.path)))
            }
            ending.present = reports.first?.uidsOnServer ?? []
        } catch {
            ending.error = error as? IMAPError ?? IMAPError(.protocolViolation, "\(error)")
        }
        return ending
    }

    /// What is true of every pass, however it ended.
    private func isRight(_ ending: Ending) -> Bool {
        ending.twice.isEmpty && ending.bodies.allSatisfy { Self.messages[$0.key] == $0.value } && spool.names.isEmpty
    }

    /// Every place among the first bytes, or a sample of them.
    private static func places(total: Int) -> [Int] {
        let first = min(2_000, total)
        var random = SplitMix(seed: 20_200_302)
        let later = (0..<(Self.isWhole ? 500 : 40)).map { _ in Int.random(in: first..<total, using: &random) }
        return Array(stride(from: 0, to: first, by: Self.isWhole ? 1 : 17)) + later
    }

    private func bytesOfAWholeSession() async -> Int {
        let server = PlayedServer(Self.messages)
        let ending = await pass(server, [])
        #expect(ending.error == nil && ending.bodies == Self.messages)
        #expect(server.connections == 1)
        return server.bytesOfAConnection
    }

    @Test(.timeLimit(.minutes(45))) func aConnectionMayEndAfterAnyByte() async {
        for place in Self.places(total: await bytesOfAWholeSession()) {
            for fault in [Fault.cut(after: place), .bye(after: place)] {
                let server = PlayedServer(Self.messages)
                let ending = await pass(server, [fault])
                #expect(isRight(ending), "\(fault)")
                #expect(ending.error == nil, "\(fault): \(ending.error?.description ?? "")")
                #expect(ending.bodies.count == Self.messages.count, "\(fault)")
                #expect(ending.present == Set(Self.messages.keys), "\(fault)")
            }
        }
    }

    @Test(.timeLimit(.minutes(45))) func whereEveryConnectionEndsTheNextPassGoesOn() async {
        let total = await bytesOfAWholeSession()
        for place in Self.places(total: total).filter({ $0 % 5 == 0 }) {
            let server = PlayedServer(Self.messages)
            var taken: [UInt32: [UInt8]] = [:]
            // Each pass meets three cuts at the same place and gives up or gets further; then the line is whole.
            for faults in [[Fault](repeating: .cut(after: place), count: 3), []] {
                let before = server.connections
                let offset = [Fault](repeating: .none, count: before)
                let ending = await pass(server, offset + faults, accounted: Set(taken.keys))
                #expect(isRight(ending), "\(place)")
                #expect(Set(taken.keys).isDisjoint(with: ending.bodies.keys), "\(place)")
                if let error = ending.error { #expect(error.remedy == .retry, "\(place): \(error)") }
                taken.merge(ending.bodies) { first, _ in first }
            }
            #expect(taken == Self.messages, "\(place)")
        }
    }

    @Test(arguments: [1, 2, 13]) func fragmentsOfAnySizeGiveTheSame(pieces: Int) async {
        let ending = await pass(PlayedServer(Self.messages), [], pieces: pieces)
        #expect(ending.bodies == Self.messages && ending.twice.isEmpty && ending.error == nil)
    }

    @Test func responsesThatNobodyAskedForChangeNothing() async {
        let ending = await pass(PlayedServer(Self.messages), [.talkative])
        #expect(ending.bodies == Self.messages && ending.twice.isEmpty && ending.error == nil)
    }

    @Test func aMessageExpungedBetweenListingAndFetchIsGone() async {
        let ending = await pass(PlayedServer(Self.messages), [.expunged(uid: 9)])
        #expect(isRight(ending) && ending.error == nil)
        #expect(Set(ending.bodies.keys) == Set(Self.messages.keys).subtracting([9]))
        #expect(ending.present == Set(Self.messages.keys).subtracting([9]))
    }

    @Test(.timeLimit(.minutes(5))) func silenceAnywhereEndsWithinItsDeadline() async {
        var limits = Limits()
        limits[.imapSilence] = 1
        let total = await bytesOfAWholeSession()
        for place in [0, 1, 30, 200, 900, 1_500, total / 2, total - 40] {
            let started = ContinuousClock.now
            let ending = await pass(PlayedServer(Self.messages), [.silence(after: place)], limits: limits)
            #expect(isRight(ending) && ending.error == nil && ending.bodies == Self.messages, "\(place)")
            #expect(ContinuousClock.now - started < .seconds(4), "\(place)")
        }
    }

    // MARK: Large messages

    private static let large: [UInt32: [UInt8]] = [
        1: SampleMail.message(1, size: 500), 2: SampleMail.message(2, size: 21_500_000),
        3: SampleMail.message(3, size: 700), 4: Array(SampleMail.message(4, size: 12_000_100).prefix(12_000_000)),
    ]

    private func largePass(_ server: PlayedServer, _ faults: [Fault]) async -> Ending {
        var ending = await pass(server, faults)
        // These are other messages than those of the suite.
        ending.twice += ending.bodies.filter { Self.large[$0.key] != $0.value }.map(\.key)
        return ending
    }

    /// The second is no multiple of a range, the fourth is: its last range is full, and an empty one follows.
    @Test func aLargeMessageComesInRanges() async {
        let server = PlayedServer(Self.large)
        let ending = await largePass(server, [])
        #expect(ending.error == nil && ending.twice.isEmpty && ending.bodies.count == 4)
        #expect(server.connections == 1 && spool.names.isEmpty)
    }

    @Test func aConnectionThatBreaksCostsOneRange() async {
        let server = PlayedServer(Self.large)
        // More connections than a pass would make without getting further.
        let ending = await largePass(server, (1...6).map { _ in Fault.cut(after: 6_000_000) })
        #expect(ending.error == nil && ending.twice.isEmpty, "\(String(describing: ending.error))")
        #expect(ending.bodies.count == 4 && spool.names.isEmpty)
        #expect(server.connections >= 6)
    }

    @Test func oneThatGetsNoFurtherIsGivenUpAndTheOthersCome() async {
        let server = PlayedServer(Self.large)
        let ending = await largePass(server, (1...20).map { _ in Fault.cut(after: 2_000_000) })
        #expect(ending.twice.isEmpty && spool.names.isEmpty)
        #expect(Set(ending.bodies.keys) == [1, 3])
    }

    // MARK: A real server

    /// The cut may fall into the handshake, the sign-in or the dialogue; wherever it does, nobody takes it for a wrong
    /// password or a mistake in the settings, and the next pass has everything.
    @Test(.timeLimit(.minutes(45))) func aConnectionToARealServerMayEndAfterAnyByte() async throws {
        let server = try DovecotServer()
        let sent = (1...12).map { SampleMail.message($0, size: $0 == 7 ? 300_000 : 400 + $0 * 31) }
        try server.fill(with: sent)
        let relay = try Relay(to: server.imapsPort)
        let account = IMAPAccount(
            name: "a", url: "imaps://localhost:\(relay.port)", user: DovecotServer.user,
            secret: Secret(DovecotServer.password), caFile: server.caFile)
        let mailbox = try IMAPMailbox(
            account: account, folders: ["INBOX"], spool: spool.path, limits: Limits(), retryPause: .zero)
        relay.cut()
        #expect(try await Collection(mailbox).messages.map(\.bytes) == sent)
        let total = relay.bytes
        var random = SplitMix(seed: 20_200_302)
        var places = Array(stride(from: 0, to: min(8_000, total), by: Self.isWhole ? 1 : 193))
        places += (0..<(Self.isWhole ? 500 : 20)).map { _ in Int.random(in: 0..<total, using: &random) }
        var codes: Set<IMAPError.Code> = []
        for place in places {
            relay.cut(after: place)
            do {
                let collected = try await Collection(mailbox)
                #expect(collected.messages.map(\.bytes) == sent, "\(place)")
            } catch let error as IMAPError {
                // The sign-in is not tried again at once: the next cycle does.
                #expect(error.remedy == .retry, "\(place): \(error)")
                codes.insert(error.code)
                let collected = try await Collection(mailbox)
                #expect(collected.messages.map(\.bytes) == sent, "\(place)")
            }
            #expect(spool.names.isEmpty)
        }
        #expect(!codes.isEmpty)
    }

    // MARK: A server that lies

    /// A pass over a server that lies about its one message, which comes to its end without a body: the message stays
    /// among those on the server, so that it is missing in the records and somebody hears of it.
    private func passOverALie(
        connections: Int = 3, _ connect: @escaping @Sendable () -> any ByteStream
    ) async throws {
        let statistics = Box(FetchStatistics())
        let mailbox = IMAPMailbox(
            name: "a", folders: ["INBOX"], spool: spool.path, limits: Limits(), retryPause: .zero,
            observe: { statistics.value = $0 }
        ) { _ in connect() }
        let before = try Self.residentMemory()
        let reports = try await mailbox.forEachMessage { _ in
            []
        } _: { _ in
            Issue.record("a body came")
        }
        #expect(reports.map(\.uidsOnServer) == [[1]])
        #expect(statistics.value.refused.count == 1)
        #expect(statistics.value.connections == connections)
        #expect(try Self.residentMemory() - before < 64_000_000)
        #expect(spool.names.isEmpty)
    }

    /// What a server sends without end or beyond what it announced, as a stream that costs nothing.
    private final class Torrent: ByteStream {
        let transcript = LoginTranscript(lines: ["* OK torrent"])
        let hasPendingOutput = false
        private let script: ScriptedStream
        private let flood: UInt8
        private(set) var sent = 0

        init(_ steps: [ScriptedStream.Step], then flood: UInt8) {
            script = ScriptedStream(steps, end: .silent)
            self.flood = flood
        }

        func enqueue(_ bytes: [UInt8]) { script.enqueue(bytes) }
        func flush() throws(TransportError) {}

        func read(into buffer: inout [UInt8]) throws(TransportError) -> ReadOutcome {
            let outcome = try script.read(into: &buffer)
            guard outcome == .again, script.isPlayed, sent < 1_000_000_000 else { return outcome }
            for index in buffer.indices { buffer[index] = flood }
            sent += buffer.count
            return .bytes(buffer.count)
        }

        func wait(milliseconds: Int) throws(TransportError) { OwnSleep.milliseconds(min(milliseconds, 5)) }
    }

    private static let opening = [
        ScriptedStream.Step("CAPABILITY", "* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"),
        ScriptedStream.Step("EXAMINE", "* 1 EXISTS\r\n* OK [UIDVALIDITY 9] ok\r\nTAG OK [READ-ONLY] open\r\n"),
        ScriptedStream.Step("UID SEARCH ALL", "* SEARCH 1\r\nTAG OK done\r\n"),
        ScriptedStream.Step("RFC822.SIZE", "* 1 FETCH (UID 1 RFC822.SIZE 1000)\r\nTAG OK done\r\n"),
    ]

    /// A gigabyte without a line end: as a word, as a text, as a string of which one waits for the quote.
    @Test(.timeLimit(.minutes(5)), arguments: ["", "* OK ", "* 1 FETCH (UID 1 BODY[] \""])
    func aFloodEndsAtItsLimit(before: String) async throws {
        let steps = Self.opening + [ScriptedStream.Step("BODY.PEEK", before)]
        try await passOverALie { Torrent(steps, then: UInt8(ascii: "a")) }
    }

    /// A literal that is shorter or longer than its message, a list without end, an answer to a command of somebody else:
    /// nothing is handed over.
    @Test(arguments: [
        "* 1 FETCH (UID 1 BODY[] {5}\r\n0123456789\r\n)\r\nTAG OK\r\n",
        "* 1 FETCH (UID 1 BODY[] {30}\r\n0123456789\r\n)\r\nTAG OK\r\n", "* 1 FETCH (UID 1 BODY[] (\r\n",
        "zzzz9 OK\r\n",
    ])
    func anAnswerThatIsNoneIsNoMessage(answer: String) async throws {
        let steps = Self.opening + [ScriptedStream.Step("BODY.PEEK", answer)]
        try await passOverALie { ScriptedStream(steps) }
    }

    /// A literal of a gigabyte where a thousand bytes were announced: nothing of it is kept; its header is asked for, and
    /// that is a lie too.
    @Test(.timeLimit(.minutes(5))) func aLiteralOfAGigabyteIsNotTaken() async throws {
        let answer = "* 1 FETCH (UID 1 BODY[] {1000000000}\r\n"
        let steps = Self.opening + [ScriptedStream.Step("BODY.PEEK", answer)]
        try await passOverALie(connections: 4) { Torrent(steps, then: UInt8(ascii: "a")) }
    }

    /// VmRSS of this process in bytes.
    private static func residentMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
    }
}
