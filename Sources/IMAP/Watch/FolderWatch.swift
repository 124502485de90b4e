import Synchronization
import Transport

/// Watches one folder over a connection of its own, on the thread that owns it, and tells when something may be new.
///
/// The server says so of itself while IDLE (RFC 2177) is outstanding. What it says is a hint and no more: whoever hears
/// it looks at the folder, and looks from time to time without having heard anything.
final class FolderWatch {
    /// RFC 2177 §3 asks for a new IDLE within 29 minutes; some servers end the session earlier.
    static let renewal = Duration.seconds(9 * 60)

    private let folder: String
    private let session: Session
    private let orders: WatchOrders
    private let news: @Sendable () -> Void
    private let renewal: Duration
    private let clock = ContinuousClock()

    init(
        _ folder: String, over session: Session, orders: WatchOrders, renewal: Duration = renewal,
        news: @escaping @Sendable () -> Void
    ) {
        self.folder = folder
        self.session = session
        self.orders = orders
        self.renewal = renewal
        self.news = news
    }

    /// Watches until it is told to end.
    /// - Returns: at once where the server has no IDLE.
    /// - Throws: ``IMAPError``: the connection ended, as each does some day.
    func run() throws(IMAPError) {
        let capabilities = try session.capabilities()
        if capabilities.contains("IDLE") {
            var count = try session.examine(folder).exists
            // What came while nobody watched is not announced.
            news()
            while !orders.areToEnd { try idle(&count) }
        }
        session.logout()
    }

    /// One IDLE, from the command to the answer after DONE.
    private func idle(_ count: inout Int) throws(IMAPError) {
        try session.begin(.idle)
        let end = clock.now + renewal
        var isIdling = false
        var isEnding = false
        var isInHurry = false
        var answer: StatusResponse?
        while true {
            if let answer {
                guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
                return
            }
            if !isInHurry, orders.areToEnd {
                session.hurry()
                isInHurry = true
            }
            if isIdling, !isEnding, orders.areToEnd || clock.now >= end {
                session.finish(with: Command.done)
                isEnding = true
            }
            let pause = isEnding ? .seconds(60) : max(.zero, min(.seconds(60), end - clock.now))
            try session.turn(atMost: pause) { event in
                switch event {
                case .continuation:
                    isIdling = true
                    session.owesNothing()
                case .data(.exists(let exists)):
                    if exists > count { news() }
                    count = exists
                case .data(.expunge): count = max(0, count - 1)
                case .completed(_, let status): answer = status
                default: break
                }
            }
        }
    }
}

/// What the task that wants a folder watched tells the thread that watches it.
final class WatchOrders: Sendable {
    let wake: WakeDescriptor
    private let end = Mutex(false)

    init() throws(TransportError) { wake = try WakeDescriptor() }

    var areToEnd: Bool { end.withLock { $0 } }

    func toEnd() {
        end.withLock { $0 = true }
        wake.signal()
    }
}
