/// Reads numbers, percentages and amounts of money.
///
/// `12.500.000,00 درهم`, `١٢٫٥ مليون`, `2 450 KDH`, `ثلاثون مليون درهم`, `٪٩٢`, `38 موظف منهم 3 مهندسين`.
struct NumberParser {
    var range: ClosedRange<Double>?
    var isAmount: Bool
    var unit: String?

    private enum Token: Hashable {
        case number(NumberLiteral)
        case word(String)
        case mark(Unicode.Scalar)
    }

    /// A number with its multiplier, and where it stands among the tokens.
    private struct Term {
        var value: Double
        var decimal: Double?
        var factor: Double
        var start: Int
        var end: Int
    }

    func parse(_ text: String) -> ParsedValue {
        if Absence.isUnknown(text) { return .notAvailable }
        if Absence.isNone(text) { return .several([.number(0)]) }
        let tokens = tokens(of: Normaliser.clean(text))
        let words = Set(tokens.compactMap { if case .word(let word) = $0 { word } else { nil } })
        guard !words.contains(where: Self.otherCurrencies.contains), !tokens.contains(.mark("€")),
            !tokens.contains(.mark("$"))
        else { return .unreadable(.unrecognised) }
        let scale = words.contains(where: Self.centimes.contains) && isAmount ? 0.01 : 1
        var terms = dated(terms(in: tokens), in: tokens)
        if unit == "%", terms.count == 2, terms[1].value == 100 { terms.removeLast() }
        guard !terms.isEmpty else { return inWords(tokens, precision: precision(of: tokens), scale: scale) }
        return combined(terms, in: tokens, scale: scale)
    }

    // MARK: Tokens

