import Foundation
import Intake
import Synchronization
import TestSupport
import Testing

@testable import IstimaraCLI

/// How long a mailbox is left alone after its server could not or would not serve it.
@Suite struct MailboxRestsTests {
    /// A wall clock that a test sets.
    private final class TestClock: PollClock {
        private let seconds = Mutex<Int64>(1_700_000_000)
        var wallTime: Int64 { seconds.withLock { $0 } }
        var uptime: Duration { .zero }
        func sleep(for duration: Duration) async throws {}
        func pass(_ time: Int) { seconds.withLock { $0 += Int64(time) } }
    }

    private let folder: TemporaryDirectory
    private let clock = TestClock()

    init() throws { folder = try TemporaryDirectory() }

    /// Each is a run of the program.
    private func rests(chance: Double = 0) -> MailboxRests {
        MailboxRests(folder: folder.path, clock: clock) { chance }
    }

    private func failure(_ code: String, status: IstimaraCLI.ExitStatus = .temporary) -> PollFailure {
        PollFailure(
            account: "one", code: code, message: "the server said so",
            error: CommandFailure(status, code: code, "the server said so"))
    }

    private func report(_ failures: PollFailure...) -> CycleReport {
        var report = CycleReport()
        report.failures = failures
        return report
    }

    @Test func aProvidersLimitIsRestedFromForAnHourThenTwiceAsLongUpToADay() {
        var waits: [Int] = []
        for _ in 0..<7 {
            rests().note(report(failure("over_quota")))
            waits.append(rests().secondsLeft(of: "one"))
            clock.pass(waits.last ?? 0)
        }
        #expect(waits == [3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400])
    }

    @Test func aServerThatCannotServeNowIsAskedAfterAMinuteThenTwiceAsLongUpToHalfAnHour() {
        var waits: [Int] = []
        for _ in 0..<7 {
            rests().note(report(failure("temporary")))
            waits.append(rests().secondsLeft(of: "one"))
            clock.pass(waits.last ?? 0)
        }
        #expect(waits == [60, 120, 240, 480, 960, 1_800, 1_800])
    }

    @Test func chanceMakesARestLongerByATenthAtMost() {
        rests(chance: 1).note(report(failure("over_quota")))
        #expect(rests().secondsLeft(of: "one") == 3_960)
    }

    @Test func whileItRestsItIsNotOpenedAndItsFailureCountsOnce() throws {
        rests().note(report(failure("over_quota")))
        clock.pass(600)
        do {
            try rests().check("one", patience: .every)
            Issue.record("the mailbox was opened")
        } catch {
            #expect(error.code == "over_quota")
            #expect(error.status == .temporary)
            #expect(error.description == "the server said so; it is left alone until 2023-11-14T23:13:20Z")
            rests().note(report(failure(error.code)))
        }
        #expect(rests().secondsLeft(of: "one") == 3_000)
        #expect(throws: CommandFailure.self) { try rests().check("one", patience: .provider) }
        #expect(throws: Never.self) { try rests().check("two", patience: .every) }
    }

    @Test func aRestThatBeganOnAClockOfAnotherYearIsOver() {
        clock.pass(10 * 365 * 86_400)
        rests().note(report(failure("over_quota")))
        clock.pass(-10 * 365 * 86_400)
        #expect(rests().secondsLeft(of: "one") == 0)
        #expect(throws: Never.self) { try rests().check("one", patience: .every) }
    }

    @Test func aPersonWaitsForTheProviderAlone() throws {
        rests().note(report(failure("temporary")))
        #expect(throws: CommandFailure.self) { try rests().check("one", patience: .every) }
        #expect(throws: Never.self) { try rests().check("one", patience: .provider) }
    }

    @Test func successEndsTheRow() {
        rests().note(report(failure("over_quota")))
        clock.pass(3_600)
        var success = CycleReport()
        success.succeeded = ["one"]
        rests().note(success)
        #expect(folder.names.isEmpty)
        rests().note(report(failure("over_quota")))
        #expect(rests().secondsLeft(of: "one") == 3_600)
    }

    /// What no server has heard, what has a limit of its own, and what somebody must mend.
    @Test func otherFailuresAreTriedAtTheNextCycle() {
        rests().note(report(failure("unreachable")))
        rests().note(report(failure("imap_daily_bytes")))
        rests().note(report(failure("refused", status: .refused)))
        rests().note(report(failure("folder", status: .configuration)))
        #expect(rests().secondsLeft(of: "one") == 0)
    }
}
