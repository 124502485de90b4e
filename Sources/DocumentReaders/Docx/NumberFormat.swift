/// How a list number is written (`w:numFmt`, ECMA-376 part 1, 17.18.59).
enum NumberFormat: String {
    case decimal, decimalZero, lowerLetter, upperLetter, lowerRoman, upperRoman
    case arabicAlpha, arabicAbjad, hindiNumbers, bullet, none

    /// The number as written; formats that we do not write fall back to decimal digits.
    func text(_ number: Int) -> String {
        switch self {
        case .decimal: return String(number)
        case .decimalZero: return number < 10 ? "0\(number)" : String(number)
        case .lowerLetter: return Self.letters(number, Array("abcdefghijklmnopqrstuvwxyz"))
        case .upperLetter: return Self.letters(number, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        case .lowerRoman: return Self.roman(number).lowercased()
        case .upperRoman: return Self.roman(number)
        case .arabicAlpha: return Self.letters(number, Array("أبتثجحخدذرزسشصضطظعغفقكلمنهوي"))
        case .arabicAbjad: return Self.letters(number, Array("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"))
        case .hindiNumbers:
            let digits = String(number).unicodeScalars.map { scalar in
                Unicode.Scalar(scalar.value + 0x0660 - 0x30) ?? scalar
            }
            return String(String.UnicodeScalarView(digits))
        case .bullet, .none: return ""
        }
    }

    /// a … z, aa, bb, …: the letter repeated, as Word counts.
    private static func letters(_ number: Int, _ alphabet: [Character]) -> String {
        guard number > 0, number <= alphabet.count * 20 else { return String(number) }
        let letter = alphabet[(number - 1) % alphabet.count]
        return String(repeating: letter, count: (number - 1) / alphabet.count + 1)
    }

    private static func roman(_ number: Int) -> String {
        guard (1...3_999).contains(number) else { return String(number) }
        let steps = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var (rest, text) = (number, "")
        for (value, letters) in steps {
            while rest >= value {
                text += letters
                rest -= value
            }
        }
        return text
    }
}
