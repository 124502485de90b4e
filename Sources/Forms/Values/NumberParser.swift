/// Reads numbers, percentages and amounts of money.
///
/// `12.500.000,00 درهم`, `١٢٫٥ مليون`, `2 450 KDH`, `ثلاثون مليون درهم`, `٪٩٢`, `38 موظف منهم 3 مهندسين`.
struct NumberParser {
    var range: ClosedRange<Double>?
    var isAmount: Bool
    var unit: String?
    /// What the question says, as it may ask for hours or days.
    var label: LocalizedText?

    /// A number with its multiplier, and where it stands among the tokens.
    struct Term {
        var value: Double
        var decimal: Double?
        var factor: Double
        var start: Int
        var end: Int
    }

    func parse(_ text: String) -> ParsedValue {
        if Absence.isUnknown(text) { return .notAvailable }
        if Absence.isNone(text) { return .several([.number(0)]) }
        let tokens = NumberToken.tokens(of: Normaliser.clean(text))
        let words = Set(tokens.compactMap(\.word))
        guard !words.contains(where: Self.otherCurrencies.contains), !tokens.contains(.mark("€")),
            !tokens.contains(.mark("$"))
        else { return .unreadable(.unrecognised) }
        let all = dated(terms(in: tokens), in: tokens)
        if isOfAnotherKind(tokens, all) { return .unreadable(.unrecognised) }
        var terms = withoutWholes(all, in: tokens)
        if unit == "%", terms.count == 2, terms[1].value == 100 { terms.removeLast() }
        guard !terms.isEmpty else { return inWords(tokens) }
        return combined(terms, in: tokens)
    }

    // MARK: Values

    private func combined(_ terms: [Term], in tokens: [NumberToken]) -> ParsedValue {
        let precision = precision(of: tokens)
        if terms.count == 1 { return single(terms[0], in: tokens, precision: precision) }
        let between = Array(tokens[(terms[0].end + 1)..<terms[1].start])
        // 12 millions 500 mille; 12 مليون و 500 ألف; 6 dirhams 50 centimes
        let descends = zip(terms, terms.dropFirst()).allSatisfy {
            $0.factor > $1.factor && $0.factor > $1.value * $1.factor
        }
        if terms[0].factor > 1 || terms[terms.count - 1].factor < 1, descends,
            between.allSatisfy({ Self.joins.contains($0) })
        {
            let sum = terms.reduce(0) { $0 + $1.value * $1.factor }
            return checked(Term(value: sum, factor: 1, start: 0, end: -1), in: tokens, precision: precision)
        }
        // 38 موظف منهم 3 مهندسين; 38 agents (dont 3 ingénieurs)
        if between.contains(where: { $0.word.map(Self.ofWhich.contains) == true }) {
            return checked(terms[0], in: tokens, precision: precision)
        }
        // The same amount told twice: `6,50 DH (650 centimes)`.
        if Set(terms.map { rounded($0.value * $0.factor) }).count == 1 {
            return checked(terms[0], in: tokens, precision: precision)
        }
        return .several(
            terms.flatMap { term in
                let factor = term.factor == 1 ? terms[terms.count - 1].factor : term.factor
                let value = rounded(term.value * factor)
                switch sign(before: term, in: tokens) {
                case .none: return [AnswerValue.number(value)]
                case .negative: return [.number(-value)]
                case .doubtful: return [.number(-value), .number(value)]
                }
            })
    }

    /// A number in digits with what words add to it: `3 et demi`, `5 آلاف وخمسمائة`, `12 (douze)`.
    private func single(_ term: Term, in tokens: [NumberToken], precision: ParsedValue.Precision) -> ParsedValue {
        let value = term.value * term.factor
        var rest = Array(tokens.dropFirst(term.end + 1))
        // `في المائة`, `pour cent`
        rest.removeAll { $0.word.map(Self.hundredths.contains) == true }
        if let index = rest.firstIndex(where: { $0.word.flatMap(NumberWords.fraction) != nil }),
            let word = rest[index].word, let part = NumberWords.fraction(of: word)
        {
            let isJoined = word.unicodeScalars.first == "و" || index > 0 && rest[index - 1] == .word("et")
            guard isJoined else { return .unreadable(.unrecognised) }
            let sum = value + part * max(term.factor, 1)
            return checked(Term(value: sum, factor: 1, start: term.start, end: -1), in: tokens, precision: precision)
        }
        let phrase = NumberPhrase(tokens.prefix(term.start) + rest)
        guard let words = phrase.values.first, phrase.count > 0 else {
            return checked(term, in: tokens, precision: precision)
        }
        if rounded(words) == rounded(value) { return checked(term, in: tokens, precision: precision) }
        if phrase.values.count == 1, words < term.factor, let first = rest.first?.word,
            first == "et" || first.unicodeScalars.first == "و"
        {
            let sum = Term(value: value + words, factor: 1, start: term.start, end: -1)
            return checked(sum, in: tokens, precision: precision)
        }
        return .several([.number(rounded(value)), .number(rounded(words))])
    }

