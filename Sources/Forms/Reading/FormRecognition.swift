import Documents

/// Whether a document carries a form, as told by its properties, its controls, its title and its labels.
struct FormRecognition {
    let text: FormText
    let controls: ControlIndex
    let tables: [DataTableFinder.DataTable]
    let anchors: [Anchor]
    /// The titles of the form among the document's lines.
    let titles: [FormText.Title?]
    /// How much of the form was seen; comparable between forms.
    let score: Double
    let isRecognised: Bool

    /// The share of labels, in full labels, that makes a document the form without a control of it.
    private static let enough = 4.0

    init(_ document: Document, outline: DocumentOutline, text: FormText) {
        self.text = text
        let definition = text.definition
        controls = ControlIndex(document.fields, form: definition, names: text.controlNames)
        let finder = AnchorFinder(text)
        tables = DataTableFinder(text: text, outline: outline, anchors: finder).tables()
        titles = outline.readings.map { text.title($0) }
        anchors = finder.anchors(in: outline, titles: titles, leavingOut: Set(tables.flatMap(\.lines)))

        let hasProperty = document.properties["formId"] == definition.id
        let tagged = Set(controls.controls.map(\.tag.question)).count
        let labels = anchors.reduce(0.0) { sum, anchor in
            if anchor.hasCode { return sum + (anchor.language == nil ? 0.5 : 1.5) }
            return sum + (anchor.isCommonWord ? 0.25 : anchor.score)
        }
        let printed = labels + Double(min(titles.prefix(400).count { $0 != nil }, 4)) * 0.75 + Double(tables.count)
        score = (hasProperty ? 100 : 0) + Double(tagged) + printed
        isRecognised = hasProperty || tagged >= 3 || printed >= Self.enough
    }

    /// The language that most of the recognised labels are in.
    var language: Language {
        let languages = anchors.compactMap(\.language)
        let counts = Dictionary(grouping: languages) { $0 }.mapValues(\.count)
        let best = Language.allCases.max { counts[$0, default: 0] < counts[$1, default: 0] }
        guard let best, counts[best, default: 0] > 0 else { return text.definition.defaultLanguage }
        let most = counts[best, default: 0]
        let fallback = text.definition.defaultLanguage
        return counts[fallback, default: 0] == most ? fallback : best
    }
}
