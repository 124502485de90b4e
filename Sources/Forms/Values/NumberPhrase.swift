/// A number in words with its unit and its part: `أحد عشر عضوا`, `خمسة دراهم ونصف`, `trois dirhams et vingt centimes`.
struct NumberPhrase {
    /// What the words may say; more than one where they allow it, none where they are no number.
    private(set) var values: [Double] = []
    /// Whether words beside the number may belong to it and were not understood.
    private(set) var isPartial = false
    /// The words that were taken for the number.
    private(set) var count = 0

    /// The numerals since the last unit, and what half of one adds.
    private var group: [String] = []
    private var fraction = 0.0
    private var sums: [(value: Double, isCentimes: Bool)] = []
    private var strangers = 0
    private var isOpen = false

    init(_ tokens: [NumberToken]) {
        var isNext = false
        for (index, token) in tokens.enumerated() {
            let isJoined = isNext
            isNext = token == .word("et") || token == .word("و") || token == .mark("-")
            guard let word = token.word, !["et", "و", "d"].contains(word) else { continue }
            // `cinq membres dont deux femmes`
            if NumberParser.ofWhich.contains(word), !sums.isEmpty { break }
            if NumberWords.meaning(of: word) == .hundred, index > 0,
                tokens[index - 1].word.map(Self.per.contains) == true
            {
                // `quinze pour cent`
                continue
            } else if NumberWords.meaning(of: word) != nil {
                group.append(word)
                count += 1
                isOpen = true
            } else if let part = NumberWords.fraction(of: word) {
                add(part, isJoined: isJoined || word.unicodeScalars.first == "و", next: tokens[(index + 1)...].first)
            } else if NumberUnits.duals.contains(word) {
                close(isCentimes: false)
                sums.append((2, false))
                count += 1
            } else if NumberUnits.centimes.contains(word) {
                close(isCentimes: true)
            } else if Self.alternatives.contains(word) {
                close(isCentimes: false)
                isPartial = isPartial || !sums.isEmpty
            } else if NumberUnits.names.contains(word) {
                close(isCentimes: false)
            } else {
                strangers += Self.neutral.contains(word) ? 0 : 1
                if isOpen, isJoined || NumberWords.isJoined(word) { isPartial = true }
                if NumberWords.resembles(word) { isPartial = true }
                close(isCentimes: false)
            }
        }
        close(isCentimes: false)
        finish()
    }

    /// Whether it is an article or a lone letter and no number: `une partie`, `m`.
    private static let articles: Set<String> = ["un", "une", "m", "k", "md"]

    private mutating func add(_ part: Double, isJoined: Bool, next: NumberToken?) {
        count += 1
        if let last = group.last, isJoined {
            switch NumberWords.meaning(of: last) {
            case .multiplier(let factor)?: fraction += part * factor
            case .hundred?: isPartial = true
            default: fraction += part
            }
        } else if group.isEmpty, isJoined, let last = sums.indices.last {
            sums[last].value += part * (sums[last].isCentimes ? 0.01 : 1)
        } else if group.isEmpty || Self.articles.isSuperset(of: group) {
            // `نصف مليون`, `نصف درهم`; half of anything else is no number by itself.
            group = []
            if case .word(let unit)? = next, case .multiplier(let factor)? = NumberWords.meaning(of: unit) {
                fraction += (part - 1) * factor
            } else if case .word(let unit)? = next, NumberUnits.names.contains(unit) {
                fraction += part
                isOpen = true
            } else {
                isPartial = true
                isOpen = false
            }
        } else {
            isPartial = true
        }
    }

    /// Ends the number that the words before make.
    private mutating func close(isCentimes: Bool) {
        defer { (group, fraction, isOpen) = ([], 0, false) }
        guard isOpen, let number = group.isEmpty ? 0 : NumberWords.value(of: group) else { return }
        if group.count == 1, fraction == 0, Self.articles.contains(group[0]), !isCentimes { return }
        let value = number + fraction
        sums.append((isCentimes ? value / 100 : value, isCentimes))
        // The dual before its noun and the accusative look alike: `ألفا درهم`.
        if group.count == 1, Self.doubles.contains(group[0]) { values.append(value * 2) }
    }

    private mutating func finish() {
        guard !sums.isEmpty, strangers <= 2 else { return }
        let isSum = sums.count == 2 && !sums[0].isCentimes && sums[1].isCentimes
        values += isSum ? [sums[0].value + sums[1].value] : sums.map(\.value)
    }

    private static let alternatives = keys(["ou", "أو", "à", "إلى", "et/ou", "حتى"])
    private static let per = keys(["pour", "في"])
    private static let doubles = keys(["ألفا", "مليونا", "مليارا"])
    private static let neutral = NumberParser.hedges

    private static func keys(_ words: [String]) -> Set<String> { Set(words.map { Normaliser.key($0) }) }
}
