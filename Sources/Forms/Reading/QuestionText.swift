/// What a blank form says of one question, ready to be compared with what stands in a document.
struct QuestionText: Sendable {
    let question: Question
    /// The options of a closed question.
    let options: OptionIndex
    /// The labels of a table's columns; of a grid's numbers or options.
    let columnLabels: [ColumnLabels]
    /// The columns of a table, as questions of their own.
    let columns: [QuestionText]
    /// The keys of each fixed row's label.
    private let rows: [Set<FoldedKey>]

    init(_ question: Question) {
        self.question = question
        options = OptionIndex(question.options)
        let isTable = question.type == .table || question.type == .grid
        columnLabels = isTable ? ColumnLabels.all(of: question) : []
        columns = question.columns.map { QuestionText($0) }
        rows = question.rows.map { row in Set(row.label.texts.values.map { FoldedKey(Normaliser.key($0)) }) }
    }

    /// Reads a text as an answer to the question.
    func parse(_ text: String) -> ParsedValue { ValueParser.parse(text, as: question, options: options) }

    /// The position of the fixed row that one of the readings labels.
    func row(_ readings: [String]) -> Int? {
        rows.firstIndex { keys in readings.contains { keys.contains(FoldedKey($0)) } }
    }

    /// How many of the fixed rows the readings label.
    func rowCount(_ readings: [String]) -> Int {
        let readings = Set(readings.map { FoldedKey($0) })
        return rows.count { !$0.isDisjoint(with: readings) }
    }
}