    private func tokens(of text: String) -> [Token] {
        let scalars = Array(text.unicodeScalars)
        var tokens: [Token] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar.isASCIIDigit {
                if let literal = NumberLiteral(scalars, at: index) {
                    tokens.append(.number(literal))
                    index += literal.length
                } else {
                    index += scalars[index...].prefix { $0.isASCIIDigit || $0 == "." || $0 == "," }.count
                    tokens.append(.mark("?"))
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass != .notReordered {
                let run = scalars[index...].prefix {
                    $0.properties.isAlphabetic || $0.properties.canonicalCombiningClass != .notReordered
                }
                for word in Normaliser.key(String(run)).split(separator: " ") { tokens.append(.word(String(word))) }
                index += run.count
            } else {
                if !scalar.isBlank { tokens.append(.mark(scalar)) }
                index += 1
            }
        }
        return tokens
    }

    private func terms(in tokens: [Token]) -> [Term] {
        var terms: [Term] = []
        for (index, token) in tokens.enumerated() {
            guard case .number(let literal) = token else { continue }
            var term = Term(value: literal.value, decimal: literal.decimal, factor: 1, start: index, end: index)
            if index + 1 < tokens.count, case .word(let word) = tokens[index + 1],
                case .multiplier(let factor) = NumberWords.meaning(of: word)
            {
                term.factor = factor
                term.end = index + 1
            }
            terms.append(term)
        }
        return terms
    }

    /// `terms` without the years that only say when: `38 (2019)`, `سنة 2019: 38`.
    private func dated(_ terms: [Term], in tokens: [Token]) -> [Term] {
        guard terms.count > 1 else { return terms }
        let rest = terms.filter { term in
            guard term.factor == 1, (1990...2040).contains(term.value), term.value == term.value.rounded(),
                term.start > 0
            else { return true }
            switch tokens[term.start - 1] {
            case .word(let word): return !Self.yearWords.contains(word)
            case .mark(let mark): return mark != "("
            case .number: return true
            }
        }
        return rest.isEmpty ? terms : rest
    }

    // MARK: Values

    private func combined(_ terms: [Term], in tokens: [Token], scale: Double) -> ParsedValue {
        let precision = precision(of: tokens)
        if terms.count == 1 { return checked(terms[0], precision: precision, scale: scale) }
        let between = Array(tokens[(terms[0].end + 1)..<terms[1].start])
        // 12 millions 500 mille; 12 مليون و 500 ألف
        let descends = zip(terms, terms.dropFirst()).allSatisfy {
            $0.factor > $1.factor && $0.factor > $1.value * $1.factor
        }
        if terms[0].factor > 1, descends, between.allSatisfy({ Self.joins.contains($0) }) {
            let sum = terms.reduce(0) { $0 + $1.value * $1.factor }
            return checked(Term(value: sum, factor: 1, start: 0, end: 0), precision: precision, scale: scale)
        }
        // 38 موظف منهم 3 مهندسين; 38 agents (dont 3 ingénieurs)
        if between.contains(where: { if case .word(let word) = $0 { Self.ofWhich.contains(word) } else { false } }) {
            return checked(terms[0], precision: precision, scale: scale)
        }
        return .several(
            terms.map { term in
                let factor = term.factor == 1 ? terms[terms.count - 1].factor : term.factor
                return .number(rounded(term.value * factor * scale))
            })
    }

    /// A number in words alone.
    private func inWords(_ tokens: [Token], precision: ParsedValue.Precision, scale: Double) -> ParsedValue {
        let words = tokens.compactMap { token in
            if case .word(let word) = token { word } else { nil }
        }
        guard let start = words.firstIndex(where: { NumberWords.meaning(of: $0) != nil }) else {
            return .unreadable(.unrecognised)
        }
        let run = words[start...].prefix { NumberWords.meaning(of: $0) != nil || ["et", "و"].contains($0) }
        let others = words.filter { !run.contains($0) && !Self.unitWords.contains($0) && !Self.isHedge($0) }
        // An article is no number: `une partie`.
        guard others.count <= 2, !(run.count == 1 && ["un", "une", "m", "k", "md"].contains(run.first)),
            let number = NumberWords.value(of: run)
        else { return .unreadable(.unrecognised) }
        return checked(Term(value: number, factor: 1, start: 0, end: 0), precision: precision, scale: scale)
    }

    private func checked(_ term: Term, precision: ParsedValue.Precision, scale: Double) -> ParsedValue {
        let value = rounded(term.value * term.factor * scale)
        let decimal = term.decimal.map { rounded($0 * term.factor * scale) }
        // `1.250 MDH` may be a million and a quarter or more than a thousand millions.
        if let decimal, term.factor > 1 { return .several([.number(decimal), .number(value)]) }
        guard let range else { return .value(.number(value), precision: precision, otherText: nil) }
        if range.contains(value) { return .value(.number(value), precision: precision, otherText: nil) }
        if let decimal, range.contains(decimal) {
            return .value(.number(decimal), precision: precision, otherText: nil)
        }
        return .unreadable(.outOfRange)
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private func precision(of tokens: [Token]) -> ParsedValue.Precision {
        var precision = ParsedValue.Precision.exact
        for token in tokens {
            switch token {
            case .word(let word):
                if Self.bounds.contains(word) { return .bound }
                if Self.approximations.contains(word) { precision = .approximate }
            case .mark(let mark):
                if mark == "<" || mark == ">" || mark == "≥" || mark == "≤" { return .bound }
                if mark == "~" || mark == "≈" || mark == "±" { precision = .approximate }
            case .number: break
            }
        }
        return precision
    }

    private static func isHedge(_ word: String) -> Bool { bounds.contains(word) || approximations.contains(word) }

    private static func keys(_ words: [String]) -> Set<String> { Set(words.map { Normaliser.key($0) }) }

    private static let approximations = keys([
        "حوالي", "تقريبا", "تقريبي", "نحو", "يقارب", "قرابة", "زهاء", "environ", "env", "approximativement", "près",
        "presque", "approx", "autour",
    ])
    private static let bounds = keys(["أكثر", "أقل", "يفوق", "تفوق", "يتجاوز", "plus", "moins", "minimum", "maximum"])
    private static let otherCurrencies = keys([
        "euro", "euros", "eur", "أورو", "يورو", "دولار", "dollar", "dollars", "usd",
    ])
    private static let centimes = keys(["سنتيم", "سنتيما", "centime", "centimes"])
    private static let yearWords = keys(["سنة", "برسم", "en", "année", "fin", "في", "exercice", "لسنة"])
    private static let ofWhich = keys(["منهم", "منها", "بينهم", "بينها", "dont", "parmi"])
    private static let unitWords = keys([
        "درهم", "دراهم", "درهما", "dh", "dhs", "mad", "dirham", "dirhams", "de", "في", "المائة", "بالمائة", "pour",
        "agents",
        "موظف", "موظفا", "موظفين", "موظفون", "fonctionnaires",
    ])
    private static let joins: Set<Token> = [.word("و"), .word("et"), .mark(","), .word(Normaliser.key("درهم"))]
}
