package import Documents

/// One proposal with the theme it is filed under.
package struct Proposal: Hashable, Sendable {
    package enum Decision: String, Codable, Sendable { case table, lexicon, reviewer, none }

    package var question: String
    /// Numbered from 1 within its question.
    package var row: Int
    package var text: String
    package var theme: String?
    package var secondaryTheme: String?
    package var decidedBy: Decision
    package var confidence: Double
    /// The words that decided, as they stand in the text.
    package var because: [String]

    package init(
        question: String, row: Int, text: String, theme: String?, secondaryTheme: String? = nil, decidedBy: Decision,
        confidence: Double, because: [String] = []
    ) {
        self.question = question
        self.row = row
        self.text = text
        self.theme = theme
        self.secondaryTheme = secondaryTheme
        self.decidedBy = decidedBy
        self.confidence = confidence
        self.because = because
    }
}

extension Proposal: Codable {
    private enum CodingKeys: String, CodingKey {
        case question, row, text, theme, confidence, because
        case secondaryTheme = "secondary_theme"
        case decidedBy = "decided_by"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(question, forKey: .question)
        try container.encode(row, forKey: .row)
        try container.encode(text, forKey: .text)
        try container.encode(theme, forKey: .theme)
        try container.encode(secondaryTheme, forKey: .secondaryTheme)
        try container.encode(decidedBy, forKey: .decidedBy)
        try container.encode((confidence * 100).rounded() / 100, forKey: .confidence)
        try container.encode(because, forKey: .because)
    }
}

/// Where a reading comes from.
package struct ReadingSource: Hashable, Sendable {
    package enum Method: String, Codable, Sendable { case tagged, labelled, scanned, mixed, letter }

    /// The paths of the parts it was read from.
    package var parts: [String]
    package var filename: String?
    /// `docx`, `text`, `html`, ….
    package var format: String
    package var method: Method

    package init(parts: [String], filename: String?, format: String, method: Method) {
        self.parts = parts
        self.filename = filename
        self.format = format
        self.method = method
    }
}

extension ReadingSource: Codable {
    private enum CodingKeys: String, CodingKey { case parts, filename, format, method }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(parts, forKey: .parts)
        try container.encode(filename, forKey: .filename)
        try container.encode(format, forKey: .format)
        try container.encode(method, forKey: .method)
    }
}

/// Everything that was read of one return, before anyone decided anything.
package struct FormReading: Hashable, Sendable {
    package enum Outcome: String, Codable, Sendable {
        case accepted
        case needsReview = "needs_review"
    }

    package var outcome: Outcome
    /// The first reason for review that holds: `council`, `answer`, `theme`, `supersede`, `blank_form`, `letter`.
    package var reason: String?
    /// Nil for a letter.
    package var form: FormReference?
    package var language: Language
    package var source: ReadingSource
    /// The council's id; nil where it is unresolved.
    package var council: String?
    /// Every question of the form by id; empty for a letter.
    package var answers: [String: Answer]
    package var proposals: [Proposal]
    /// The themes it is filed under, in the lexicon's order.
    package var themes: [String]
    package var findings: [Finding]

    package init(
        outcome: Outcome, reason: String? = nil, form: FormReference?, language: Language, source: ReadingSource,
        council: String? = nil, answers: [String: Answer] = [:], proposals: [Proposal] = [], themes: [String] = [],
        findings: [Finding] = []
    ) {
        self.outcome = outcome
        self.reason = reason
        self.form = form
        self.language = language
        self.source = source
        self.council = council
        self.answers = answers
        self.proposals = proposals
        self.themes = themes
        self.findings = findings
    }
}

extension FormReading: Codable {
    private enum CodingKeys: String, CodingKey {
        case outcome, reason, form, language, source, council, answers, proposals, themes, findings
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reason, forKey: .reason)
        try container.encode(form, forKey: .form)
        try container.encode(language, forKey: .language)
        try container.encode(source, forKey: .source)
        try container.encode(council, forKey: .council)
        try container.encode(answers, forKey: .answers)
        try container.encode(proposals, forKey: .proposals)
        try container.encode(themes, forKey: .themes)
        try container.encode(findings, forKey: .findings)
    }
}
