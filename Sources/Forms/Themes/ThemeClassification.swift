/// What a text is about, as far as its words tell.
package struct ThemeClassification: Hashable, Sendable {
    package enum Status: String, Codable, Sendable {
        case automatic
        case needsReview = "needs_review"
    }

    /// The score of one theme.
    package struct Score: Hashable, Codable, Sendable {
        package var theme: String
        package var score: Double
    }

    /// The text as it was given.
    package var text: String
    /// The best theme, also where a person must look; nil where no theme is recognised.
    package var theme: String?
    /// A second theme that is nearly as strong.
    package var secondaryTheme: String?
    package var status: Status
    /// From 0 to 1: it grows with the score up to the automatic threshold, and with the lead over the second theme.
    package var confidence: Double
    /// The words that spoke for the theme, as they stand in the text, in its order.
    package var because: [String]
    /// Every theme's score, in the themes' order; not part of the JSON.
    package var scores: [Score]

    package init(
        text: String, theme: String?, secondaryTheme: String? = nil, status: Status, confidence: Double,
        because: [String] = [], scores: [Score] = []
    ) {
        self.text = text
        self.theme = theme
        self.secondaryTheme = secondaryTheme
        self.status = status
        self.confidence = confidence
        self.because = because
        self.scores = scores
    }

    /// The lead of the best score over the second; 0 without scores.
    package var margin: Double {
        let sorted = scores.map(\.score).sorted(by: >)
        return (sorted.first ?? 0) - (sorted.dropFirst().first ?? 0)
    }
}

extension ThemeClassification: Codable {
    private enum CodingKeys: String, CodingKey {
        case text, theme, status, confidence, because
        case secondaryTheme = "secondary_theme"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(text, forKey: .text)
        try container.encode(theme, forKey: .theme)
        try container.encode(secondaryTheme, forKey: .secondaryTheme)
        try container.encode(status, forKey: .status)
        try container.encode((confidence * 100).rounded() / 100, forKey: .confidence)
        try container.encode(because, forKey: .because)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        text = try container.decode(String.self, forKey: .text)
        theme = try container.decodeIfPresent(String.self, forKey: .theme)
        secondaryTheme = try container.decodeIfPresent(String.self, forKey: .secondaryTheme)
        status = try container.decode(Status.self, forKey: .status)
        confidence = try container.decode(Double.self, forKey: .confidence)
        because = try container.decode([String].self, forKey: .because)
        scores = []
    }
}
