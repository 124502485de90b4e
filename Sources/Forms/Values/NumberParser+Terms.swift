extension NumberParser {
    func terms(in tokens: [NumberToken]) -> [Term] {
        var terms: [Term] = []
        for (index, token) in tokens.enumerated() {
            guard case .number(let literal) = token else { continue }
            var term = Term(value: literal.value, decimal: literal.decimal, factor: 1, start: index, end: index)
            if index + 1 < tokens.count, case .word(let word) = tokens[index + 1],
                case .multiplier(let factor) = NumberWords.meaning(of: word), isAmount || word != "m"
            {
                term.factor = factor
                term.end = index + 1
            }
            if isCentimes(term, in: tokens) { term.factor /= 100 }
            terms.append(term)
        }
        // `12 مليون و 500 ألف سنتيم`: the unit is said once, behind the last.
        for index in terms.indices.dropLast().reversed() where isCentimes(terms[index + 1], in: tokens) {
            let unit = unitWord(behind: terms[index], in: tokens)
            if unit.map(NumberUnits.names.union(NumberUnits.centimes).contains) != true { terms[index].factor /= 100 }
        }
        return terms
    }

    private func isCentimes(_ term: Term, in tokens: [NumberToken]) -> Bool {
        isAmount && unitWord(behind: term, in: tokens).map(NumberUnits.centimes.contains) == true
    }

    /// The word right behind a number and its multiplier.
    func unitWord(behind term: Term, in tokens: [NumberToken]) -> String? {
        let rest = tokens.dropFirst(term.end + 1).drop { $0 == .word("de") || $0 == .word("d") }
        return rest.first?.word
    }

    /// `terms` without the years that only say when: `38 (2019)`, `سنة 2019: 38`.
    func dated(_ terms: [Term], in tokens: [NumberToken]) -> [Term] {
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

    /// Whether the unit behind a number is not of what is asked for: `12 %` of an amount, `45 min` of hours.
    func isOfAnotherKind(_ tokens: [NumberToken], _ terms: [Term]) -> Bool {
        if tokens.contains(.mark("%")), unit != "%" {
            let isShare = label?.texts.values.contains { $0.contains("%") } == true || asks(for: NumberUnits.shares)
            if isAmount || !isShare { return true }
        }
        let units = Set(terms.compactMap { unitWord(behind: $0, in: tokens) })
        if isAmount { return !units.isDisjoint(with: Self.measures.union(NumberUnits.quantities)) }
        if !units.isDisjoint(with: NumberUnits.money), !asks(for: NumberUnits.money) { return true }
        return !units.isDisjoint(with: NumberUnits.minutes) && askedWhole == 24
    }

    /// Whether the question's label or unit has one of the words.
    private func asks(for words: Set<String>) -> Bool {
        ([unit].compactMap(\.self) + (label?.texts.values.map(\.self) ?? [])).contains { text in
            Normaliser.tokens(text).contains(where: words.contains)
        }
    }

    /// `terms` without the whole that another is a part of: `24h/24`, `7j/7`, `22 heures sur 24`.
    func withoutWholes(_ terms: [Term], in tokens: [NumberToken]) -> [Term] {
        var parts: [(term: Term, whole: Double)] = []
        var rest = terms[...]
        while let first = rest.first {
            guard rest.count > 1, let whole = whole(of: first, before: rest[rest.startIndex + 1], in: tokens) else {
                return terms
            }
            parts.append((first, whole))
            rest = rest.dropFirst(2)
        }
        let asked = parts.filter { $0.whole == askedWhole }
        return asked.count == 1 ? [asked[0].term] : terms
    }

    /// The number of hours or days that `part` is a part of, where the two terms say so.
    private func whole(of part: Term, before next: Term, in tokens: [NumberToken]) -> Double? {
        let between = tokens[(part.end + 1)..<next.start]
        let units = between.compactMap(\.word).filter { !Self.outOf.contains($0) }
        guard between.contains(where: { $0 == .mark("/") || $0.word.map(Self.outOf.contains) == true }),
            units.allSatisfy({ NumberUnits.hours.contains($0) || NumberUnits.days.contains($0) }),
            part.value <= next.value, [24, 7].contains(next.value)
        else { return nil }
        // `6/7` by itself may be six or seven.
        let isPlain = units.isEmpty && between.contains(.mark("/")) && part.value != next.value
        return isPlain ? nil : next.value
    }

    /// The hours of a day or the days of a week, where that is what is asked for.
    private var askedWhole: Double? {
        if let upper = range?.upperBound, upper == 24 || upper == 7 { return upper }
        if asks(for: NumberUnits.hours) { return 24 }
        return asks(for: NumberUnits.days) ? 7 : nil
    }

    private static let yearWords = keys(["سنة", "برسم", "en", "année", "fin", "في", "exercice", "لسنة"])
    private static let outOf = keys(["sur", "على", "من"])
}
