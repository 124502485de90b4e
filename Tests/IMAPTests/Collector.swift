import Foundation
import IMAP
import Mail
import Synchronization

/// What a pass handed over: each message with the bytes that lay in its spool file.
struct Collection {
    var messages: [(message: SourcedMessage, bytes: [UInt8])] = []
    var reports: [FolderReport] = []

    var uids: [UInt32] {
        messages.compactMap { if case .imap(_, let uid) = $0.message.locator { uid } else { nil } }
    }

    /// Runs a pass and keeps everything.
    init(
        _ mailbox: IMAPMailbox, accounted: Set<UInt32> = [], stopAfter: Int = .max,
        each: (SourcedMessage) async throws -> Void = { _ in }
    ) async throws {
        var taken: [(message: SourcedMessage, bytes: [UInt8])] = []
        reports = try await mailbox.forEachMessage { _ in
            accounted
        } _: { message in
            let data = try Data(contentsOf: URL(fileURLWithPath: message.path))
            taken.append((message, Array(data)))
            try await each(message)
            if taken.count >= stopAfter { throw Stop() }
        }
        messages = taken
    }

    /// What a body throws that has seen enough.
    struct Stop: Error {}
}

/// A value that other threads write.
final class Box<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: Value) { mutex = Mutex(value) }

    var value: Value {
        get { mutex.withLock { $0 } }
        set { mutex.withLock { $0 = newValue } }
    }
}

/// Messages as people send them, of sizes from a hundred bytes to some hundred thousand.
enum SampleMail {
    static func message(_ number: Int, size: Int? = nil) -> [UInt8] {
        let target = size ?? (number % 25 == 0 ? 400_000 : 200 + number * 37 % 40_000)
        var text =
            "From: council\(number)@example.org\r\nSubject: =?utf-8?B?2LHYryDYudmE2Ykg2KfZhNin2LPYqtmF2KfYsdip?= \(number)\r\n\r\n"
        var bytes = Array(text.utf8)
        text = "a1 OK done\r\n* 1 EXISTS {5}\r\n)\r\nAnswer \(number) " + String(repeating: "x", count: 40) + "\r\n"
        while bytes.count < target { bytes += Array(text.utf8) }
        return bytes
    }
}
