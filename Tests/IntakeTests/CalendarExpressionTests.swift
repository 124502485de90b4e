import Foundation
import Mail
import Testing

@testable import Intake

/// Calendar events against what `systemd-analyze calendar` (252) says of them.
@Suite struct CalendarExpressionTests {
    /// An expression, and the times after Wednesday 2026-11-25 07:00:00 at which it elapses.
    struct Vector: CustomTestStringConvertible, Sendable {
        var text: String
        var times: [String]
        var testDescription: String { text }
        init(_ text: String, _ times: String...) {
            self.text = text
            self.times = times
        }
    }

    static let vectors = [
        Vector("Mon..Fri *-*-* 08..18:00/15", "2026-11-25T08:00:00Z", "2026-11-25T08:15:00Z", "2026-11-25T08:30:00Z"),
        Vector("*:0/15", "2026-11-25T07:15:00Z", "2026-11-25T07:30:00Z", "2026-11-25T07:45:00Z"),
        Vector("Mon-Fri", "2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z"),
        Vector("*-*~03", "2026-11-28T00:00:00Z", "2026-12-29T00:00:00Z", "2027-01-29T00:00:00Z"),
        Vector("*-05~07/1", "2027-05-25T00:00:00Z", "2027-05-26T00:00:00Z", "2027-05-27T00:00:00Z"),
        Vector("Mon *-05~07/1", "2027-05-31T00:00:00Z", "2028-05-29T00:00:00Z", "2029-05-28T00:00:00Z"),
        Vector("10-15", "2027-10-15T00:00:00Z", "2028-10-15T00:00:00Z", "2029-10-15T00:00:00Z"),
        Vector("daily UTC", "2026-11-26T00:00:00Z", "2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z"),
        Vector("hourly", "2026-11-25T08:00:00Z", "2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z"),
        Vector("minutely", "2026-11-25T07:01:00Z", "2026-11-25T07:02:00Z", "2026-11-25T07:03:00Z"),
        Vector("weekly", "2026-11-30T00:00:00Z", "2026-12-07T00:00:00Z", "2026-12-14T00:00:00Z"),
        Vector("monthly", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"),
        Vector("quarterly", "2027-01-01T00:00:00Z", "2027-04-01T00:00:00Z", "2027-07-01T00:00:00Z"),
        Vector("semiannually", "2027-01-01T00:00:00Z", "2027-07-01T00:00:00Z", "2028-01-01T00:00:00Z"),
        Vector("yearly", "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z"),
        Vector("08..18/2:00", "2026-11-25T08:00:00Z", "2026-11-25T10:00:00Z", "2026-11-25T12:00:00Z"),
        Vector("00..10/3:00", "2026-11-25T09:00:00Z", "2026-11-26T00:00:00Z", "2026-11-26T03:00:00Z"),
        Vector("monday 8:00", "2026-11-30T08:00:00Z", "2026-12-07T08:00:00Z", "2026-12-14T08:00:00Z"),
        Vector("Sat,Sun 09:30:15", "2026-11-28T09:30:15Z", "2026-11-29T09:30:15Z", "2026-12-05T09:30:15Z"),
        Vector("*-*-1..7 18:00", "2026-12-01T18:00:00Z", "2026-12-02T18:00:00Z", "2026-12-03T18:00:00Z"),
        Vector("Mon,Wed..Fri *-*-* 07:00,30", "2026-11-25T07:30:00Z", "2026-11-26T07:00:00Z", "2026-11-26T07:30:00Z"),
        Vector("*-02-29", "2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z", "2036-02-29T00:00:00Z"),
        Vector("Tue *-02-29", "2028-02-29T00:00:00Z", "2056-02-29T00:00:00Z", "2084-02-29T00:00:00Z"),
        Vector("2026..2030-12-31 23:59:59", "2026-12-31T23:59:59Z", "2027-12-31T23:59:59Z", "2028-12-31T23:59:59Z"),
        Vector("*-1/3-15 12:00", "2027-01-15T12:00:00Z", "2027-04-15T12:00:00Z", "2027-07-15T12:00:00Z"),
        Vector("*:*:0/20", "2026-11-25T07:00:20Z", "2026-11-25T07:00:40Z", "2026-11-25T07:01:00Z"),
        Vector("*-*-31", "2026-12-31T00:00:00Z", "2027-01-31T00:00:00Z", "2027-03-31T00:00:00Z"),
        Vector("05:40", "2026-11-26T05:40:00Z", "2026-11-27T05:40:00Z", "2026-11-28T05:40:00Z"),
        Vector("*-*~01 23:30", "2026-11-30T23:30:00Z", "2026-12-31T23:30:00Z", "2027-01-31T23:30:00Z"),
        Vector("*-*~01..05/2", "2026-11-26T00:00:00Z", "2026-11-28T00:00:00Z", "2026-11-30T00:00:00Z"),
        Vector("Mon-Wed,Fri", "2026-11-27T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"),
        Vector("2026-11~02", "2026-11-29T00:00:00Z"),
    ]

    private static let base = seconds("2026-11-25T07:00:00Z")

    private static func seconds(_ text: String) -> Int64 { MailDate(text)?.secondsSinceEpoch ?? 0 }

    /// The offset of a zone of the tz database.
    private static func offset(_ zone: String) throws -> (Int64) -> Int {
        let zone = try #require(TimeZone(identifier: zone))
        return { zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double($0))) }
    }

    @Test(arguments: vectors) func asSystemdSays(_ vector: Vector) throws {
        let expression = try CalendarExpression(vector.text)
        var time = Self.base
        for expected in vector.times {
            time = try #require(expression.next(after: time) { _ in 0 })
            #expect(MailDate(secondsSinceEpoch: time, offsetMinutes: 0).description == expected)
        }
    }

    @Test(arguments: ["2026-11-24", "*-02-30", "2012-10-15 08:00", "Mon 2026-11-24"])
    func whatNeverComes(_ text: String) throws {
        #expect(try CalendarExpression(text).next(after: Self.base) { _ in 0 } == nil)
    }

    @Test(arguments: [
        "", "5", "*", "25:00", "8:60", "10..08:00", "*/2:00", "08:00/0", "Fri..Mon", "Mon.. 8:00", "sometimes",
        "Mon..Fri *-*-* 08:00 UTC more", "*-13-01", "*-*~31", "*-*~03..01", "26-11-30", "*-*-31/40", "1..2..3:00",
        "8:00:00:00", "UTC", "@1700000000",
        "*-*~", "1-2-3-4", "08:00:00.5", "-1:00", "+1:00", "٨:00",
    ])
    func whatIsNone(_ text: String) {
        #expect(throws: CalendarExpression.SyntaxError.self) { try CalendarExpression(text) }
    }

    @Test func theWrongWordIsNamed() {
        #expect(throws: CalendarExpression.SyntaxError(word: "08..25:00")) {
            try CalendarExpression("Mon..Fri *-*-* 08..25:00")
        }
    }

    @Test func timesAreLocal() throws {
        let expression = try CalendarExpression("Mon..Fri 08..18:00/15")
        let casablanca = try Self.offset("Africa/Casablanca")
        // An hour ahead of UTC, but not in Ramadan: there 2027-03-05 08:00 is the same in UTC.
        #expect(
            expression.next(after: Self.seconds("2026-11-24T23:00:00Z"), utcOffset: casablanca)
                == Self.seconds("2026-11-25T07:00:00Z"))
        #expect(
            expression.next(after: Self.seconds("2027-02-21T23:00:00Z"), utcOffset: casablanca)
                == Self.seconds("2027-02-22T08:00:00Z"))
    }

    @Test func aTimeThatTheClocksLeaveOutIsLeftOutAndOneTheyGiveTwiceCountsTwice() throws {
        let paris = try Self.offset("Europe/Paris")
        let daily = try CalendarExpression("02:30")
        // 2027-03-28 02:00 became 03:00.
        #expect(
            daily.next(after: Self.seconds("2027-03-27T12:00:00Z"), utcOffset: paris)
                == Self.seconds("2027-03-29T00:30:00Z"))
        // 2026-10-25 03:00 became 02:00.
        let first = try #require(daily.next(after: Self.seconds("2026-10-24T12:00:00Z"), utcOffset: paris))
        #expect(first == Self.seconds("2026-10-25T00:30:00Z"))
        #expect(daily.next(after: first, utcOffset: paris) == Self.seconds("2026-10-25T01:30:00Z"))
        let quarters = try CalendarExpression("*:0/15")
        var time = Self.seconds("2026-10-24T23:00:00Z")
        for _ in 0..<20 {
            let next = try #require(quarters.next(after: time, utcOffset: paris))
            #expect(next - time == 900)
            time = next
        }
    }
}
