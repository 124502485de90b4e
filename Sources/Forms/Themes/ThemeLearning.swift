/// A text whose theme a person has settled; nil where it has none.
package struct LabelledText: Hashable, Sendable {
    package var text: String
    package var theme: String?

    package init(text: String, theme: String?) {
        self.text = text
        self.theme = theme
    }
}

/// What corrections may teach a lexicon: terms it does not know, with the weights that the labelled texts give them.
///
/// A word is proposed where the lexicon knows neither it nor its stem, and where more than four in five of the texts
/// that have it are of one theme. Its weight grows with the number of those texts.
package struct ThemeLearning {
    /// A term to add, with the texts that speak for and against it.
    package struct Proposal: Hashable, Sendable {
        package var term: OwnTerms.Term
        /// How many labelled texts of the theme have it, and how many others.
        package var texts: Int
        package var others: Int
    }

    private let lexicon: ThemeLexicon

    package init(_ lexicon: ThemeLexicon) { self.lexicon = lexicon }

    /// The share of the texts with a word that must be of one theme.
    private static let share = 0.8

    /// The terms that the corrections propose, the heaviest first.
    ///
    /// - Parameters:
    ///   - corrections: texts that a person moved to a theme.
    ///   - labelled: other texts whose theme is known; they speak for and against a word, and propose none.
    package func proposals(from corrections: [LabelledText], beside labelled: [LabelledText] = []) -> [Proposal] {
        var words: [String: (word: String, themes: [String?: Int])] = [:]
        var order: [String] = []
        for (place, text) in (corrections + labelled).enumerated() {
            for word in lexicon.unknownWords(in: text.text) {
                guard let stem = Normaliser.stems(word).first else { continue }
                if words[stem] == nil {
                    guard place < corrections.count else { continue }
                    words[stem] = (word, [:])
                    order.append(stem)
                }
                words[stem]?.themes[text.theme, default: 0] += 1
            }
        }
        let proposals = order.compactMap { stem -> Proposal? in
            guard let found = words[stem] else { return nil }
            let total = found.themes.values.reduce(0, +)
            let best = found.themes.max { ($0.value, $1.key ?? "") < ($1.value, $0.key ?? "") }
            guard let best, Double(best.value) > Self.share * Double(total) else { return nil }
            return Proposal(
                term: OwnTerms.Term(theme: best.key, text: found.word, weight: Self.weight(best.value)),
                texts: best.value, others: total - best.value)
        }
        return proposals.sorted { $0.texts > $1.texts }
    }

    /// A word of one text is a hint; one of six or more is as strong as a single word may be.
    private static func weight(_ texts: Int) -> Double {
        switch texts {
        case ...1: 1
        case 2: 2
        case 3...5: 3
        default: 4
        }
    }
}

/// How well a lexicon files texts whose theme is known.
package struct ThemeFigures: Hashable, Sendable {
    /// The number of texts.
    package var texts = 0
    /// The mean over the themes, and over the texts without one, of the F1 measure.
    package var macroF1 = 0.0
    /// The share that is filed without a person, and the share of these that is filed rightly.
    package var automatic = 0.0
    package var precision = 1.0
    /// The mean difference between confidence and rightness of what has a theme, over ten bins.
    package var calibrationError = 0.0

    package init(of texts: [LabelledText], under lexicon: ThemeLexicon) {
        self.texts = texts.count
        guard !texts.isEmpty else { return }
        var right: [String?: Double] = [:]
        var either: [String?: Double] = [:]
        var (filed, filedRightly) = (0, 0)
        var bins = [(count: Double, confidence: Double, right: Double)](repeating: (0, 0, 0), count: 10)
        for item in texts {
            let found = lexicon.classify(item.text)
            let isRight = found.theme == item.theme
            if isRight { right[found.theme, default: 0] += 1 }
            either[found.theme, default: 0] += 1
            either[item.theme, default: 0] += 1
            if found.status == .automatic {
                filed += 1
                if isRight { filedRightly += 1 }
            }
            guard found.theme != nil else { continue }
            let bin = min(9, Int(found.confidence * 10))
            bins[bin].count += 1
            bins[bin].confidence += found.confidence
            bins[bin].right += isRight ? 1 : 0
        }
        let scores = either.map { 2 * (right[$0.key] ?? 0) / $0.value }
        macroF1 = scores.sorted().reduce(0, +) / Double(scores.count)
        automatic = Double(filed) / Double(texts.count)
        precision = filed == 0 ? 1 : Double(filedRightly) / Double(filed)
        let counted = bins.reduce(0) { $0 + $1.count }
        calibrationError = bins.reduce(0) { $0 + abs($1.confidence - $1.right) } / max(counted, 1)
    }
}
