/// The themes of an association, with the words and phrases that speak for each.
///
/// A theme's score is the sum of the weights of its distinct longest phrases in the text, plus what reviewed texts
/// taught (``learning(from:)``). A phrase is found by its exact words first, then by their stems: `تقني` and `تقنين`
/// share a stem and no theme. A neutral phrase takes its words away from all themes: `رقم الهاتف` is not about digital
/// services (`الرقمي`). Phrases that speak for no theme (`facture n°`) raise what a theme must reach. A text of several
/// sentences is looked at sentence by sentence, then as a whole.
package struct ThemeLexicon: Sendable {
    /// What a lexicon's files say.
    struct Content: Sendable {
        var themes: [Theme]
        var terms: [ThemeTerm]
        var thresholds: ThemeThresholds
        var unclassified: String
        var version: String
    }

    let content: Content
    let index: ThemeIndex
    private var learned: LearnedTerms?

    init(_ content: Content) {
        self.content = content
        index = ThemeIndex(content.terms)
    }

    /// The themes in their order.
    package var themes: [Theme] { content.themes }
    package var version: String { content.version }
    package var thresholds: ThemeThresholds { content.thresholds }
    /// The id that lists give to texts without a theme; never the theme of a classification.
    package var unclassified: String { content.unclassified }

    /// A lexicon that also goes by texts whose theme a person has settled; without any it is this lexicon.
    ///
    /// `theme` nil means that the text has none. What was learned from other texts before is forgotten.
    package func learning(from reviewed: [(text: String, theme: String?)]) -> ThemeLexicon {
        var lexicon = self
        lexicon.learned = LearnedTerms(
            reviewed.map { item in
                (Self.features(of: item.text), item.theme.flatMap { id in themes.firstIndex { $0.id == id } })
            }, themes: themes.count, weight: thresholds.learned)
        return lexicon
    }

    /// The theme of a text.
    /// - Parameter isScanned: whether the text was read from an image: a stem may then differ by one letter.
    package func classify(_ text: String, isScanned: Bool = false) -> ThemeClassification {
        let sentences = Sentences.split(text)
        var whole = ThemeTally(themes: themes.count)
        var found: [FoundSentence] = []
        for sentence in sentences {
            let (words, cleaned) = index.words(sentence, isScanned: isScanned)
            let matches = index.matches(in: words)
            if matches.isEmpty { continue }
            var own = ThemeTally(themes: themes.count)
            for match in matches {
                for term in match.terms {
                    whole.add(index.terms[term], phrase: index.phrases[term])
                    if sentences.count > 1 { own.add(index.terms[term], phrase: index.phrases[term]) }
                }
            }
            found.append(
                FoundSentence(
                    words: words, cleaned: cleaned, matches: matches,
                    scores: ThemeScores(themes: own.themes, floor: thresholds.file + own.unclassified)))
        }
        var scores = ThemeScores(themes: whole.themes, floor: thresholds.file + whole.unclassified)
        if let learned {
            let evidence = learned.scores(Set(Self.features(of: text)))
            for theme in scores.themes.indices { scores.themes[theme] += evidence.themes[theme] }
            scores.floor += evidence.none
        }
        return ThemeDecision(lexicon: self, scores: scores, sentences: found).classification(of: text)
    }

    /// A sentence in which phrases of the lexicon stand.
    struct FoundSentence {
        let words: [ThemeIndex.Word]
        let cleaned: [Unicode.Scalar]
        let matches: [ThemeIndex.Match]
        let scores: ThemeScores
    }

    // MARK: Words

    /// The stems of a text that the lexicon does not know, as they stand in the text: what a correction may teach it.
    package func unknownWords(in text: String) -> [String] {
        var seen: Set<String> = []
        let tokenised = TokenisedText(text)
        return Self.contentTokens(tokenised).compactMap { place, token in
            guard token.key.unicodeScalars.count > 2, token.key.unicodeScalars.first.map(Folding.isDigit) == false,
                !index.knows(key: WordHash(token.key)), index.known(Array(token.stem.unicodeScalars)[...]) == nil,
                seen.insert(token.stem).inserted
            else { return nil }
            return tokenised.quote(place..<place + 1)
        }
    }

    /// The tokens that are no function words, with their places; all of them where no other is left.
    static func contentTokens(_ text: TokenisedText) -> [(offset: Int, element: Token)] {
        let content = text.tokens.enumerated().filter { !FunctionWords.contains($0.element.key) }
        return content.isEmpty ? Array(text.tokens.enumerated()) : content
    }

    /// The stems and pairs of neighbouring stems.
    private static func features(of text: String) -> [String] {
        let stems = contentTokens(TokenisedText(text)).map(\.element.stem)
        return stems + zip(stems, stems.dropFirst()).map { "\($0) \($1)" }
    }
}
