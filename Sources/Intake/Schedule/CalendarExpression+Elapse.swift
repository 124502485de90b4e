internal import Mail

extension CalendarExpression {
    /// The first time after `time` at which the expression elapses; nil where it never does again.
    ///
    /// A time of day that the clocks leave out on a day is left out; one that they give twice counts twice.
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - utcOffset: the seconds to add to a UTC time, in seconds since 1970, for the local time then.
    package func next(after time: Int64, utcOffset: (Int64) -> Int) -> Int64? {
        var day = (time + Int64(utcOffset(time)) - Self.day) / Self.day
        while true {
            let date = MailDate.civil(fromDays: day)
            guard date.year <= Self.years.upperBound else { return nil }
            if matches(date, weekday: Int((day + 3) % 7)),
                let found = first(on: day * Self.day, after: time, utcOffset: utcOffset)
            {
                return found
            }
            day += 1
        }
    }

    private static let day: Int64 = 86_400

    private func matches(_ date: (year: Int64, month: Int, day: Int), weekday: Int) -> Bool {
        guard weekdays.contains(weekday), years.contains(Int(date.year)), months.contains(date.month) else {
            return false
        }
        guard countsDaysFromEnd else { return days.contains(date.day) }
        let isLeap = date.year % 4 == 0 && date.year % 100 != 0 || date.year % 400 == 0
        let length = date.month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(date.month) ? 30 : 31
        return days.contains(date.day, countingFrom: length)
    }

    /// The earliest time after `time` on a local day.
    /// - Parameter midnight: the local day's begin, as if it were UTC.
    private func first(on midnight: Int64, after time: Int64, utcOffset: (Int64) -> Int) -> Int64? {
        // A day in which the clocks change has two offsets, the other days have one.
        let offsets = Set([utcOffset(midnight - Self.day), utcOffset(midnight + 2 * Self.day)]).map(Int64.init)
        var earliest: Int64?
        for hour in 0..<24 where hours.contains(hour) {
            let end = midnight + Int64(hour + 1) * 3_600
            guard offsets.contains(where: { end - $0 > time }) else { continue }
            for minute in 0..<60 where minutes.contains(minute) {
                for second in 0..<60 where seconds.contains(second) {
                    let local = midnight + Int64(hour * 3_600 + minute * 60 + second)
                    let times = offsets.map { local - $0 }.filter { $0 > time && $0 + Int64(utcOffset($0)) == local }
                    earliest = (times + (earliest.map { [$0] } ?? [])).min()
                    if let earliest, offsets.allSatisfy({ local - $0 > earliest }) { return earliest }
                }
            }
        }
        return earliest
    }
}
