internal import ServiceLifecycle
internal import Synchronization

/// What the daemon does and when, as one reading of the settings has it.
package struct PollPlan: Sendable {
    package var schedule: PollSchedule
    /// Runs a cycle; its argument tells whether to stop before the next message.
    package var cycle: @Sendable (_ shouldStop: @escaping @Sendable () -> Bool) async throws -> Void

    package init(
        _ schedule: PollSchedule, cycle: @escaping @Sendable (@escaping @Sendable () -> Bool) async throws -> Void
    ) {
        self.schedule = schedule
        self.cycle = cycle
    }
}

/// The daemon's work: a cycle, a wait, a cycle, until it is asked to end; then the message in hand is finished.
package final class PollService: Service {
    private let plan: PollPlan
    private let clock: any PollClock
    private let reload: @Sendable () async -> PollPlan?
    private let bell = Bell()

    /// - Parameter reload: reads the settings again; nil where they are bad and the old plan stays.
    package init(
        _ plan: PollPlan, clock: any PollClock = SystemPollClock(),
        reload: @escaping @Sendable () async -> PollPlan? = { nil }
    ) {
        self.plan = plan
        self.clock = clock
        self.reload = reload
    }

    /// Asks for the settings to be read again: at once, or after the message in hand.
    package func requestReload() { bell.ring(.reload) }

    /// The longest wait without a look at the clocks: the wall clock may have been set.
    private static let glance = Duration.seconds(60)

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await poll()
        } onGracefulShutdown: {
            self.bell.ring(.end)
        }
    }

    private func poll() async throws {
        var plan = plan
        var last = Moment(clock)
        var isDue = plan.schedule.beginsAtOnce
        while !bell.hasRung(.end) {
            try Task.checkCancellation()
            if bell.hasRung(.reload) {
                bell.answer(.reload)
                if let new = await reload() { plan = new }
            }
            if isDue {
                last = Moment(clock)
                try await plan.cycle { [bell] in bell.hasRung(.end) || bell.hasRung(.reload) }
                // A cycle that was cut short for new settings goes on with them.
                isDue = bell.hasRung(.reload)
                continue
            }
            let wait = plan.schedule.wait(since: last, at: Moment(clock)) ?? Self.glance
            isDue = wait <= .zero
            if !isDue { await bell.sleep(for: min(wait, Self.glance), on: clock) }
        }
    }
}

/// What the daemon is told from outside; being told something ends its sleep.
private final class Bell: Sendable {
    enum Order { case reload, end }

    private struct State {
        var orders: Set<Order> = []
        var sleeper: Task<Void, Never>?
    }

    private let state = Mutex(State())

    func ring(_ order: Order) {
        state.withLock { state in
            state.orders.insert(order)
            state.sleeper?.cancel()
        }
    }

    func hasRung(_ order: Order) -> Bool { state.withLock { $0.orders.contains(order) } }

    func answer(_ order: Order) { state.withLock { _ = $0.orders.remove(order) } }

    /// Sleeps until the time is over, an order comes, or one is there already.
    func sleep(for duration: Duration, on clock: any PollClock) async {
        let sleeper = Task { (try? await clock.sleep(for: duration)) ?? () }
        state.withLock { state in
            state.sleeper = sleeper
            if !state.orders.isEmpty { sleeper.cancel() }
        }
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        state.withLock { $0.sleeper = nil }
    }
}
