import Mail
import Synchronization
import Transport

/// Between the thread that owns the session and the task that takes the messages.
///
/// The thread never waits here: it looks at what is undelivered before it asks the server for more, and sleeps in the
/// session's poll, which ``wake`` ends.
final class Handoff: Sendable {
    enum Delivery: Sendable {
        /// A folder was opened; the thread waits for ``answer(accounted:)``.
        case folder(MailboxEpoch)
        /// A message, and the bytes of its spool file.
        case message(SourcedMessage, bytes: Int)
        /// The thread is done; nothing follows.
        case ended(Result<[FolderReport], IMAPError>)
    }

    let wake: WakeDescriptor

    private struct State: Sendable {
        var queue: [Delivery] = []
        var taken = 0
        var waiter: CheckedContinuation<Delivery, Never>?
        var undelivered = Load()
        var accounted: Set<UInt32>?
        var isCancelled = false
    }

    /// What lies in the spool and is not taken yet.
    struct Load: Equatable, Sendable {
        var messages = 0
        var bytes = 0
    }

    private let state = Mutex(State())

    init() throws(TransportError) { wake = try WakeDescriptor() }

    // The thread's side.

    var undelivered: Load { state.withLock { $0.undelivered } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Takes the answer to the last `folder`, once it is there.
    func takeAccounted() -> Set<UInt32>? { state.withLock { $0.accounted.take() } }

    func push(_ delivery: Delivery) {
        let waiter = state.withLock { state -> CheckedContinuation<Delivery, Never>? in
            if case .message(_, let bytes) = delivery {
                state.undelivered.messages += 1
                state.undelivered.bytes += bytes
            }
            guard let waiter = state.waiter.take() else {
                state.queue.append(delivery)
                return nil
            }
            return waiter
        }
        waiter?.resume(returning: delivery)
    }

    // The task's side.

    /// The next delivery; there is one more until `ended` was returned.
    func next() async -> Delivery {
        await withCheckedContinuation { continuation in
            let delivery = state.withLock { state -> Delivery? in
                guard state.taken < state.queue.count else {
                    state.queue.removeAll(keepingCapacity: true)
                    state.taken = 0
                    state.waiter = continuation
                    return nil
                }
                state.taken += 1
                return state.queue[state.taken - 1]
            }
            if let delivery { continuation.resume(returning: delivery) }
        }
    }

    /// Says that a message was dealt with and its spool file is gone or moved.
    func consumed(bytes: Int) {
        state.withLock {
            $0.undelivered.messages -= 1
            $0.undelivered.bytes -= bytes
        }
        wake.signal()
    }

    func answer(accounted: Set<UInt32>) {
        state.withLock { $0.accounted = accounted }
        wake.signal()
    }

    func cancel() {
        state.withLock { $0.isCancelled = true }
        wake.signal()
    }
}
