/// Reads dates as Moroccans write them; the value is ISO 8601 and as precise as what was written.
///
/// `12/03/2020`, `2020-03-12`, `فاتح يوليوز 2020`, `1er avril 2020`, `Rabat, le 12 mars 2020`, `مارس 2020`, `2020`.
/// The day stands before the month. A date that no calendar has (`30/02/2020`) is none, and neither is one of the Hijri
/// calendar alone. A year of two digits is of this century up to 40, of the last one from 50 on.
enum DateParser {
    private enum Token: Hashable {
        case number(Int, digits: Int)
        case word(String)
        case mark(Unicode.Scalar)

        var word: String? { if case .word(let word) = self { word } else { nil } }
    }

    static func parse(_ text: String) -> ParsedValue {
        if Absence.isUnknown(text) || Absence.isNone(text) { return .notAvailable }
        let tokens = tokens(of: Normaliser.clean(text))
        var dates: [String] = []
        var isImpossible = false
        var isHedged = false
        var index = 0
        while index < tokens.count {
            if let length = hijri(tokens[index...]) ?? unclearYear(tokens[index...]) {
                index += length
                continue
            }
            if let (found, length) = days(tokens[index...]) {
                dates += found.filter { !dates.contains($0) }
                index += length
                continue
            }
            if let match = match(tokens[index...]) {
                guard let date = match.date else {
                    isImpossible = true
                    index += match.length
                    continue
                }
                // `12 مارس 2020 الموافق 17 رجب 1441`: the other calendar's date repeats the first.
                if !dates.contains(date) { dates.append(date) }
                index += match.length
                continue
            }
            if case .word(let word) = tokens[index] {
                if repeats.contains(word), !dates.isEmpty { break }
                isHedged = isHedged || hedges.contains(word)
            }
            index += 1
        }
        if isImpossible { return .unreadable(.impossible) }
        switch dates.count {
        case 0: return .unreadable(.unrecognised)
        case 1: return .value(.string(dates[0]), precision: isHedged ? .approximate : .exact, otherText: nil)
        default: return .several(dates.map { .string($0) })
        }
    }

