/// The themes of an association, with the words and phrases that speak for each.
///
/// A theme's score is the sum of the weights of its distinct longest phrases in the text, plus what reviewed texts
/// taught (``learning(from:)``). A phrase is found by its exact words first, then by their stems: `تقني` and `تقنين`
/// share a stem and no theme. A neutral phrase takes its words
/// away from all themes: `رقم الهاتف` is not about digital services (`الرقمي`).
package struct ThemeLexicon: Sendable {
    /// The themes in their order.
    package let themes: [Theme]
    package let version: String
    package let thresholds: ThemeThresholds
    /// The id that lists give to texts without a theme; never the theme of a classification.
    package let unclassified: String

    private let terms: [ThemeTerm]
    private var keyPhrases = PhraseTrie()
    private var stemPhrases = PhraseTrie()
    private var keys = Vocabulary()
    private var stems = Vocabulary()
    /// For each term the first term with the same stems: a phrase in two spellings counts once.
    private var phrases: [Int] = []
    private var learned: LearnedTerms?

    init(
        themes: [Theme], terms: [ThemeTerm], thresholds: ThemeThresholds = ThemeThresholds(),
        unclassified: String = "other", version: String = "1"
    ) {
        self.themes = themes
        self.terms = terms
        self.thresholds = thresholds
        self.unclassified = unclassified
        self.version = version
        keys.reserve(terms.count)
        stems.reserve(terms.count)
        keyPhrases.reserve(terms.count)
        stemPhrases.reserve(terms.count)
        phrases.reserveCapacity(terms.count)
        for (term, entry) in terms.enumerated() {
            let tokens = entry.tokens
            keyPhrases.insert(tokens.map { keys.add($0.key) }, term: term)
            guard entry.theme != nil else {
                for key in Self.written(tokens[0].key) {
                    keyPhrases.insert([keys.add(key)] + tokens.dropFirst().map { keys.add($0.key) }, term: term)
                }
                phrases.append(term)
                continue
            }
            phrases.append(stemPhrases.insert(tokens.map { stems.add($0.stem) }, term: term))
        }
    }

    /// A lexicon that also goes by texts whose theme a person has settled; without any it is this lexicon.
    ///
    /// `theme` nil means that the text has none. What was learned from other texts before is forgotten.
    package func learning(from reviewed: [(text: String, theme: String?)]) -> ThemeLexicon {
        var lexicon = self
        lexicon.learned = LearnedTerms(
            reviewed.map { item in
                (features(of: item.text), item.theme.flatMap { id in themes.firstIndex { $0.id == id } })
            }, themes: themes.count, weight: thresholds.learned)
        return lexicon
    }

    /// The theme of a text.
    /// - Parameter isScanned: whether the text was read from an image: a stem may then differ by one letter.
    package func classify(_ text: String, isScanned: Bool = false) -> ThemeClassification {
        let tokenised = TokenisedText(text)
        let matches = matches(in: tokenised, isScanned: isScanned)
        var weights = [[Int: Double]](repeating: [:], count: themes.count)
        for match in matches {
            for term in match.terms {
                guard let theme = terms[term].theme else { continue }
                let phrase = phrases[term]
                weights[theme][phrase] = max(weights[theme][phrase] ?? 0, terms[term].weight)
            }
        }
        var scores = weights.map { $0.values.reduce(0, +) }
        var floor = thresholds.file
        if let learned {
            let evidence = learned.scores(Set(Self.features(of: tokenised)))
            for theme in scores.indices { scores[theme] += evidence.themes[theme] }
            floor += evidence.none
        }
        return classification(of: text, scores: scores, floor: floor) { theme in
            var quotes: [String] = []
            for match in matches where match.terms.contains(where: { terms[$0].theme == theme }) {
                let quote = tokenised.quote(match.tokens)
                if !quotes.contains(quote) { quotes.append(quote) }
            }
            return quotes
        }
    }

    /// The stems of a text that the lexicon does not know, as they stand in the text: what a correction may teach it.
    package func unknownWords(in text: String) -> [String] {
        let tokenised = TokenisedText(text)
        var seen: Set<String> = []
        return Self.contentTokens(tokenised).compactMap { index, token in
            guard token.key.unicodeScalars.count > 2, token.key.unicodeScalars.first.map(Folding.isDigit) == false,
                keys.id(token.key) == nil, stems.id(stem: token.stem) == nil, seen.insert(token.stem).inserted
            else { return nil }
            return tokenised.quote(index..<index + 1)
        }
    }

    /// A neutral phrase's first word with the article and prepositions that Arabic writes on to it.
    private static func written(_ key: String) -> [String] {
        guard CouncilName.isArabic(key) else { return [] }
        let bare = CouncilName.withoutArticle(key)
        return ["", "ال", "لل", "بال", "وال", "ل", "ب", "و"].map { $0 + bare }.filter { $0 != key }
    }

    // MARK: Matching

    private struct Match {
        var tokens: Range<Int>
        var terms: [Int]
    }

    /// The longest phrases from left to right; a word belongs to one phrase.
    private func matches(in text: TokenisedText, isScanned: Bool) -> [Match] {
        let content = Self.contentTokens(text)
        let keyIDs = content.map { keys.id($0.element.key) }
        let stemIDs = content.map { token in
            stems.id(stem: token.element.stem) ?? (isScanned ? stems.near(token.element.stem) : nil)
        }
        var matches: [Match] = []
        var start = 0
        while start < content.count {
            let byKey = keyPhrases.longestMatch(keyIDs[start...])
            let byStem = stemPhrases.longestMatch(stemIDs[start...])
            let match = (byKey?.length ?? 0) >= (byStem?.length ?? 0) ? byKey : byStem
            guard let match else {
                start += 1
                continue
            }
            let last = content[start + match.length - 1].offset
            matches.append(Match(tokens: content[start].offset..<last + 1, terms: match.terms))
            start += match.length
        }
        return matches
    }

    /// The tokens that are no function words, with their places; all of them where no other is left.
    static func contentTokens(_ text: TokenisedText) -> [(offset: Int, element: Token)] {
        let content = text.tokens.enumerated().filter { !FunctionWords.contains($0.element.key) }
        return content.isEmpty ? Array(text.tokens.enumerated()) : content
    }

    private func features(of text: String) -> [String] { Self.features(of: TokenisedText(text)) }

    /// The stems and pairs of neighbouring stems.
    private static func features(of text: TokenisedText) -> [String] {
        let stems = contentTokens(text).map(\.element.stem)
        return stems + zip(stems, stems.dropFirst()).map { "\($0) \($1)" }
    }

    // MARK: Deciding

    private func classification(
        of text: String, scores: [Double], floor: Double, because: (Int) -> [String]
    ) -> ThemeClassification {
        let ranked = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        var result = ThemeClassification(text: text, theme: nil, status: .needsReview, confidence: 0)
        result.scores = zip(themes, scores).map { ThemeClassification.Score(theme: $0.id, score: $1) }
        guard let best = ranked.first, scores[best] >= floor, scores[best] > 0 else { return result }
        let second = ranked.dropFirst().first
        let secondScore = max(second.map { scores[$0] } ?? 0, 0)
        result.theme = themes[best].id
        result.because = because(best)
        if let second, secondScore >= thresholds.second * scores[best], secondScore > 0 {
            result.secondaryTheme = themes[second].id
        }
        if scores[best] >= thresholds.automatic, scores[best] - secondScore >= thresholds.margin {
            result.status = .automatic
        }
        let share = scores[best] / (scores[best] + secondScore + 0.25)
        result.confidence = share * min(1, scores[best] / thresholds.automatic)
        return result
    }
}
