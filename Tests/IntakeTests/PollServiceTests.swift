import Foundation
import Logging
import Mail
import ServiceLifecycle
import Synchronization
import Testing

@testable import Intake

/// The daemon's loop on clocks of the test's own.
@Suite struct PollServiceTests {
    /// Clocks that go on only while somebody sleeps, and then at once.
    final class TestClock: PollClock {
        private struct State {
            var wallTime: Int64
            var uptime = Duration.zero
            var slept: [Duration] = []
        }

        private let state: Mutex<State>
        /// Called in each sleep, with its number from 1, before the time goes on.
        private let inSleep: @Sendable (Int, TestClock) async throws -> Void

        init(
            at time: String = "2026-11-25T07:00:00Z",
            inSleep: @escaping @Sendable (Int, TestClock) async throws -> Void = { _, _ in }
        ) {
            state = Mutex(State(wallTime: MailDate(time)?.secondsSinceEpoch ?? 0))
            self.inSleep = inSleep
        }

        var wallTime: Int64 { state.withLock { $0.wallTime } }
        var uptime: Duration { state.withLock { $0.uptime } }
        var time: String { MailDate(secondsSinceEpoch: wallTime, offsetMinutes: 0).description }

        /// Somebody sets the wall clock.
        func set(by seconds: Int64) { state.withLock { $0.wallTime += seconds } }

        /// Time that a cycle takes.
        func pass(_ seconds: Int64) {
            state.withLock { state in
                state.wallTime += seconds
                state.uptime += .seconds(seconds)
            }
        }

        func sleep(for duration: Duration) async throws {
            let number = state.withLock { state in
                state.slept.append(duration)
                return state.slept.count
            }
            try await inSleep(number, self)
            try Task.checkCancellation()
            pass(duration.components.seconds)
        }
    }

