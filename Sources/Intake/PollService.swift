internal import ServiceLifecycle
internal import Synchronization

/// The daemon's work: a cycle, a wait, a cycle, until it is asked to end; then the message in hand is finished.
package struct PollService: Service {
    private let interval: Duration
    /// Runs a cycle; its argument tells whether to stop before the next message.
    private let cycle: @Sendable (_ shouldStop: @escaping @Sendable () -> Bool) async throws -> Void

    package init(interval: Duration, cycle: @escaping @Sendable (@escaping @Sendable () -> Bool) async throws -> Void) {
        self.interval = interval
        self.cycle = cycle
    }

    package func run() async throws {
        let isEnding = Flag()
        try await withGracefulShutdownHandler {
            while !isEnding.isSet {
                let started = ContinuousClock.now
                try await cycle { isEnding.isSet }
                if isEnding.isSet { break }
                // A wait that a shutdown cuts short throws; that is the ordinary end.
                try? await cancelWhenGracefulShutdown {
                    try await Task.sleep(until: started + interval, clock: .continuous)
                }
            }
        } onGracefulShutdown: {
            isEnding.set()
        }
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isSet: Bool { value.load(ordering: .acquiring) }
        func set() { value.store(true, ordering: .releasing) }
    }
}
