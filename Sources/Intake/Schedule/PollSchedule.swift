internal import Glibc

/// When the daemon polls.
package struct PollSchedule: Sendable {
    package enum Rule: Hashable, Sendable {
        /// So many seconds after the beginning of the last cycle, and at once when the daemon begins.
        case every(seconds: Int)
        /// Whenever the calendar says, the first time too.
        case calendar(CalendarExpression)
    }

    package var rule: Rule
    /// The seconds to add to a UTC time, in seconds since 1970, for the local time that a calendar means.
    package var utcOffset: @Sendable (Int64) -> Int

    package init(_ rule: Rule, utcOffset: @escaping @Sendable (Int64) -> Int = { _ in 0 }) {
        self.rule = rule
        self.utcOffset = utcOffset
    }

    /// Whether the daemon polls as soon as it begins.
    var beginsAtOnce: Bool {
        if case .every = rule { true } else { false }
    }

    /// How long the next cycle is off; zero or less where it is due, nil where it never will be.
    func wait(since last: Moment, at now: Moment) -> Duration? {
        switch rule {
        case .every(let seconds): return last.uptime + .seconds(seconds) - now.uptime
        case .calendar(let expression):
            // Where the wall clock was set back, the last cycle lies in the future.
            let next = expression.next(after: min(last.wallTime, now.wallTime), utcOffset: utcOffset)
            return next.map { .seconds($0 - now.wallTime) }
        }
    }
}

/// A point in time on both clocks.
struct Moment {
    /// Seconds since 1970, as the wall clock had it.
    var wallTime: Int64
    /// Time since some beginning.
    var uptime: Duration

    init(_ clock: some PollClock) {
        wallTime = clock.wallTime
        uptime = clock.uptime
    }
}

/// The clocks that the daemon goes by.
package protocol PollClock: Sendable {
    /// Seconds since 1970: the wall clock, which people and NTP set.
    var wallTime: Int64 { get }
    /// Time since some beginning, which nobody sets.
    var uptime: Duration { get }
    func sleep(for duration: Duration) async throws
}

/// The machine's clocks.
package struct SystemPollClock: PollClock {
    private static let beginning = ContinuousClock.now

    package init() {}

    package var wallTime: Int64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec)
    }

    package var uptime: Duration { ContinuousClock.now - Self.beginning }

    package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