    /// What happened, in order.
    final class Diary: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        @discardableResult func write(_ line: String) -> Int {
            lines.withLock { lines in
                lines.append(line)
                return lines.count
            }
        }
    }

    /// How a test ends a service that would go on for ever.
    struct Enough: Error {}

    /// Runs a service until it has written so many lines.
    private func run(
        _ rule: PollSchedule.Rule, on clock: TestClock, cycles: Int, taking seconds: Int64 = 0
    ) async throws -> [String] {
        let diary = Diary()
        let service = PollService(
            PollPlan(PollSchedule(rule)) { _ in
                if diary.write(clock.time) == cycles { throw Enough() }
                clock.pass(seconds)
            }, clock: clock)
        await #expect(throws: Enough.self) { try await service.run() }
        return diary.all
    }

    @Test func anIntervalCountsFromTheBeginningOfACycle() async throws {
        let times = try await run(.every(seconds: 300), on: TestClock(), cycles: 3, taking: 100)
        #expect(times == ["2026-11-25T07:00:00Z", "2026-11-25T07:05:00Z", "2026-11-25T07:10:00Z"])
    }

    @Test func aCycleLongerThanItsIntervalIsFollowedAtOnce() async throws {
        let times = try await run(.every(seconds: 60), on: TestClock(), cycles: 3, taking: 100)
        #expect(times == ["2026-11-25T07:00:00Z", "2026-11-25T07:01:40Z", "2026-11-25T07:03:20Z"])
    }

    @Test func aCalendarIsWaitedForTheFirstTimeToo() async throws {
        let rule = PollSchedule.Rule.calendar(try CalendarExpression("Mon..Fri *-*-* 08..09:00/30"))
        let times = try await run(rule, on: TestClock(), cycles: 5, taking: 20)
        #expect(
            times == [
                "2026-11-25T08:00:00Z", "2026-11-25T08:30:00Z", "2026-11-25T09:00:00Z", "2026-11-25T09:30:00Z",
                "2026-11-26T08:00:00Z",
            ])
    }

    @Test func timesThatPassDuringACycleAreMadeUpForOnce() async throws {
        let rule = PollSchedule.Rule.calendar(try CalendarExpression("*:0/15"))
        let times = try await run(rule, on: TestClock(), cycles: 3, taking: 2_000)
        // 07:30 and 07:45 passed while the cycle of 07:15 ran: one cycle follows at its end.
        #expect(times == ["2026-11-25T07:15:00Z", "2026-11-25T07:48:20Z", "2026-11-25T08:21:40Z"])
    }

    /// Somebody sets the wall clock, and when the daemon polls then.
    struct Jump: Sendable {
        var seconds: Int64
        var expected: String
    }

    @Test(arguments: [
        Jump(seconds: 7_200, expected: "2026-11-25T09:05:00Z"), Jump(seconds: -7_200, expected: "2026-11-25T05:05:00Z"),
    ])
    func anIntervalGoesByTheClockThatNobodySets(_ jump: Jump) async throws {
        let clock = TestClock { number, clock in if number == 2 { clock.set(by: jump.seconds) } }
        let times = try await run(.every(seconds: 300), on: clock, cycles: 2)
        #expect(times == ["2026-11-25T07:00:00Z", jump.expected])
    }

    @Test(arguments: [
        // Set ahead past a time of the calendar: it is due.
        Jump(seconds: 7_200, expected: "2026-11-25T09:02:00Z"),
        // Set back: the same time of day is waited for.
        Jump(seconds: -7_200, expected: "2026-11-25T08:00:00Z"),
    ])
    func aCalendarGoesByTheWallClock(_ jump: Jump) async throws {
        let clock = TestClock { number, clock in if number == 2 { clock.set(by: jump.seconds) } }
        let rule = PollSchedule.Rule.calendar(try CalendarExpression("08:00"))
        #expect(try await run(rule, on: clock, cycles: 1) == [jump.expected])
    }

    @Test func aReloadEndsTheSleepAndTheNewPlanHolds() async throws {
        let diary = Diary()
        let wanted = Mutex<PollService?>(nil)
        let clock = TestClock { number, _ in if number == 1 { wanted.withLock { $0?.requestReload() } } }
        let new = PollPlan(PollSchedule(.every(seconds: 7))) { _ in
            if diary.write("new \(clock.time)") == 4 { throw Enough() }
        }
        let service = PollService(
            PollPlan(PollSchedule(.every(seconds: 3_600))) { _ in diary.write("old \(clock.time)") }, clock: clock
        ) {
            diary.write("reload")
            return new
        }
        wanted.withLock { $0 = service }
        await #expect(throws: Enough.self) { try await service.run() }
        #expect(
            diary.all == [
                "old 2026-11-25T07:00:00Z", "reload", "new 2026-11-25T07:00:07Z", "new 2026-11-25T07:00:14Z",
            ])
    }

    @Test func newsShortensTheWaitAndNoMoreThanTheGapAllows() async throws {
        let diary = Diary()
        let ring = Mutex<(@Sendable () -> Void)?>(nil)
        // The third sleep is the one in which the server has news; it tells twice.
        let clock = TestClock { number, _ in
            if number == 3 || number == 4 { ring.withLock { $0?() } }
        }
        let plan = PollPlan(
            PollSchedule(.every(seconds: 600)),
            watch: { news in
                ring.withLock { $0 = news }
                try? await Task.sleep(for: .seconds(3_600))
            }
        ) { _ in
            if diary.write(clock.time) == 3 { throw Enough() }
        }
        let service = PollService(plan, clock: clock)
        await #expect(throws: Enough.self) { try await service.run() }
        #expect(diary.all.first == "2026-11-25T07:00:00Z")
        let second = try #require(MailDate(diary.all[1])).secondsSinceEpoch
        let first = try #require(MailDate(diary.all[0])).secondsSinceEpoch
        #expect((120...180).contains(second - first))
        #expect(try #require(MailDate(diary.all[2])).secondsSinceEpoch - second <= 70)
    }

    @Test func theLoopTurnsOftenEnoughForAWatchdog() async throws {
        let turns = Diary()
        let cycles = Diary()
        let clock = TestClock()
        let service = PollService(
            PollPlan(PollSchedule(.every(seconds: 300))) { _ in if cycles.write("") == 2 { throw Enough() } },
            clock: clock, glance: .seconds(15), advanced: { turns.write("") })
        await #expect(throws: Enough.self) { try await service.run() }
        #expect(turns.all.count >= 20)
    }

    @Test func whereTheNewSettingsAreBadTheOldPlanGoesOn() async throws {
        let diary = Diary()
        let wanted = Mutex<PollService?>(nil)
        let clock = TestClock { number, _ in if number == 1 { wanted.withLock { $0?.requestReload() } } }
        let service = PollService(
            PollPlan(PollSchedule(.every(seconds: 30))) { _ in
                if diary.write(clock.time) == 3 { throw Enough() }
            }, clock: clock
        ) {
            diary.write("bad")
            return nil
        }
        wanted.withLock { $0 = service }
        await #expect(throws: Enough.self) { try await service.run() }
        #expect(diary.all == ["2026-11-25T07:00:00Z", "bad", "2026-11-25T07:00:30Z"])
    }

    @Test func aReloadStopsTheCycleAfterTheMessageInHandAndItGoesOn() async throws {
        let diary = Diary()
        let wanted = Mutex<PollService?>(nil)
        let clock = TestClock()
        let service = PollService(
            PollPlan(PollSchedule(.every(seconds: 60))) { shouldStop in
                diary.write("begin \(shouldStop())")
                wanted.withLock { $0?.requestReload() }
                diary.write("end \(shouldStop())")
            }, clock: clock
        ) {
            PollPlan(PollSchedule(.every(seconds: 60))) { shouldStop in
                diary.write("new \(shouldStop()) \(clock.time)")
                throw Enough()
            }
        }
        wanted.withLock { $0 = service }
        await #expect(throws: Enough.self) { try await service.run() }
        #expect(diary.all == ["begin false", "end true", "new false 2026-11-25T07:00:00Z"])
    }

    @Test func aShutdownLetsTheCycleFinishAndNoOtherBegins() async throws {
        let diary = Diary()
        let group = Mutex<ServiceGroup?>(nil)
        let clock = TestClock()
        let service = PollService(
            PollPlan(PollSchedule(.every(seconds: 1))) { shouldStop in
                diary.write("begin")
                await group.withLock { $0 }?.triggerGracefulShutdown()
                let deadline = ContinuousClock.now + .seconds(10)
                while !shouldStop(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(1)) }
                diary.write("end \(shouldStop())")
            }, clock: clock)
        try await run(service, in: group)
        #expect(diary.all == ["begin", "end true"])
    }

    @Test(.timeLimit(.minutes(1))) func aShutdownEndsTheSleep() async throws {
        let group = Mutex<ServiceGroup?>(nil)
        let clock = TestClock { _, _ in
            await group.withLock { $0 }?.triggerGracefulShutdown()
            try await Task.sleep(for: .seconds(3_600))
        }
        let service = PollService(PollPlan(PollSchedule(.every(seconds: 1_800))) { _ in }, clock: clock)
        try await run(service, in: group)
        #expect(clock.uptime == .zero)
    }

    private func run(_ service: PollService, in group: borrowing Mutex<ServiceGroup?>) async throws {
        let new = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service)], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        group.withLock { $0 = new }
        try await new.run()
    }
}
