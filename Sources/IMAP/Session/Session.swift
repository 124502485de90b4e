import Mail
import Transport

/// One signed-in connection: moves bytes between the stream and the conversation, and watches the clock.
///
/// It belongs to one thread, which sleeps nowhere but in ``turn(_:)``.
final class Session {
    /// Every byte that came after the sign-in.
    private(set) var bytesReceived = 0
    /// Whether the server has said that it answers slowly from now on.
    private(set) var isThrottled = false

    /// Called whenever bytes have come.
    var advanced: @Sendable () -> Void = {}

    private let stream: any ByteStream
    private var conversation: Conversation
    private var deadlines: Deadlines
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private let clock = ContinuousClock()

    /// Reads before the loop looks at its state again.
    private static let readsPerTurn = 64

    init(over stream: any ByteStream, limits: Limits) {
        self.stream = stream
        conversation = Conversation(lineLimit: limits[.imapLine], nestingLimit: limits[.imapNesting])
        deadlines = Deadlines(limits: limits)
    }

    var transcript: LoginTranscript { stream.transcript }

    /// The largest literal that may come now, in bytes.
    var literalLimit: Int {
        get { conversation.literalLimit }
        set { conversation.literalLimit = newValue }
    }

    /// Enqueues a command; its answer comes in later turns.
    func begin(_ command: Command) throws(IMAPError) {
        stream.enqueue(try conversation.begin(command))
        deadlines.start(at: clock.now)
    }

    /// Enqueues what ends the command that is outstanding; from now on its answer is due.
    func finish(with line: [UInt8]) {
        stream.enqueue(line)
        deadlines.start(at: clock.now)
    }

    /// Says that the server owes nothing until more is sent, although a command is outstanding.
    func owesNothing() { deadlines.stop() }

    /// Sends what waits, hands on every event that has come, and sleeps if none had, for a minute at most.
    ///
    /// It returns after progress without sleeping, so that the caller looks at its state first.
    func turn(
        atMost longest: Duration = .seconds(60), _ handle: (Conversation.Event) throws(IMAPError) -> Void
    ) throws(IMAPError) {
        try throughStream { () throws(TransportError) in try stream.flush() }
        var hasProgressed = false
        reading: for _ in 0..<Self.readsPerTurn {
            switch try throughStream({ () throws(TransportError) in try stream.read(into: &buffer) }) {
            case .again: break reading
            case .closed: throw closed()
            case .bytes(let count):
                hasProgressed = true
                bytesReceived += count
                deadlines.received(count, at: clock.now)
                var input = buffer[..<count]
                while let event = try conversation.next(&input) {
                    note(event)
                    try handle(event)
                }
            }
        }
        if conversation.outstanding.isEmpty { deadlines.stop() }
        if hasProgressed {
            advanced()
        } else {
            let now = clock.now
            try deadlines.check(at: now)
            let milliseconds = min(deadlines.milliseconds(from: now), Int(longest / .milliseconds(1)))
            try throughStream { () throws(TransportError) in try stream.wait(milliseconds: milliseconds) }
        }
    }

    /// Gives one command and waits for its answer; no other may be outstanding.
    func run(
        _ command: Command, _ handle: (Conversation.Event) throws(IMAPError) -> Void = { _ in }
    ) throws(IMAPError) -> StatusResponse {
        try begin(command)
        var answer: StatusResponse?
        while true {
            if let answer { return answer }
            try turn { (event) throws(IMAPError) in
                if case .completed(_, let status) = event { answer = status } else { try handle(event) }
            }
        }
    }

    /// Says goodbye and waits two seconds for the answer; nothing that goes wrong here matters.
    func logout() {
        hurry()
        _ = try? run(.logout)
    }

    /// Gives the server two seconds for whatever it owes from now on: somebody waits for the end.
    func hurry() {
        deadlines = Deadlines(limits: Self.farewell)
        if !conversation.outstanding.isEmpty { deadlines.start(at: clock.now) }
    }

    private static let farewell: Limits = {
        var limits = Limits()
        limits[.imapSilence] = 2
        return limits
    }()

    private func note(_ event: Conversation.Event) {
        let status: StatusResponse
        switch event {
        case .status(let untagged): status = untagged
        case .completed(_, let answer): status = answer
        default: return
        }
        if status.isThrottled, !isThrottled {
            isThrottled = true
            deadlines.allowForThrottling()
        }
    }

    private func closed() -> IMAPError {
        guard let bye = conversation.bye else { return IMAPError(.closed, "the server closed the connection") }
        return bye.error(or: .closed)
    }

    private func throughStream<Value>(
        _ work: () throws(TransportError) -> Value
    ) throws(IMAPError) -> Value {
        do { return try work() } catch { throw conversation.bye?.error(or: .closed) ?? IMAPError(error) }
    }
}

extension StatusResponse {
    /// The error that a NO, BAD or BYE amounts to; `code` where the server gives no reason we know (RFC 5530 §3).
    func error(or code: IMAPError.Code) -> IMAPError {
        let known: IMAPError.Code? =
            switch self.code {
            case "OVERQUOTA": .overQuota
            case "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN": .temporary
            case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "WEBALERT": .refused
            default: text.lowercased().contains("command or bandwidth limits") ? .overQuota : nil
            }
        return IMAPError(known ?? code, summary)
    }
}
