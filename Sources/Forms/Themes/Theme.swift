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

/// Where a theme's score leads to.
package struct ThemeThresholds: Hashable, Sendable {
    /// The score from which on a text has a theme at all; words against every theme raise it.
    package var file = 2.0
    /// The score from which on no person needs to look.
    package var automatic = 4.0
    /// The least lead over the second theme for the same.
    package var margin = 1.5
    /// The least confidence for the same.
    package var confidence = 0.0
    /// The weight of what reviewed texts taught, once there are many of them.
    package var learned = 0.75
    /// The share of the best score from which on the second theme is kept.
    package var second = 0.6
    /// What share of texts is filed rightly at a lead; empty where nobody has counted.
    package var curve = ConfidenceCurve()

    package init() {}
}
