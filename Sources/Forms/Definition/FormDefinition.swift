/// A language a form is written in, as its ISO 639-1 code.
package enum Language: String, Codable, Sendable, CaseIterable, Hashable {
    case arabic = "ar"
    case french = "fr"

    package var isRightToLeft: Bool { self == .arabic }
}

/// A text in the languages of a form.
package struct LocalizedText: Hashable, Sendable {
    package var texts: [Language: String]

    package init(_ texts: [Language: String]) { self.texts = texts }

    package subscript(language: Language) -> String? { texts[language] }

    /// The text in `language`, else in any language it has.
    package func text(_ language: Language) -> String {
        texts[language] ?? Language.allCases.lazy.compactMap { texts[$0] }.first ?? ""
    }
}

/// One choice of a closed question.
package struct FormOption: Hashable, Sendable {
    package var code: String
    package var label: LocalizedText
    package var aliases: [Language: [String]]
    /// Whether the respondent writes words beside it ("other: …").
    package var hasFreeText: Bool

    package init(code: String, label: LocalizedText, aliases: [Language: [String]] = [:], hasFreeText: Bool = false) {
        self.code = code
        self.label = label
        self.aliases = aliases
        self.hasFreeText = hasFreeText
    }
}

/// A row of a grid or of a table with fixed rows.
package struct FormRow: Hashable, Sendable {
    package var id: String
    package var label: LocalizedText

    package init(id: String, label: LocalizedText) {
        self.id = id
        self.label = label
    }
}

/// A scale of whole numbers.
package struct Scale: Hashable, Sendable {
    package var minimum: Int
    package var maximum: Int
    package var minimumLabel: LocalizedText?
    package var maximumLabel: LocalizedText?

    package init(minimum: Int, maximum: Int, minimumLabel: LocalizedText? = nil, maximumLabel: LocalizedText? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.minimumLabel = minimumLabel
        self.maximumLabel = maximumLabel
    }
}

/// The types of questions.
package enum QuestionType: String, Codable, Sendable, CaseIterable {
    case text, longtext, email, phone, council, single, multi, scale, number, amount, date, ranking, table, grid
}

/// One question of a form, or one column of a table.
package struct Question: Hashable, Sendable {
    package var id: String
    /// The code printed before the label (`1.3`); nil for columns.
    package var code: String?
    package var type: QuestionType
    package var isRequired: Bool
    package var label: LocalizedText
    package var aliases: [Language: [String]]
    /// For `single`, `multi`, `ranking`, `grid`.
    package var options: [FormOption]
    /// For `scale` and `grid`.
    package var scale: Scale?
    /// The least and greatest number allowed.
    package var range: ClosedRange<Double>?
    package var unit: String?
    /// ISO 4217.
    package var currency: String?
    /// For `table`.
    package var columns: [Question]
    /// The rows of a grid, or the fixed rows of a table.
    package var rows: [FormRow]
    /// How many empty rows a blank table shows.
    package var minimumRows: Int
    /// For `ranking`: whether every option must have a rank.
    package var ranksAll: Bool
    /// For `longtext`: whether each paragraph is a proposal to be classified by theme.
    package var isClassified: Bool

    package init(
        id: String, code: String? = nil, type: QuestionType, isRequired: Bool = false, label: LocalizedText,
        aliases: [Language: [String]] = [:], options: [FormOption] = [], scale: Scale? = nil,
        range: ClosedRange<Double>? = nil, unit: String? = nil, currency: String? = nil, columns: [Question] = [],
        rows: [FormRow] = [], minimumRows: Int = 3, ranksAll: Bool = false, isClassified: Bool = false
    ) {
        self.id = id
        self.code = code
        self.type = type
        self.isRequired = isRequired
        self.label = label
        self.aliases = aliases
        self.options = options
        self.scale = scale
        self.range = range
        self.unit = unit
        self.currency = currency
        self.columns = columns
        self.rows = rows
        self.minimumRows = minimumRows
        self.ranksAll = ranksAll
        self.isClassified = isClassified
    }
}

/// A section of a form; its theme is that of every row in its tables.
package struct FormSection: Hashable, Sendable {
    package var id: String
    package var code: String?
    package var theme: String?
    package var title: LocalizedText
    package var questions: [Question]

    package init(id: String, code: String? = nil, theme: String? = nil, title: LocalizedText, questions: [Question]) {
        self.id = id
        self.code = code
        self.theme = theme
        self.title = title
        self.questions = questions
    }
}

/// The id and version of a form, as answers refer to it.
package struct FormReference: Hashable, Codable, Sendable {
    package var id: String
    package var version: String

    package init(id: String, version: String) {
        self.id = id
        self.version = version
    }
}

/// A form as an association defines it in YAML.
package struct FormDefinition: Hashable, Sendable {
    package var id: String
    package var version: String
    package var edition: String?
    package var languages: [Language]
    package var defaultLanguage: Language
    package var title: LocalizedText
    package var issuer: LocalizedText?
    package var intro: LocalizedText?
    package var instructions: LocalizedText?
    package var privacy: LocalizedText?
    /// The mailbox that answers are sent to.
    package var returnTo: String?
    package var subjectHint: LocalizedText?
    package var sections: [FormSection]

    package init(
        id: String, version: String, edition: String? = nil, languages: [Language], defaultLanguage: Language,
        title: LocalizedText, issuer: LocalizedText? = nil, intro: LocalizedText? = nil,
        instructions: LocalizedText? = nil, privacy: LocalizedText? = nil, returnTo: String? = nil,
        subjectHint: LocalizedText? = nil, sections: [FormSection]
    ) {
        self.id = id
        self.version = version
        self.edition = edition
        self.languages = languages
        self.defaultLanguage = defaultLanguage
        self.title = title
        self.issuer = issuer
        self.intro = intro
        self.instructions = instructions
        self.privacy = privacy
        self.returnTo = returnTo
        self.subjectHint = subjectHint
        self.sections = sections
    }

    package var reference: FormReference { FormReference(id: id, version: version) }

    /// All questions in the form's order.
    package var questions: [Question] { sections.flatMap(\.questions) }
}
