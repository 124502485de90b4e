internal import ServiceLifecycle
internal import Synchronization

/// What the daemon does and when, as one reading of the settings has it.
package struct PollPlan: Sendable {
    package var schedule: PollSchedule
    /// Watches the mailboxes until its task is cancelled and calls `news` whenever a cycle may find something; nil where
    /// nobody watches. What it says shortens the wait for the next cycle and nothing else.
    package var watch: (@Sendable (_ news: @escaping @Sendable () -> Void) async -> Void)?
    /// Runs a cycle; its argument tells whether to stop before the next message.
    package var cycle: @Sendable (_ shouldStop: @escaping @Sendable () -> Bool) async throws -> Void

    package init(
        _ schedule: PollSchedule, watch: (@Sendable (_ news: @escaping @Sendable () -> Void) async -> Void)? = nil,
        cycle: @escaping @Sendable (@escaping @Sendable () -> Bool) async throws -> Void
    ) {
        self.schedule = schedule
        self.watch = watch
        self.cycle = cycle
    }
}

/// The daemon's work: a cycle, a wait, a cycle, until it is asked to end; then the message in hand is finished.
package final class PollService: Service {
    private let plan: PollPlan
    private let clock: any PollClock
    private let reload: @Sendable () async -> PollPlan?
    /// The longest wait without a look at the clocks: the wall clock may have been set.
    private let glance: Duration
    private let advanced: @Sendable () -> Void
    private let bell = Bell()

    /// - Parameters:
    ///   - reload: reads the settings again; nil where they are bad and the old plan stays.
    ///   - glance: the longest wait without a turn of the loop.
    ///   - advanced: called at each turn of the loop.
    package init(
        _ plan: PollPlan, clock: any PollClock = SystemPollClock(),
        reload: @escaping @Sendable () async -> PollPlan? = { nil }, glance: Duration = .seconds(60),
        advanced: @escaping @Sendable () -> Void = {}
    ) {
        self.plan = plan
        self.clock = clock
        self.reload = reload
        self.glance = glance
        self.advanced = advanced
    }

    /// Asks for the settings to be read again: at once, or after the message in hand.
    package func requestReload() { bell.ring(.reload) }

    /// What lies between the beginnings of two cycles at least, however often a server has news.
    private static let newsGap = Duration.seconds(10)

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await poll()
        } onGracefulShutdown: {
            self.bell.ring(.end)
        }
    }

    private func poll() async throws {
        var plan = plan
        var watcher = watcher(of: plan)
        defer { watcher.cancel() }
        var last = Moment(clock)
        var isDue = plan.schedule.beginsAtOnce
        while !bell.hasRung(.end) {
            try Task.checkCancellation()
            advanced()
            if bell.hasRung(.reload) {
                bell.answer(.reload)
                if let new = await reload() {
                    plan = new
                    watcher.cancel()
                    await watcher.value
                    watcher = self.watcher(of: plan)
                }
            }
            if isDue {
                last = Moment(clock)
                bell.answer(.news)
                try await plan.cycle { [bell] in bell.hasRung(.end) || bell.hasRung(.reload) }
                // A cycle that was cut short for new settings goes on with them.
                isDue = bell.hasRung(.reload)
                continue
            }
            let now = Moment(clock)
            var wait = plan.schedule.wait(since: last, at: now) ?? glance
            let hasNews = bell.hasRung(.news)
            if hasNews { wait = min(wait, last.uptime + Self.newsGap - now.uptime) }
            isDue = wait <= .zero
            if !isDue { await bell.sleep(for: min(wait, glance), on: clock, knowing: hasNews ? [.news] : []) }
        }
        watcher.cancel()
        await watcher.value
    }

    private func watcher(of plan: PollPlan) -> Task<Void, Never> {
        Task { [bell] in await plan.watch? { bell.ring(.news) } }
    }
}

/// What the daemon is told from outside; being told something ends its sleep.
private final class Bell: Sendable {
    enum Order { case reload, news, end }

    private struct State {
        var orders: Set<Order> = []
        var sleeper: Task<Void, Never>?
    }

    private let state = Mutex(State())

    func ring(_ order: Order) {
        state.withLock { state in
            if state.orders.insert(order).inserted { state.sleeper?.cancel() }
        }
    }

    func hasRung(_ order: Order) -> Bool { state.withLock { $0.orders.contains(order) } }

    func answer(_ order: Order) { state.withLock { _ = $0.orders.remove(order) } }

    /// Sleeps until the time is over, an order comes, or one is there already that the sleeper does not know of.
    func sleep(for duration: Duration, on clock: any PollClock, knowing known: Set<Order> = []) async {
        let sleeper = Task { (try? await clock.sleep(for: duration)) ?? () }
        state.withLock { state in
            state.sleeper = sleeper
            if !state.orders.isSubset(of: known) { sleeper.cancel() }
        }
        await withTaskCancellationHandler {
            await sleeper.value
        } onCancel: {
            sleeper.cancel()
        }
        state.withLock { $0.sleeper = nil }
    }
}
