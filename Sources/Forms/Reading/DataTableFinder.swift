/// Finds the tables in which people write rows: by the labels of their columns, or of their fixed rows.
///
/// Programs join tables that touch: rows of answers end where a row asks another question or has other column labels.
struct DataTableFinder {
    /// Rows of a document's table that a table or grid question of the form owns.
    struct DataTable {
        /// The table's position in the document.
        var table: Int
        /// The questions that have these columns, as positions in the form.
        var candidates: [Int]
        /// The grid column of each of the question's columns; for a grid, of each number or option.
        var columns: [Int: Int]
        /// The rows beneath the column labels.
        var rows: Range<Int>
        /// The lines of the column labels and the rows.
        var lines: Range<Int>
    }

    /// Column labels that were found in a row.
    private struct Header {
        var candidates: [Int]
        var columns: [Int: Int]
    }

    let text: FormText
    let outline: DocumentOutline
    /// Says whether a row of a table asks a question.
    let anchors: AnchorFinder

    /// How many rows from a table's top are compared by likeness; further down column labels are told by their very words.
    private static let topRows = 4
    func tables() -> [DataTable] { outline.tables.indices.flatMap { tables(in: $0) } }

    private func tables(in number: Int) -> [DataTable] {
        let table = outline.tables[number]
        var found: [DataTable] = []
        var row = 0
        while row < table.rows.count {
            guard var header = header(table, row: row) else {
                row += 1
                continue
            }
            // Labels may take two rows, the second the fuller.
            if row + 1 < table.rows.count, let next = self.header(table, row: row + 1),
                next.columns.count > header.columns.count
            {
                header = next
                row += 1
            }
            let end = end(of: header, in: table, from: row + 1)
            let first = table.rows[row].first?.lines.lowerBound ?? table.lines.lowerBound
            let last = table.rows[end - 1].last?.lines.upperBound ?? first
            found.append(
                DataTable(
                    table: number, candidates: header.candidates, columns: header.columns, rows: row + 1..<end,
                    lines: first..<max(first, last)))
            row = end
        }
        return found
    }

    /// The row after the last one that belongs to the column labels.
    private func end(of header: Header, in table: DocumentOutline.Table, from start: Int) -> Int {
        for row in start..<max(start, table.rows.count) {
            if let other = self.header(table, row: row), other.candidates != header.candidates { return row }
            if asks(table.rows[row], besides: header) { return row }
        }
        return table.rows.count
    }

    private func asks(_ cells: [DocumentOutline.Cell], besides header: Header) -> Bool {
        guard let cell = cells.first(where: { !$0.lines.isEmpty && !outline.text(of: $0).isEmpty }) else {
            return false
        }
        if header.candidates.contains(where: { text.texts[$0].row(outline.readings(of: cell)) != nil }) { return false }
        let line = cell.lines.lowerBound
        return anchors.asks(outline.lines[line], outline.readings[line], at: line)
    }

    /// The questions whose column labels the row holds.
    private func header(_ table: DocumentOutline.Table, row: Int) -> Header? {
        let cells = table.rows[row]
        guard cells.count > 1 else { return nil }
        // Of each cell the columns of each question that its readings label.
        let cellFits = cells.map { cell in outline.readings(of: cell).filter { !$0.isEmpty }.map { fits($0) } }
        guard cellFits.contains(where: { $0.contains { !$0.isEmpty } }) else { return nil }
        let isExact = row >= Self.topRows
        var found: Header?
        for (index, question) in text.texts.enumerated() where !question.columnLabels.isEmpty {
            let labels = question.columnLabels
            var columns: [Int: Int] = [:]
            for (cell, fits) in zip(cells, cellFits) {
                let own = fits.lazy.compactMap { $0.first { $0.question == index } }
                if let column = ColumnFit.column(of: own, isExact: isExact), columns[column] == nil {
                    columns[column] = cell.place.column
                }
            }
            guard columns.count >= min(max(2, labels.count - 1), labels.count), hasRows(question, table: table) else {
                continue
            }
            if columns.count > found?.columns.count ?? 0 {
                found = Header(candidates: [index], columns: columns)
            } else if columns == found?.columns, let last = found?.candidates.last,
                text.questions[last].columns.map(\.id) == question.question.columns.map(\.id)
            {
                found?.candidates.append(index)
            }
        }
        return found
    }

    /// Whether a table with the question's fixed rows is this one.
    private func hasRows(_ text: QuestionText, table: DocumentOutline.Table) -> Bool {
        guard !text.question.rows.isEmpty else { return true }
        let readings = table.rows.compactMap(\.first).flatMap { outline.readings(of: $0) }
        return text.rowCount(readings) * 2 >= text.question.rows.count
    }

    /// The columns that a text of this key labels, of every question that has one.
    private func fits(_ key: String) -> [ColumnFit] {
        text.knownColumns.value(for: key) {
            text.texts.enumerated().compactMap { ColumnFit(key, question: $0, among: $1.columnLabels) }
        }
    }

    /// The column that `words` label: by their very words, else by clear likeness.
    static func column(_ words: String, among labels: [ColumnLabels]) -> Int? {
        let fits = FormText.readings(words).compactMap { ColumnFit($0, question: 0, among: labels) }
        return ColumnFit.column(of: fits, isExact: false)
    }
}

/// The column of a question's table that a text labels.
struct ColumnFit: Sendable {
    var question: Int
    private var exact: Int?
    private var likest: (column: Int, score: Double)?

    /// The likeness to a column's label that makes a cell this label.
    private static let likeness = 0.7

    /// - Parameter key: of the text.
    init?(_ key: String, question: Int, among labels: [ColumnLabels]) {
        guard !labels.isEmpty, !key.isEmpty else { return nil }
        self.question = question
        exact = labels.firstIndex { $0.keys.contains(FoldedKey(key)) }
        if key.unicodeScalars.count < 80 {
            let trigrams = Trigrams(key)
            for (column, label) in labels.enumerated() {
                for label in label.trigrams where trigrams.greatestDice(label) >= Self.likeness {
                    let score = trigrams.dice(label)
                    if score >= Self.likeness, score > likest?.score ?? 0 { likest = (column, score) }
                }
            }
        }
        if exact == nil, likest == nil { return nil }
    }

    /// The column that one of several readings of a text labels.
    /// - Parameter isExact: whether only their very words count.
    static func column(of fits: some Sequence<ColumnFit>, isExact: Bool) -> Int? {
        if let exact = fits.compactMap(\.exact).min() { return exact }
        if isExact { return nil }
        var best: (column: Int, score: Double)?
        for fit in fits {
            if let likest = fit.likest, likest.score > best?.score ?? 0 { best = likest }
        }
        return best?.column
    }
}

/// The texts that one column of a table or grid goes by.
struct ColumnLabels: Sendable {
    let keys: [FoldedKey]
    let trigrams: [Trigrams]

    private init(_ texts: [String]) {
        keys = texts.map { FoldedKey($0) }
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
