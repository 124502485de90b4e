import Mail

extension MailDate {
    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    /// Reads `17-Jul-1996 02:44:25 -0700`, the day also with a space before it (RFC 9051 §9 `date-time`).
    init?(internalDate bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard words.count == 3 else { return nil }
        let date = words[0].split(separator: "-")
        let clock = words[1].split(separator: ":").map { Int($0) ?? -1 }
        guard date.count == 3, let day = Int(date[0]), (1...31).contains(day), let year = Int(date[2]),
            (1...9999).contains(year), let month = Self.months.firstIndex(of: date[1].uppercased()),
            clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0..<61).contains(clock[2]),
            words[2].utf8.count == 5, let zone = Int(words[2]), abs(zone) % 100 < 60, abs(zone) < 2400
        else { return nil }
        self.init(
            year: year, month: month + 1, day: day, secondOfDay: clock[0] * 3600 + clock[1] * 60 + clock[2],
            offsetMinutes: zone / 100 * 60 + zone % 100)
    }

    /// The day for `UID SEARCH SINCE`: `1-Mar-2020` (RFC 9051 §9 `date`), in the offset of this date.
    var searchDate: String {
        let words = description.prefix(10).split(separator: "-").map { Int($0) ?? 1 }
        let month = Self.months[words[1] - 1]
        return "\(words[2])-\(month.prefix(1) + month.dropFirst().lowercased())-\(words[0])"
    }
}
