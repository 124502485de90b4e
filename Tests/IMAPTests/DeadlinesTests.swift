import Mail
import Testing

@testable import IMAP

/// When a server that owes an answer is given up (`imap_silence`, `imap_floor`), on instants of the test's own.
@Suite struct DeadlinesTests {
    private let start = ContinuousClock.now

    private func deadlines(silence: Int = 60, floor: Int = 1_000) -> Deadlines {
        var limits = Limits()
        limits[.imapSilence] = silence
        limits[.imapFloor] = floor
        return Deadlines(limits: limits)
    }

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    /// A server that sends `bytes` every 10 seconds, looked at as often, for `seconds`.
    private func trickle(_ bytes: Int, seconds: Int, floor: Int = 1_000) throws {
        var deadlines = deadlines(floor: floor)
        deadlines.start(at: start)
        for second in stride(from: 10, through: seconds, by: 10) {
            deadlines.received(bytes, at: at(Double(second)))
            try deadlines.check(at: at(Double(second)))
        }
    }

    @Test func underTheFloorOverTwoMinutesIsTooSlow() throws {
        // 12 times 9,999 bytes are 12 bytes under 1,000 a second.
        #expect(throws: IMAPError(.tooSlow)) { try trickle(9_999, seconds: 120) }
        try trickle(9_999, seconds: 110)
        try trickle(10_000, seconds: 1_200)
        #expect(throws: IMAPError(.tooSlow)) { try trickle(10_000, seconds: 120, floor: 1_001) }
    }

    @Test func eachTwoMinutesAreMeasuredByThemselves() throws {
        var deadlines = deadlines()
        deadlines.start(at: start)
        for second in stride(from: 10.0, through: 120, by: 10) { deadlines.received(1_000_000, at: at(second)) }
        try deadlines.check(at: at(120))
        // The megabytes of before do not pay for the trickle of now.
        for second in stride(from: 130.0, through: 230, by: 10) {
            deadlines.received(1, at: at(second))
            try deadlines.check(at: at(second))
        }
        deadlines.received(1, at: at(240))
        #expect(throws: IMAPError(.tooSlow)) { try deadlines.check(at: at(240)) }
    }

    @Test func silenceCountsFromTheLastByte() throws {
        var deadlines = deadlines()
        deadlines.start(at: start)
        deadlines.received(1_000_000, at: at(50))
        try deadlines.check(at: at(109))
        #expect(throws: IMAPError(.silent)) { try deadlines.check(at: at(110)) }
        deadlines.allowForThrottling()
        try deadlines.check(at: at(119))
        #expect(deadlines.milliseconds(from: at(110)) == 10_000)
    }

    @Test func whileNothingIsDueNothingIsTooSlow() throws {
        var deadlines = deadlines()
        try deadlines.check(at: at(10_000))
        deadlines.start(at: start)
        deadlines.stop()
        try deadlines.check(at: at(10_000))
        // A new command begins a new span.
        deadlines.start(at: at(10_000))
        try deadlines.check(at: at(10_059))
    }
}
