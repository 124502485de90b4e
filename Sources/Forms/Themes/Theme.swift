/// A theme that proposals are filed under.
package struct Theme: Hashable, Sendable {
    /// Its id in answers, exports and folders: `finances`.
    package var id: String
    /// Its place among the themes, from 1.
    package var order: Int
    /// Its short name on paper: `T2`.
    package var code: String
    package var title: LocalizedText
    package var description: LocalizedText?

    package init(id: String, order: Int, code: String, title: LocalizedText, description: LocalizedText? = nil) {
        self.id = id
        self.order = order
        self.code = code
        self.title = title
        self.description = description
    }
}

/// A word or phrase that speaks for a theme.
struct ThemeTerm: Hashable, Sendable {
    /// The theme's place; nil for a neutral phrase, which only looks as if it spoke for one.
    var theme: Int?
    var text: String
    /// All words of the text, folded.
    let key: FoldedKey
    /// The words of the text, function words left out.
    let tokens: [TokenisedText.Word]
    /// 5 for a decisive phrase down to 1 for a hint.
    var weight: Double

    init(theme: Int?, text: String, weight: Double) {
        self.theme = theme
        self.text = text
        self.weight = weight
        let words = TokenisedText.words(text)
        var key = ""
        for word in words { key += key.isEmpty ? word.key : " " + word.key }
        self.key = FoldedKey(key)
        let content = words.filter { !FunctionWords.contains($0.key) }
        tokens = content.isEmpty ? words : content
    }
}

/// Where a theme's score leads to.
package struct ThemeThresholds: Hashable, Sendable {
    /// The score from which on a text has a theme at all.
    package var file = 2.0
    /// The score from which on no person needs to look.
    package var automatic = 4.0
    /// The least lead over the second theme for the same.
    package var margin = 1.5
    /// The weight of what reviewed texts taught, once there are many of them.
    package var learned = 0.75
    /// The share of the best score from which on the second theme is kept.
    package var second = 0.6

    package init() {}
}
