/// Finds the tables in which people write rows: by the labels of their columns, or of their fixed rows.
struct DataTableFinder {
    /// A table of a document that a table or grid question of the form owns.
    struct DataTable {
        var table: Int
        /// The questions that have these columns, as positions in the form.
        var candidates: [Int]
        /// The row that holds the column labels.
        var header: Int
        /// The grid column of each of the question's columns; for a grid, of each number or option.
        var columns: [Int: Int]
    }

    let text: FormText

    func tables(in outline: DocumentOutline) -> [DataTable] {
        outline.tables.indices.compactMap { find(outline.tables[$0], number: $0, outline: outline) }
    }

    private func find(_ table: DocumentOutline.Table, number: Int, outline: DocumentOutline) -> DataTable? {
        var found: DataTable?
        var foundScore = 0
        let headers = table.rows.prefix(4).map { row in row.map { outline.readings(of: $0).filter { !$0.isEmpty } } }
        for (index, question) in text.questions.enumerated() {
            let labels = text.texts[index].columnLabels
            guard !labels.isEmpty else { continue }
            for row in headers.indices {
                var columns: [Int: Int] = [:]
                for (cell, readings) in zip(table.rows[row], headers[row]) {
                    guard let column = Self.column(readings, among: labels), columns[column] == nil else { continue }
                    columns[column] = cell.place.column
                }
                let needed = max(2, labels.count - 1)
                guard columns.count >= min(needed, labels.count),
                    hasRows(text.texts[index], table: table, outline: outline)
                else {
                    continue
                }
                if columns.count > foundScore {
                    found = DataTable(table: number, candidates: [index], header: row, columns: columns)
                    foundScore = columns.count
                } else if columns.count == foundScore, found?.header == row, found?.columns == columns,
                    let last = found?.candidates.last, last != index,
                    text.questions[last].columns.map(\.id) == question.columns.map(\.id)
                {
                    found?.candidates.append(index)
                }
            }
        }
        return found
    }

    /// Whether a table with the question's fixed rows is this one.
    private func hasRows(_ text: QuestionText, table: DocumentOutline.Table, outline: DocumentOutline) -> Bool {
        guard !text.question.rows.isEmpty else { return true }
        let readings = table.rows.compactMap(\.first).flatMap { outline.readings(of: $0) }
        return text.rowCount(readings) * 2 >= text.question.rows.count
    }

    /// The column that `words` label: by their very words, else by clear likeness.
    static func column(_ words: String, among labels: [ColumnLabels]) -> Int? {
        column(readings(words), among: labels)
    }

    private static func readings(_ words: String) -> [String] { FormText.readings(words).filter { !$0.isEmpty } }

    private static func column(_ readings: [String], among labels: [ColumnLabels]) -> Int? {
        if let exact = labels.firstIndex(where: { !$0.keys.isDisjoint(with: readings) }) { return exact }
        var best: (column: Int, score: Double)?
        for reading in readings where reading.unicodeScalars.count < 80 {
            let trigrams = Trigrams(reading)
            for (column, label) in labels.enumerated() {
                let score = label.trigrams.map { trigrams.dice($0) }.max() ?? 0
                if score >= 0.7, score > best?.score ?? 0 { best = (column, score) }
            }
        }
        return best?.column
    }
}

/// The texts that one column of a table or grid goes by.
struct ColumnLabels: Sendable {
    let keys: Set<String>
    let trigrams: [Trigrams]

    private init(_ texts: [String]) {
        keys = Set(texts)
        trigrams = texts.map { Trigrams($0) }
    }

    /// Those of each column of a table; of each number or option of a grid.
    static func all(of question: Question) -> [ColumnLabels] {
        if question.type == .grid, let scale = question.scale {
            return (scale.minimum...scale.maximum).map { ColumnLabels([String($0)]) }
        }
        if question.type == .grid {
            return question.options.map { option in
                ColumnLabels(
                    (Array(option.label.texts.values) + option.aliases.values.joined()).map { Normaliser.key($0) })
            }
        }
        return question.columns.map { column in
            ColumnLabels((Array(column.label.texts.values) + column.aliases.values.joined()).map { Normaliser.key($0) })
        }
    }
}
