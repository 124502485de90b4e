/// What the phrases found so far speak for: each counts once, however often it stands in the text.
struct ThemeTally {
    /// By theme, then by phrase, the weight; the last is that of texts without a theme.
    private var weights: [[Int: Double]]

    init(themes: Int) { weights = [[Int: Double]](repeating: [:], count: themes + 1) }

    mutating func add(_ term: ThemeTerm, phrase: Int) {
        let place: Int
        switch term.subject {
        case .theme(let theme): place = theme
        case .unclassified: place = weights.count - 1
        case .neutral: return
        }
        weights[place][phrase] = max(weights[place][phrase] ?? 0, term.weight)
    }

    /// Each theme's score.
    var themes: [Double] { weights.dropLast().map { Self.sum($0) } }

    /// The score of no theme.
    var unclassified: Double { weights.last.map { Self.sum($0) } ?? 0 }

    /// The sum in the order of the phrases, so that equal texts have equal scores.
    private static func sum(_ weights: [Int: Double]) -> Double {
        weights.count < 2
            ? weights.values.first ?? 0 : weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    }
}

/// The scores of a text or of one of its sentences.
struct ThemeScores {
    var themes: [Double]
    /// What a theme must reach.
    var floor: Double

    /// The theme with the greatest score; the first of equal ones, nil without themes.
    var best: Int? { themes.indices.max { (themes[$0], $1) < (themes[$1], $0) } }

    /// The greatest score but that of a theme; 0 at least.
    func second(to theme: Int) -> (theme: Int?, score: Double) {
        let other = themes.indices.filter { $0 != theme }.max { (themes[$0], $1) < (themes[$1], $0) }
        return (other, max(other.map { themes[$0] } ?? 0, 0))
    }

    /// How far a theme is ahead of every other and of the floor.
    func lead(of theme: Int) -> Double { themes[theme] - max(second(to: theme).score, floor) }

    /// The theme the words speak for; nil where none reaches the floor.
    var winner: Int? { best.flatMap { themes[$0] >= floor && themes[$0] > 0 ? $0 : nil } }
}
