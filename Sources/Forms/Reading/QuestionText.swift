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
    /// The fixed rows, found like options by what people write for them.
    private let rowIndex: OptionIndex

    init(_ question: Question) {
        self.question = question
        options = OptionIndex(question.options)
        let isTable = question.type == .table || question.type == .grid
        columnLabels = isTable ? ColumnLabels.all(of: question) : []
        columns = question.columns.map { QuestionText($0) }
        rowIndex = OptionIndex(question.rows.map { FormOption(code: $0.id, label: $0.label) })
        rows = question.rows.map { row in Set(row.label.texts.values.map { FoldedKey(Normaliser.key($0)) }) }
    }

    /// Reads a text as an answer to the question.
    func parse(_ text: String) -> ParsedValue { ValueParser.parse(text, as: question, options: options) }

    /// The position of the fixed row that one of the readings labels.
    func row(_ readings: [String]) -> Int? {
        rows.firstIndex { keys in readings.contains { keys.contains(FoldedKey($0)) } }
    }

    /// The fixed row that a line begins with, and what stands behind its label: `Pression : 3`.
    func labelledRow(_ line: String) -> (row: Int, likeness: Double, rest: String)? {
        let scalars = Array(line.unicodeScalars)
        var best: (row: Int, likeness: Double, rest: String)?
        var cuts = scalars.indices.filter { Self.rowEnds.contains(scalars[$0]) }.prefix(6).map { ($0, $0 + 1) }
        // Without anything between them: `Pression 3`.
        if let space = scalars.lastIndex(of: " "), space + 1 < scalars.count { cuts.append((space, space)) }
        for (head, rest) in cuts {
            guard let match = rowIndex.match(String(scalars[..<head])), match.likeness > best?.likeness ?? 0 else {
                continue
            }
            best = (match.option, match.likeness, String(scalars[rest...]))
        }
        return best
    }

    private static let rowEnds: Set<Unicode.Scalar> = [
        ":", "\t", "=", "|", "-", "–", "—", "☐", "☒", "☑", "…", "(", "[",
    ]

    /// How many of the fixed rows the readings label.
    func rowCount(_ readings: [String]) -> Int {
        let readings = Set(readings.map { FoldedKey($0) })
        return rows.count { !$0.isDisjoint(with: readings) }
    }
}
