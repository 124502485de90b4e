/// Reads telephone numbers as E.164 (ITU-T E.164: `+`, country code, number; at most 15 digits).
///
/// Moroccan numbers have nine digits behind `0` or `+212`, the first of them 5 to 8: `0661234567`,
/// `+212 (0)6 61 23 45 67`, `00212537123456`.
enum PhoneParser {
    static func parse(_ text: String) -> ParsedValue {
        if Absence.isUnknown(text) || Absence.isNone(text) { return .notAvailable }
        let scalars = Array(Normaliser.clean(text).unicodeScalars)
        if let number = number(in: scalars[...]) { return .exact(.string(number)) }
        // Two numbers side by side, or a number among words.
        var numbers: [String] = []
        for piece in scalars.split(whereSeparator: { !isPart($0) || $0 == "/" }) {
            guard let number = number(in: piece), !numbers.contains(number) else { continue }
            numbers.append(number)
        }
        switch numbers.count {
        case 0: return .unreadable(.unrecognised)
        case 1: return .exact(.string(numbers[0]))
        default: return .several(numbers.map { .string($0) })
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIDigit || scalar.isBlank || ["+", "-", ".", "(", ")", "/"].contains(scalar)
    }

    /// The number that `scalars` are as a whole.
    private static func number(in scalars: ArraySlice<Unicode.Scalar>) -> String? {
        guard scalars.allSatisfy(isPart) else { return nil }
        var digits = String(scalars.filter { $0.isASCIIDigit })
        let isInternational = scalars.first { $0.isASCIIDigit || $0 == "+" } == "+"
        if isInternational || digits.hasPrefix("00") {
            if !isInternational { digits.removeFirst(2) }
            guard digits.hasPrefix("212") else {
                return (8...15).contains(digits.utf8.count) && !digits.hasPrefix("0") ? "+" + digits : nil
            }
            digits.removeFirst(3)
        } else if digits.hasPrefix("212"), digits.utf8.count >= 12 {
            digits.removeFirst(3)
        }
        if digits.hasPrefix("0") { digits.removeFirst() }
        guard digits.utf8.count == 9, let first = digits.utf8.first,
            (UInt8(ascii: "5")...UInt8(ascii: "8")).contains(first)
        else { return nil }
        return "+212" + digits
    }
}