    /// A number in words alone.
    private func inWords(_ tokens: [NumberToken]) -> ParsedValue {
        let words = tokens.compactMap(\.word)
        let phrase = NumberPhrase(tokens)
        guard let value = phrase.values.first, words.allSatisfy({ !Self.negations.contains($0) }) else {
            // A noun in the dual that is not known: two of them, perhaps.
            if words.count == 1, NumberUnits.looksDual(words[0]), range?.contains(2) ?? true {
                return .several([.number(2)])
            }
            return .unreadable(.unrecognised)
        }
        if phrase.values.count > 1 { return .several(phrase.values.map { .number(rounded($0)) }) }
        let precision = phrase.isPartial ? .partial : precision(of: tokens)
        return checked(Term(value: value, factor: 1, start: 0, end: -1), in: tokens, precision: precision)
    }

    private func checked(_ term: Term, in tokens: [NumberToken], precision: ParsedValue.Precision) -> ParsedValue {
        let value = rounded(term.value * term.factor)
        let decimal = term.decimal.map { rounded($0 * term.factor) }
        // `1.250 MDH` may be a million and a quarter or more than a thousand millions.
        if let decimal, term.factor > 1 { return .several([.number(decimal), .number(value)]) }
        switch sign(before: term, in: tokens) {
        case .none: break
        case .negative:
            guard range?.contains(-value) ?? true else { return .unreadable(.outOfRange) }
            return .value(.number(-value), precision: precision, otherText: nil)
        case .doubtful:
            let values = [-value, value].filter { range?.contains($0) ?? true }
            return values.isEmpty ? .unreadable(.outOfRange) : .several(values.map { .number($0) })
        }
        // `300 m` where kilometres are asked for.
        if unit == "km", term.end >= term.start, let word = unitWord(behind: term, in: tokens),
            Self.metres.contains(word)
        {
            return .several([.number(rounded(value / 1000)), .number(value)])
        }
        // `1.250 km`: of a measure the mark may be either.
        if let decimal, let unit, Self.measures.contains(unit),
            range.map({ $0.contains(value) && $0.contains(decimal) }) ?? true
        {
            return .several([.number(decimal), .number(value)])
        }
        guard let range else { return .value(.number(value), precision: precision, otherText: nil) }
        if range.contains(value) { return .value(.number(value), precision: precision, otherText: nil) }
        if let decimal, range.contains(decimal) {
            return .value(.number(decimal), precision: precision, otherText: nil)
        }
        return .unreadable(.outOfRange)
    }

    private enum Sign { case none, negative, doubtful }

    /// Whether a dash before the number is its sign. It is where the question allows numbers below zero; where it
    /// does not, a dash that keeps its distance is a bullet, and one that touches the number is for a person to judge.
    private func sign(before term: Term, in tokens: [NumberToken]) -> Sign {
        guard term.start > 0, tokens.indices.contains(term.start - 1) else { return .none }
        switch tokens[term.start - 1] {
        case .minus: return range.map { $0.lowerBound < 0 } == true ? .negative : .doubtful
        case .bullet: return range.map { $0.lowerBound >= 0 } == true ? .none : .doubtful
        default: return .none
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private func precision(of tokens: [NumberToken]) -> ParsedValue.Precision {
        var precision = ParsedValue.Precision.exact
        for (index, token) in tokens.enumerated() {
            switch token {
            case .word(let word):
                if Self.bounds.contains(word) { return .bound }
                if Self.approximations.contains(word) { precision = .approximate }
                // An O or an l typed for a digit: `1O`.
                if index > 0, case .number = tokens[index - 1], ["o", "oo", "l"].contains(word) { return .partial }
            case .mark(let mark):
                if token == .illegible { return .partial }
                if mark == "<" || mark == ">" || mark == "≥" || mark == "≤" { return .bound }
                if mark == "+", index > 0, index == tokens.count - 1 { return .bound }
                if mark == "~" || mark == "≈" || mark == "±" { precision = .approximate }
            case .number: break
            }
        }
        return precision
    }

    /// Words that say how exactly a number is meant.
    static var hedges: Set<String> { bounds.union(approximations) }

    static func keys(_ words: [String]) -> Set<String> { Set(words.map { Normaliser.key($0) }) }

    private static let approximations = keys([
        "حوالي", "تقريبا", "تقريبي", "نحو", "يقارب", "قرابة", "زهاء", "environ", "env", "approximativement", "près",
        "presque", "approx", "autour",
    ])
    private static let bounds = keys([
        "أكثر", "أقل", "الأقل", "الأكثر", "أزيد", "يزيد", "دون", "يفوق", "تفوق", "يتجاوز", "ناقص", "سالب", "plus",
        "moins", "minimum", "maximum", "min", "max", "jusqu",
    ])
    private static let negations = keys([
        "لا", "ليس", "ليست", "لم", "ما", "غير", "بدون", "ni", "pas", "sans", "aucun", "aucune", "إلا",
    ])
    private static let otherCurrencies = keys([
        "euro", "euros", "eur", "أورو", "يورو", "دولار", "dollar", "dollars", "usd",
    ])
    static let ofWhich = keys(["منهم", "منها", "بينهم", "بينها", "dont", "parmi"])
    /// Units of what is measured and not counted.
    static let measures: Set<String> = ["km", "m", "m2", "m²", "m3", "m³", "ha", "l/s", "t", "h"]
    private static let metres = keys(["m", "متر", "مترا", "أمتار", "mètre", "mètres"])
    private static let hundredths = keys(["cent", "cents", "مائة", "مئة"])
    private static let joins: Set<NumberToken> = [
        .word("و"), .word("et"), .mark(","), .word(Normaliser.key("درهم")), .word(Normaliser.key("دراهم")),
        .word("dirhams"), .word("dirham"), .word("dh"), .word("dhs"),
    ]
}
