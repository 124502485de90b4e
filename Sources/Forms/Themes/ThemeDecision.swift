/// What follows from the scores of a text and of its sentences.
struct ThemeDecision {
    let lexicon: ThemeLexicon
    let scores: ThemeScores
    let sentences: [ThemeLexicon.FoundSentence]

    private var thresholds: ThemeThresholds { lexicon.thresholds }

    func classification(of text: String) -> ThemeClassification {
        var result = ThemeClassification(text: text, theme: nil, status: .needsReview, confidence: 0)
        result.scores = zip(lexicon.themes, scores.themes).map {
            ThemeClassification.Score(theme: $0.id, score: $1)
        }
        // What is certain in one sentence is proposed even where greetings and the like outweigh it in the whole.
        guard let best = scores.winner ?? certainSentences.first else { return result }
        result.theme = lexicon.themes[best].id
        result.because = because(best)
        result.secondaryTheme = second(to: best).map { lexicon.themes[$0].id }
        result.confidence = confidence(scores, in: best)
        if scores.winner == best, isCertain(scores, in: best), isMajority(best) { result.status = .automatic }
        return result
    }

    private func isCertain(_ scores: ThemeScores, in theme: Int) -> Bool {
        scores.themes[theme] >= thresholds.automatic
            && scores.themes[theme] - scores.second(to: theme).score >= thresholds.margin
            && confidence(scores, in: theme) >= thresholds.confidence
    }

    private func confidence(_ scores: ThemeScores, in theme: Int) -> Double {
        if let counted = thresholds.curve.confidence(at: scores.lead(of: theme)) { return counted }
        let share = scores.themes[theme] / (scores.themes[theme] + scores.second(to: theme).score + 0.25)
        return share * min(1, scores.themes[theme] / thresholds.automatic)
    }

    /// The themes that a sentence by itself is certain of, that of the surest sentence first.
    private var certainSentences: [Int] {
        guard sentences.count > 1 else { return [] }
        let certain = sentences.compactMap { sentence in
            sentence.scores.winner.flatMap { theme in
                isCertain(sentence.scores, in: theme) ? (theme, sentence.scores.lead(of: theme)) : nil
            }
        }
        return certain.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    }

    /// Whether no other theme has more sentences.
    private func isMajority(_ theme: Int) -> Bool {
        guard sentences.count > 3 else { return true }
        var votes = [Int](repeating: 0, count: lexicon.themes.count)
        for sentence in sentences { if let winner = sentence.scores.winner { votes[winner] += 1 } }
        return votes[theme] == votes.max()
    }

    /// A theme nearly as strong, or one that a sentence of its own is certain of.
    private func second(to theme: Int) -> Int? {
        let (other, score) = scores.second(to: theme)
        if let other, score > 0, score >= thresholds.second * scores.themes[theme] { return other }
        return certainSentences.first { $0 != theme }
    }

    /// The words that spoke for a theme, as they stand in the text.
    private func because(_ theme: Int) -> [String] {
        var quotes: [String] = []
        for sentence in sentences {
            for match in sentence.matches
            where match.terms.contains(where: { lexicon.index.terms[$0].subject == .theme(theme) }) {
                let range =
                    sentence.words[match.words.lowerBound].range
                    .lowerBound..<sentence.words[match.words.upperBound].range.upperBound
                let quote = String(sentence.cleaned[range])
                if !quotes.contains(quote) { quotes.append(quote) }
            }
        }
        return quotes
    }
}