    private static func tokens(of text: String) -> [Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let rest = scalars[index...]
            if scalar.isASCIIDigit {
                let run = rest.prefix { $0.isASCIIDigit }
                tokens.append(.number(run.count > 8 ? 0 : Int(String(run)) ?? 0, digits: run.count))
                index += run.count
            } else if isLetter(scalar) {
                let run = rest.prefix(while: isLetter)
                for word in Normaliser.key(String(run)).split(separator: " ") { tokens.append(.word(String(word))) }
                index += run.count
            } else {
                if !scalar.isBlank { tokens.append(.mark(scalar)) }
                index += 1
            }
        }
        return tokens
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
    }

    /// The date that `tokens` begin with and how many tokens it takes; a nil date is an impossible one.
    private static func match(_ tokens: ArraySlice<Token>) -> (date: String?, length: Int)? {
        let tokens = Array(tokens.prefix(9))
        func number(_ index: Int) -> (value: Int, digits: Int)? {
            guard index < tokens.count, case .number(let value, let digits) = tokens[index] else { return nil }
            return (value, digits)
        }
        func word(_ index: Int) -> String? {
            guard index < tokens.count, case .word(let word) = tokens[index] else { return nil }
            return word
        }
        func isSeparator(_ index: Int) -> Bool {
            guard index < tokens.count, case .mark(let mark) = tokens[index] else { return false }
            return ["/", "-", ".", "\\"].contains(mark)
        }
        func year(_ index: Int) -> Int? {
            guard let (value, digits) = number(index) else { return nil }
            if digits == 4, (1900...2100).contains(value) { return value }
            guard digits == 2 else { return nil }
            switch value {
            case ...40: return 2000 + value
            case 50...: return 1900 + value
            default: return nil
            }
        }
        func fullYear(_ index: Int) -> Int? { number(index)?.digits == 4 ? year(index) : nil }

        if let first = number(0), isSeparator(1), let second = number(2) {
            // 2020-03-12, 2020-03, and 2020/2021, which is two of them
            if let year = fullYear(0), fullYear(2) != nil { return (String(year), 2) }
            if let year = fullYear(0), second.digits <= 2 {
                if isSeparator(3), let day = number(4), day.digits <= 2 {
                    return (date(year, second.value, day.value), 5)
                }
                return (date(year, second.value), 3)
            }
            // 12/03/2020, 12.3.20
            if first.digits <= 2, second.digits <= 2, isSeparator(3), let year = year(4) {
                return (date(year, second.value, first.value), 5)
            }
            // 03/2020
            if first.digits <= 2, let year = fullYear(2) { return (date(year, first.value), 3) }
        }
        // 12 mars 2020, 1er avril 2020, فاتح يوليوز 2020
        var day: Int?
        var next = 0
        if let first = number(0), first.digits <= 2 {
            day = first.value
            next = word(1).map(ordinals.contains) == true ? 2 : 1
        } else if let first = word(0), firsts.contains(first) {
            day = 1
            next = 1
        }
        while isSeparator(next) || word(next).map(connectors.contains) == true { next += 1 }
        if let name = word(next), let month = MonthNames.month(name) {
            var last = next + 1
            while last < tokens.count, isSeparator(last) || word(last).map(connectors.contains) == true { last += 1 }
            guard let year = day == nil ? fullYear(last) : year(last) else { return nil }
            return (day.map { date(year, month, $0) } ?? date(year, month), last + 1)
        }
        if let year = fullYear(0), !isSeparator(1) || number(2) == nil { return (String(year), 1) }
        return nil
    }

    /// Two days of one month, `du 2 au 5 mars 2020`, `2 et 3 مارس`, and the tokens they take.
    private static func days(_ tokens: ArraySlice<Token>) -> (dates: [String], length: Int)? {
        guard case .number(let day, ...2)? = tokens.first, (1...31).contains(day), tokens.count > 4 else { return nil }
        switch tokens[tokens.startIndex + 1] {
        case .word(let word) where spans.contains(word): break
        case .mark("-"), .mark("/"): break
        default: return nil
        }
        let rest = tokens.dropFirst(2)
        // Only where a month's name follows the second day: the rest of `12/03/2020` is none.
        guard rest.count > 2,
            let name = rest.dropFirst().prefix(2).compactMap(\.word).compactMap(MonthNames.month).first,
            name > 0, let match = match(rest), let last = match.date, last.utf8.count == 10
        else { return nil }
        let first = String(last.prefix(8)) + (day < 10 ? "0\(day)" : "\(day)")
        return ([first, last], match.length + 2)
    }

    /// How many tokens a date in digits takes that is of the Hijri calendar: `17/07/1441`, `1441-07-17`.
    private static func hijri(_ tokens: ArraySlice<Token>) -> Int? {
        let tokens = Array(tokens.prefix(5))
        let numbers = [0, 2, 4].compactMap { index -> (value: Int, digits: Int)? in
            guard index < tokens.count, case .number(let value, let digits) = tokens[index] else { return nil }
            return (value, digits)
        }
        let isYear = { (number: (value: Int, digits: Int)) in
            number.digits == 4 && HijriYear.range.contains(number.value)
        }
        let hasSeparators = [1, 3].allSatisfy { index in
            guard index < tokens.count, case .mark(let mark) = tokens[index] else { return false }
            return ["/", "-", ".", "\\"].contains(mark)
        }
        guard numbers.count == 3, hasSeparators, isYear(numbers[0]) || isYear(numbers[2]) else { return nil }
        return 5
    }

    /// How many tokens a date takes whose year of two digits may be of either century: `12/03/45`.
    private static func unclearYear(_ tokens: ArraySlice<Token>) -> Int? {
        let tokens = Array(tokens.prefix(5))
        guard tokens.count == 5, case .number(_, ...2) = tokens[0], case .number(_, ...2) = tokens[2],
            case .number(41...49, 2) = tokens[4], case .mark = tokens[1], case .mark = tokens[3]
        else { return nil }
        return 5
    }

    /// ISO 8601, or nil where the calendar has no such month or day.
    private static func date(_ year: Int, _ month: Int, _ day: Int? = nil) -> String? {
        guard (1...12).contains(month) else { return nil }
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        guard let day else { return "\(year)-\(padded(month))" }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return nil }
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    private static func keys(_ words: [String]) -> Set<String> { Set(words.map { Normaliser.key($0) }) }

    private static let ordinals = keys(["er", "ère", "ème"])
    private static let firsts = keys(["فاتح", "premier"])
    private static let connectors = keys(["de", "du", "mois", "من", "شهر", "سنة", "عام", "لسنة", "لعام"])
    private static let spans = keys(["et", "au", "à", "ou", "و", "أو", "إلى"])
    private static let repeats = keys(["الموافق", "موافق", "correspondant"])
    /// Words that make a date less than it says: `fin 2021`, `قبل متم 2021`.
    private static let hedges = keys([
        "نهاية", "متم", "بداية", "مطلع", "منتصف", "قبل", "بعد", "خلال", "أواخر", "أوائل", "fin", "début", "mi", "avant",
        "après",
        "courant", "trimestre", "semestre", "الفصل", "الأسدس", "الدورة", "دورة", "حوالي", "environ", "vers", "ربع",
        "نصف",
    ])
}
