/// Some messages that are asked for in one command.
struct FetchSet: Equatable {
    var messages: [MessageFacts]
    /// Whether only the header is asked for, because the message is over `message_size`.
    var isHeaderOnly = false
    /// The bytes of the one message that are asked for; nil for all.
    var range: Range<Int>?

    var uids: [UInt32] { messages.map(\.uid) }

    /// What the messages weigh by the server's own account.
    var bytes: Int { range?.count ?? messages.reduce(0) { $0 + ($1.size ?? 0) } }

    var command: Command {
        if let range, let message = messages.first { return .fetchRange(message.uid, range) }
        let set = UIDSet(uids)
        return isHeaderOnly ? .fetchHeaders(set) : .fetchMessages(set)
    }
}

/// Decides what is asked for next: sets of bounded weight, suspects alone, the oversized by their header.
struct FetchPlan {
    /// The weight of one set; two of them are outstanding, which fills a line of 25 MB/s at 50 ms.
    static let setBytes = 4_000_000
    static let setCount = 50
    /// A larger message is asked for in ranges: a connection that breaks costs one of them and not the message.
    static let rangedSize = 8_000_000
    static let rangeBytes = 4_000_000

    /// Messages that are still to be planned, in order.
    private var queue: ArraySlice<MessageFacts>
    /// Sets that go first: halves of one that was refused.
    private var urgent: [FetchSet] = []
    private let messageSize: Int
    private let progress: FolderProgress
    private var bytesPerSet = Self.setBytes

    /// - Parameter messageSize: `message_size`; larger messages are asked for their header alone.
    init(_ messages: [MessageFacts], messageSize: Int, progress: FolderProgress) {
        queue = messages[...]
        self.messageSize = messageSize
        self.progress = progress
    }

    var isEmpty: Bool { queue.isEmpty && urgent.isEmpty }

    /// Takes the next set; nil at the end.
    mutating func next() -> FetchSet? {
        if !urgent.isEmpty { return urgent.removeFirst() }
        guard let first = queue.popFirst() else { return nil }
        if isRanged(first) {
            urgent = ranges(of: first, from: progress.partial[first.uid]?.size ?? 0)
            return urgent.removeFirst()
        }
        var set = FetchSet(messages: [first], isHeaderOnly: isTooLarge(first))
        guard !progress.suspects.contains(first.uid) else { return set }
        while let message = queue.first, set.messages.count < Self.setCount, isTooLarge(message) == set.isHeaderOnly,
            !progress.suspects.contains(message.uid), !isRanged(message),
            set.isHeaderOnly || set.bytes + (message.size ?? 0) <= bytesPerSet
        {
            set.messages.append(message)
            queue = queue.dropFirst()
        }
        return set
    }

    /// Takes back a set that cannot be asked for yet.
    mutating func putBack(_ set: FetchSet) { urgent.insert(set, at: 0) }

    /// Halves a set that the server refused; false where there is nothing to halve.
    mutating func bisect(_ set: FetchSet, without done: Set<UInt32>) -> Bool {
        guard set.messages.count > 1 else { return false }
        let rest = set.messages.filter { !done.contains($0.uid) }
        let middle = rest.count / 2
        let halves = [rest[..<middle], rest[middle...]].filter { !$0.isEmpty }
        urgent.insert(
            contentsOf: halves.map { FetchSet(messages: Array($0), isHeaderOnly: set.isHeaderOnly) }, at: 0)
        return true
    }

    /// Asks again for messages that got no answer, one by one.
    /// - Parameter partial: how much is there of those that come in ranges.
    mutating func askAlone(_ messages: [MessageFacts], partial: [UInt32: PartialMessage]) {
        for message in messages {
            urgent +=
                isRanged(message)
                ? ranges(of: message, from: partial[message.uid]?.size ?? 0)
                : [FetchSet(messages: [message], isHeaderOnly: isTooLarge(message))]
        }
    }

    /// Asks for what follows the last range of a message that turns out longer than its server said.
    mutating func goOn(after set: FetchSet) {
        guard let range = set.range else { return }
        let next = range.upperBound..<(range.upperBound + Self.rangeBytes)
        urgent.insert(FetchSet(messages: set.messages, range: next), at: 0)
    }

    /// Asks for half as much at a time, one message at least, because the server says that it is throttling us.
    mutating func slowDown() { bytesPerSet /= 2 }

    /// Asks for a little more again after a set that came without such a word.
    mutating func recover() { bytesPerSet = min(Self.setBytes, bytesPerSet + Self.setBytes / 16) }

    private func isRanged(_ message: MessageFacts) -> Bool {
        (message.size ?? 0) > Self.rangedSize && !isTooLarge(message)
    }

    /// The ranges of a message; the last one is as long as the others, so that its answer shows where the message ends.
    private func ranges(of message: MessageFacts, from start: Int) -> [FetchSet] {
        stride(from: start, to: max(message.size ?? 0, start + 1), by: Self.rangeBytes).map {
            FetchSet(messages: [message], range: $0..<($0 + Self.rangeBytes))
        }
    }

    private func isTooLarge(_ message: MessageFacts) -> Bool {
        (message.size ?? 0) > messageSize || progress.tooLarge.contains(message.uid)
    }
}

/// What is known of one folder's messages beyond one connection.
struct FolderProgress: Equatable {
    /// Accounted for before, or handed over.
    var done: Set<UInt32> = []
    /// Outstanding when a connection broke: asked for alone the next time.
    var suspects: Set<UInt32> = []
    /// Larger than announced: their header is asked for.
    var tooLarge: Set<UInt32> = []
    /// Refused by the server, or fatal to the connection: left for the next pass.
    var refused: Set<UInt32> = []
    /// Expunged while we read.
    var gone: Set<UInt32> = []
    /// What is there of messages that come in ranges.
    var partial: [UInt32: PartialMessage] = [:]
}

/// The beginning of a message that comes in ranges; its file goes with the last who holds it.
struct PartialMessage: Equatable {
    let file: SpoolFile
    /// The bytes that are there.
    var size = 0

    static func == (left: Self, right: Self) -> Bool { left.size == right.size }
}
