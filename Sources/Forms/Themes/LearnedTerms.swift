import Glibc

/// What texts that a person has filed say of the words in them.
///
/// For each theme a word's evidence is the logarithm of how much more often texts of the theme have it than others,
/// smoothed, drawn towards 0 where few texts have it, and cut at ±2.5.
struct LearnedTerms: Sendable {
    private let evidence: [String: [Double]]
    private let weight: Double
    private let themes: Int

    /// Nil without a text.
    ///
    /// - Parameters:
    ///   - texts: the words of each text, and its theme; nil where it has none.
    ///   - weight: the weight of the evidence, of which at most 0.5 counts up to a hundred texts.
    init?(_ texts: [(features: [String], theme: Int?)], themes: Int, weight: Double) {
        guard !texts.isEmpty else { return nil }
        self.themes = themes
        self.weight = texts.count <= 100 ? min(weight, 0.5) : weight
        // The last class is that of the texts without a theme.
        var sizes = [Double](repeating: 0, count: themes + 1)
        var counts: [String: [Double]] = [:]
        for text in texts {
            let label = text.theme ?? themes
            sizes[label] += 1
            for feature in Set(text.features) {
                counts[feature, default: [Double](repeating: 0, count: themes + 1)][label] += 1
            }
        }
        let total = Double(texts.count)
        evidence = counts.mapValues { counts in
            let all = counts.reduce(0, +)
            return counts.indices.map { label in
                let inside = log((counts[label] + 0.1) / (sizes[label] + 0.5))
                let outside = log((all - counts[label] + 0.1) / (total - sizes[label] + 0.5))
                return min(2.5, max(-2.5, (inside - outside) * all / (all + 1)))
            }
        }
    }

    /// What the words of a text add to each theme's score, and to that of none.
    func scores(_ features: Set<String>) -> (themes: [Double], none: Double) {
        var sums = [Double](repeating: 0, count: themes + 1)
        for feature in features.sorted() {
            guard let evidence = evidence[feature] else { continue }
            for label in sums.indices { sums[label] += weight * evidence[label] }
        }
        return (Array(sums.dropLast()), sums[themes])
    }
}
