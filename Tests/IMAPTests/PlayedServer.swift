import Synchronization
import Transport

@testable import IMAP

/// A mailbox that is served in memory as RFC 9051 has it, and what goes wrong with its connections.
final class PlayedServer: Sendable {
    /// What goes wrong with one connection.
    enum Fault: Sendable, Equatable {
        case none
        /// The connection ends after so many bytes of the server.
        case cut(after: Int)
        /// It says goodbye after so many bytes, wherever that is, and the connection ends.
        case bye(after: Int)
        /// It stops sending after so many bytes and keeps the connection.
        case silence(after: Int)
        /// A message is expunged between the listing and the answer to the fetch, which says NIL.
        case expunged(uid: UInt32)
        /// Each answer has responses before it that nobody asked for.
        case talkative
    }

    let messages: [UInt32: [UInt8]]
    let uidValidity: UInt32
    private let state = Mutex(State())

    private struct State {
        var connections = 0
        var longest = 0
    }

    init(_ messages: [UInt32: [UInt8]], uidValidity: UInt32 = 9) {
        self.messages = messages
        self.uidValidity = uidValidity
    }

    var connections: Int { state.withLock { $0.connections } }
    /// The most bytes that a connection sent.
    var bytesOfAConnection: Int { state.withLock { $0.longest } }

    func connect(_ fault: Fault, pieces: Int = .max) -> PlayedConnection {
        state.withLock { $0.connections += 1 }
        return PlayedConnection(self, fault, pieces: pieces)
    }

    fileprivate func sent(_ count: Int) { state.withLock { $0.longest = max($0.longest, count) } }
}

/// One connection to a ``PlayedServer``.
final class PlayedConnection: ByteStream {
    let transcript = LoginTranscript(lines: ["* OK played"])
    let hasPendingOutput = false

    private let server: PlayedServer
    private let fault: PlayedServer.Fault
    private let pieces: Int
    private var pending: [UInt8] = []
    private var taken = 0
    private var sent = 0
    private var isOver = false

    init(_ server: PlayedServer, _ fault: PlayedServer.Fault, pieces: Int) {
        self.server = server
        self.fault = fault
        self.pieces = pieces
    }

    // MARK: The server

    func enqueue(_ bytes: [UInt8]) {
        let words = String(decoding: bytes.dropLast(2), as: UTF8.self).split(separator: " ", maxSplits: 4)
            .map(String.init)
        guard words.count >= 2 else { return }
        let tag = words[0]
        if fault == .talkative {
            say(
                "* \(server.messages.count) EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* OK [ALERT] tea {3}\r\n* STATUS x\r\n"
            )
        }
        switch words[1] {
        case "CAPABILITY": say("* CAPABILITY IMAP4rev1 ID\r\n")
        case "ID": say("* ID NIL\r\n")
        case "EXAMINE": say("* \(server.messages.count) EXISTS\r\n* OK [UIDVALIDITY \(server.uidValidity)] ok\r\n")
        case "LOGOUT": say("* BYE later\r\n")
        case "UID" where words[2] == "SEARCH" && words[3] == "ALL":
            say("* SEARCH \(server.messages.keys.sorted().map(String.init).joined(separator: " "))\r\n")
        case "UID" where words[2] == "SEARCH":
            let found = Self.uids(words[4]).filter { server.messages[$0] != nil && fault != .expunged(uid: $0) }
            say("* SEARCH \(found.map(String.init).joined(separator: " "))\r\n")
        case "UID": fetch(Self.uids(words[3]), words[4])
        default: break
        }
        say("\(tag) OK done\r\n")
    }

    private func fetch(_ uids: [UInt32], _ items: String) {
        for uid in uids {
            guard let bytes = server.messages[uid] else { continue }
            if items.contains("RFC822.SIZE") {
                say(
                    "* 1 FETCH (UID \(uid) FLAGS () INTERNALDATE \" 1-Mar-2020 10:00:00 +0100\" RFC822.SIZE \(bytes.count))\r\n"
                )
            } else if fault == .expunged(uid: uid) {
                say("* 1 FETCH (UID \(uid) BODY[] NIL)\r\n")
            } else if let range = Self.range(items) {
                let piece = bytes.dropFirst(range.lowerBound).prefix(range.count)
                say("* 1 FETCH (UID \(uid) BODY[]<\(range.lowerBound)> {\(piece.count)}\r\n")
                pending += piece
                say(")\r\n")
            } else {
                say("* 1 FETCH (UID \(uid) BODY[] {\(bytes.count)}\r\n")
                pending += bytes
                say(")\r\n")
            }
        }
    }

    /// The bytes that `BODY.PEEK[]<4.10>` asks for.
    private static func range(_ items: String) -> Range<Int>? {
        guard let match = items.firstMatch(of: /BODY\.PEEK\[\]<([0-9]+)\.([0-9]+)>/),
            let start = Int(match.1), let count = Int(match.2)
        else { return nil }
        return start..<(start + count)
    }

    private func say(_ text: String) { pending += Array(text.utf8) }

    /// `1:3,7` as numbers.
    private static func uids(_ set: String) -> [UInt32] {
        set.split(separator: ",").flatMap { part -> [UInt32] in
            let ends = part.split(separator: ":").compactMap { UInt32($0) }
            guard let first = ends.first, let last = ends.last else { return [] }
            return Array(first...last)
        }
    }

    // MARK: The line

    func flush() throws(TransportError) {}

    func read(into buffer: inout [UInt8]) throws(TransportError) -> ReadOutcome {
        if isOver { return .closed }
        var rest = pending.count - taken
        switch fault {
        case .cut(let limit):
            rest = min(rest, limit - sent)
            if rest <= 0, sent >= limit { return end() }
        case .bye(let limit):
            rest = min(rest, limit - sent)
            if rest <= 0, sent >= limit {
                let farewell = Array("* BYE Server shutting down.\r\n".utf8)
                buffer.replaceSubrange(0..<farewell.count, with: farewell)
                _ = end()
                return .bytes(farewell.count)
            }
        case .silence(let limit): rest = min(rest, limit - sent)
        default: break
        }
        guard rest > 0 else { return .again }
        let count = min(rest, pieces, buffer.count)
        buffer.replaceSubrange(0..<count, with: pending[taken..<(taken + count)])
        taken += count
        sent += count
        server.sent(sent)
        return .bytes(count)
    }

    private func end() -> ReadOutcome {
        isOver = true
        return .closed
    }

    func wait(milliseconds: Int) throws(TransportError) { OwnSleep.milliseconds(min(milliseconds, 5)) }
}
