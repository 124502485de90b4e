/// When to poll, as a calendar event of systemd.time(7): `Mon..Fri *-*-* 08..18:00/15`.
///
/// `[weekdays] [date] [time] [zone]`, each of which may be left out, or a word such as `hourly`. Times are whole seconds;
/// `@` and fractions are not taken.
package struct CalendarExpression: Hashable, Sendable {
    /// Why a text is no calendar expression.
    package struct SyntaxError: Error, Hashable {
        /// The word that is wrong.
        package var word: String
    }

    /// 0 is Monday; never empty.
    var weekdays: Set<Int> = Set(0...6)
    var years = CalendarField.any
    var months = CalendarField.any
    var days = CalendarField.any
    /// Whether days are counted from the end of the month (`*-02~01`).
    var countsDaysFromEnd = false
    var hours = CalendarField.only(0)
    var minutes = CalendarField.only(0)
    var seconds = CalendarField.only(0)
    /// `UTC`, or a name of the tz database; nil for the zone of the settings.
    package private(set) var zone: String?
    /// The expression as it was written.
    package let text: String

    package init(_ text: String) throws(SyntaxError) {
        self.text = text
        var words = text.split(separator: " ")[...]
        guard let first = words.first else { throw SyntaxError(word: text) }
        if let long = Self.shorthands[first.lowercased()] {
            words = (long.split(separator: " ") + words.dropFirst())[...]
        }
        let count = words.count
        if let word = words.first, word.first?.isLetter == true, let days = Self.weekdays(word) {
            weekdays = days
            words.removeFirst()
        }
        if let word = words.first, !word.contains(":"), word.first?.isLetter == false {
            try readDate(word)
            words.removeFirst()
        }
        if let word = words.first, word.contains(":") {
            try readTime(word)
            words.removeFirst()
        }
        if let word = words.first, words.count == 1, count > 1, word.first?.isLetter == true {
            zone = String(word)
            words.removeFirst()
        }
        if let word = words.first { throw SyntaxError(word: String(word)) }
    }

    private static let shorthands = [
        "minutely": "*-*-* *:*:00", "hourly": "*-*-* *:00:00", "daily": "*-*-* 00:00:00",
        "monthly": "*-*-01 00:00:00", "weekly": "Mon *-*-* 00:00:00", "yearly": "*-01-01 00:00:00",
        "annually": "*-01-01 00:00:00", "quarterly": "*-01,04,07,10-01 00:00:00",
        "semiannually": "*-01,07-01 00:00:00",
    ]

    private static let dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// `Mon`, `Mon..Fri`, `Sat,Sun`; nil for a word that names no weekdays.
    private static func weekdays(_ word: Substring) -> Set<Int>? {
        func day(_ name: some StringProtocol) -> Int? {
            let name = name.lowercased()
            return dayNames.firstIndex { $0 == name || $0.prefix(3) == name }
        }
        var days: Set<Int> = []
        for piece in word.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: piece.contains("..") ? ".." : "-", omittingEmptySubsequences: false)
            guard let first = day(ends[0]), ends.count <= 2, let last = day(ends[ends.count - 1]), first <= last else {
                return nil
            }
            days.formUnion(first...last)
        }
        return days
    }

    /// `*-*-*`, `12-25`, `2026-01..03-01,15`, `*-02~03`.
    private mutating func readDate(_ word: Substring) throws(SyntaxError) {
        let failure = SyntaxError(word: String(word))
        let tail = word.split(separator: "~", omittingEmptySubsequences: false)
        var pieces = tail[0].split(separator: "-", omittingEmptySubsequences: false)
        if tail.count == 2 {
            pieces.append(tail[1])
            countsDaysFromEnd = true
        }
        guard tail.count <= 2, pieces.count == 2 || pieces.count == 3,
            let months = CalendarField(pieces[pieces.count - 2], within: 1...12),
            let days = CalendarField(pieces[pieces.count - 1], within: countsDaysFromEnd ? 1...28 : 1...31)
        else { throw failure }
        self.months = months
        self.days = days
        guard pieces.count == 3 else { return }
        guard let years = CalendarField(pieces[0], within: Self.years) else { throw failure }
        self.years = years
    }

    /// The years that an expression can name.
    static let years = 1970...2199

    /// `08:30`, `*:0/15`, `00:00:30`.
    private mutating func readTime(_ word: Substring) throws(SyntaxError) {
        let pieces = word.split(separator: ":", omittingEmptySubsequences: false)
        guard pieces.count == 2 || pieces.count == 3, let hours = CalendarField(pieces[0], within: 0...23),
            let minutes = CalendarField(pieces[1], within: 0...59)
        else { throw SyntaxError(word: String(word)) }
        self.hours = hours
        self.minutes = minutes
        guard pieces.count == 3 else { return }
        guard let seconds = CalendarField(pieces[2], within: 0...59) else { throw SyntaxError(word: String(word)) }
        self.seconds = seconds
    }
}

/// One component of a calendar expression: `*`, or numbers, ranges and repetitions: `1,4..6,0/15`.
struct CalendarField: Hashable, Sendable {
    private struct Piece: Hashable {
        var first: Int
        /// Nil for a repetition without an end.
        var last: Int?
        var step: Int
    }

    /// Empty where anything matches.
    private var pieces: [Piece] = []

    static let any = CalendarField(pieces: [])
    static func only(_ number: Int) -> Self { Self(pieces: [Piece(first: number, last: number, step: 1)]) }

    private init(pieces: [Piece]) { self.pieces = pieces }

    init?(_ text: Substring, within bounds: ClosedRange<Int>) {
        if text == "*" { return }
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let repetition = word.split(separator: "/", omittingEmptySubsequences: false)
            let ends = repetition[0].split(separator: "..", omittingEmptySubsequences: false)
            guard repetition.count <= 2, ends.count <= 2, let first = Self.number(ends[0], within: bounds),
                let last = Self.number(ends[ends.count - 1], within: bounds), first <= last
            else { return nil }
            guard repetition.count == 2 else {
                pieces.append(Piece(first: first, last: last, step: 1))
                continue
            }
            guard let step = Self.number(repetition[1], within: 1...bounds.upperBound) else { return nil }
            pieces.append(Piece(first: first, last: ends.count == 2 ? last : nil, step: step))
        }
    }

    private static func number(_ text: Substring, within bounds: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), bounds.contains(number)
        else { return nil }
        return number
    }

    /// Whether `number` is meant.
    /// - Parameter end: for days that count from the end, the length of the month; else nil.
    func contains(_ number: Int, countingFrom end: Int? = nil) -> Bool {
        pieces.isEmpty
            || pieces.contains { piece in
                var first = piece.first
                var last = piece.last ?? .max
                if let end {
                    // The third to the first from the end (`~1..3`) are a range that runs upwards.
                    first = end + 1 - (piece.last ?? piece.first)
                    last = piece.last == nil ? end : end + 1 - piece.first
                }
                return number >= first && number <= last && (number - first) % piece.step == 0
            }
    }
}
