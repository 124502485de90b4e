/// What a number is written with: its digits, the words and the marks around it.
enum NumberToken: Hashable {
    case number(NumberLiteral)
    case word(String)
    case mark(Unicode.Scalar)

    /// Stands for a sign that touches the number behind it: `-5`, and not the dash of `- 5` or `3-5`.
    static let minus = NumberToken.mark("\u{2212}")

    /// Stands for a dash that opens the text and keeps its distance from the number: a bullet, or a sign.
    static let bullet = NumberToken.mark("\u{2043}")

    /// Stands for digits whose marks make no number: `12.3.20`.
    static let illegible = NumberToken.mark("?")

    var word: String? { if case .word(let word) = self { word } else { nil } }

    /// The words of `text` as keys (see `Normaliser.key`), its numbers and its marks, without the spaces.
    ///
    /// A digit that belongs to a unit is none of its own: `m3` is one word.
    static func tokens(of text: String) -> [NumberToken] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [NumberToken] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.isASCIIDigit {
                if let literal = NumberLiteral(scalars, at: index) {
                    tokens.append(.number(literal))
                    index += literal.length
                } else {
                    index += scalars[index...].prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }.count
                    tokens.append(.illegible)
                }
            } else if isLetter(scalar) {
                let run = scalars[index...].prefix(while: isLetter)
                var words = Normaliser.key(String(run)).split(separator: " ").map(String.init)
                index += run.count
                let power = scalars[index...].prefix { $0.isASCIIDigit }
                if let unit = words.last, NumberUnits.measures.contains(unit), power == ["2"] || power == ["3"] {
                    words[words.count - 1] = unit + String(power)
                    index += 1
                }
                tokens += words.map { .word($0) }
            } else {
                let isOpen = index == 0 || scalars[index - 1].isBlank
                if scalar == "-" {
                    tokens.append(dash(scalars, at: index))
                } else if isOpen, scalar == "." || scalar == ",", scalars[(index + 1)...].first?.isASCIIDigit == true {
                    // `.5`
                    tokens.append(.illegible)
                } else if !scalar.isBlank {
                    tokens.append(.mark(scalar))
                }
                index += 1
            }
        }
        return tokens
    }

    private static func dash(_ scalars: [Unicode.Scalar], at index: Int) -> NumberToken {
        let next = scalars[(index + 1)...].first
        let before = index > 0 ? scalars[index - 1] : nil
        if next?.isASCIIDigit == true, before.map({ $0.isBlank || ["(", ":", "=", "/"].contains($0) }) ?? true {
            return minus
        }
        if before == nil, next?.isBlank == true { return bullet }
        return .mark("-")
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered
    }
}
