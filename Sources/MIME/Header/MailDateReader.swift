import Mail

/// Reads a date as composers write it (RFC 5322 §3.3, §4.3; also asctime and RFC 3339).
///
/// The order of the words hardly matters: a word with colons is the time, a name is the month, four digits are the year. What
/// is no date gives nil; no number, however long, does harm.
enum MailDateReader {
    static func date(_ value: ArraySlice<UInt8>) -> MailDate? {
        let words = self.words(of: value)
        if let date = internetDate(words) { return date }
        var fields = Fields()
        for word in words.prefix(24) { fields.take(word) }
        return fields.date
    }

    /// The words of a value without comments and commas, in lower case.
    private static func words(of value: ArraySlice<UInt8>) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        var depth = 0
        for byte in value.prefix(512) {
            if byte == Octet.openParenthesis { depth += 1 }
            let isSeparator =
                depth > 0 || byte.isBlank || byte.isLineBreak || byte == Octet.comma || byte == Octet.quote
            if byte == Octet.closeParenthesis, depth > 0 { depth -= 1 }
            if !isSeparator {
                word.append(byte.lowercased)
            } else if !word.isEmpty {
                words.append(word)
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// `2020-03-12T09:30:00+01:00`, also with a blank for the T and with fractions.
    private static func internetDate(_ words: [[UInt8]]) -> MailDate? {
        guard let first = words.first, first.count >= 10, first[4] == Octet.hyphen, first[7] == Octet.hyphen,
            let year = number(first[0..<4]), let month = number(first[5..<7]), let day = number(first[8..<10])
        else { return nil }
        var fields = Fields(day: day, month: month, year: year)
        var rest = Array(first[10...])
        if rest.first == UInt8(ascii: "t") { rest.removeFirst() }
        for word in [rest] + words.dropFirst().prefix(3) {
            let zone = word.firstIndex { $0 == 0x2B || $0 == Octet.hyphen || $0 == UInt8(ascii: "z") } ?? word.count
            if zone > 0 { fields.take(Array(word[..<zone])) }
            if zone < word.count { fields.take(Array(word[zone...])) }
        }
        return fields.date
    }

    /// A number of at most nine digits.
    fileprivate static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        var value = 0
        for digit in digits {
            guard digit.isDigit else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    private struct Fields {
        var day: Int?
        var month: Int?
        var year: Int?
        var seconds: Int?
        var offset: Int?
        private var hasBadTime = false

        init(day: Int? = nil, month: Int? = nil, year: Int? = nil) {
            self.day = day
            self.month = month
            self.year = year
        }

        mutating func take(_ word: [UInt8]) {
            if word.contains(Octet.colon), word.first?.isDigit == true {
                takeTime(word)
            } else if let first = word.first, first == 0x2B || first == Octet.hyphen {
                offset = offset ?? Self.offset(word)
            } else if let number = MailDateReader.number(word) {
                takeNumber(number, digits: word.count)
            } else if word.contains(Octet.hyphen), word.first?.isDigit == true {
                // `12-Mar-2020`
                for piece in word.split(separator: Octet.hyphen).prefix(3) { take(Array(piece)) }
            } else if month == nil, word.count >= 3,
                let index = Self.months.firstIndex(of: String(decoding: word.prefix(3), as: UTF8.self))
            {
                month = index + 1
            } else if word == Array("pm".utf8), let time = seconds, time < 12 * 3_600 {
                seconds = time + 12 * 3_600
            } else if word == Array("am".utf8), let time = seconds, time >= 12 * 3_600 {
                seconds = time - 12 * 3_600
            } else if offset == nil {
                offset = Self.zones[String(decoding: word, as: UTF8.self)]
            }
        }

        /// `9:30`, `09:30:00`, `09:30:00.5`, `09:30:00+0100`.
        private mutating func takeTime(_ word: [UInt8]) {
            guard seconds == nil else { return }
            let zone = word.firstIndex { $0 == 0x2B || $0 == Octet.hyphen } ?? word.count
            let pieces = word[..<zone].split(separator: Octet.colon, omittingEmptySubsequences: false)
            guard (2...3).contains(pieces.count), let hour = MailDateReader.number(pieces[0]),
                let minute = MailDateReader.number(pieces[1].prefix { $0.isDigit }), hour < 25, minute < 60
            else {
                hasBadTime = true
                return
            }
            let second = pieces.count == 3 ? MailDateReader.number(pieces[2].prefix { $0.isDigit }) ?? 0 : 0
            seconds = (hour * 60 + minute) * 60 + Swift.min(second, 60)
            if zone < word.count { offset = offset ?? Self.offset(Array(word[zone...])) }
        }

        private mutating func takeNumber(_ number: Int, digits: Int) {
            if day == nil, digits <= 2, (1...31).contains(number) {
                day = number
            } else if year == nil, digits <= 4 {
                // Two digits: 00–49 are 2000–2049; three: add 1900 (RFC 5322 §4.3).
                switch digits {
                case 4: year = number
                case 3: year = number + 1900
                default: year = number < 50 ? number + 2000 : number + 1900
                }
            }
        }

        private static func offset(_ word: [UInt8]) -> Int? {
            let digits = word.dropFirst().filter { $0 != Octet.colon }.prefix { $0.isDigit }
            guard digits.count == 4 || digits.count == 2, let value = MailDateReader.number(digits) else { return nil }
            let minutes = digits.count == 4 ? value / 100 * 60 + value % 100 : value * 60
            guard minutes < 24 * 60 else { return nil }
            return word.first == Octet.hyphen ? -minutes : minutes
        }

        var date: MailDate? {
            guard !hasBadTime, let day, let month, let year, (1...12).contains(month), (1...31).contains(day),
                (1900...9999).contains(year)
            else { return nil }
            return MailDate(
                year: year, month: month, day: day, secondOfDay: seconds ?? 0, offsetMinutes: offset ?? 0)
        }

        private static let months = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        private static let zones: [String: Int] = [
            "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
            "mdt": -360, "pst": -480, "pdt": -420, "wet": 0, "cet": 60, "cest": 120,
        ]
    }
}
