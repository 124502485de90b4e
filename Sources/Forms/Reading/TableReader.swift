import Documents

/// Reads the rows of a table question: from a table with its column labels, or from lines that people typed instead.
struct TableReader {
    let text: QuestionText
    let outline: DocumentOutline

    private var question: Question { text.question }

    /// A row as it was read; cells that could not be read are counted, not guessed.
    private struct Row {
        var cells: [String: AnswerValue] = [:]
        var text: String
        var lines: [Line]
        var unreadCells = 0
        /// Cells in which all is struck out.
        var withdrawnCells = 0
        var isDoubtful = false

        /// Whether the whole row is struck out.
        var isWithdrawn: Bool { withdrawnCells > 0 && unreadCells == 0 && !cells.keys.contains { $0 != "row" } }
    }

    func read(_ tables: [DataTableFinder.DataTable], place: AnswerPlace?) -> ReadAnswer {
        let certainty = place?.certainty ?? 0.9
        var rows = tables.flatMap { self.rows(of: $0) }
        if let place {
            let lines = question.rows.isEmpty ? place.lines : RowLines.joined(place.lines)
            rows += lines.compactMap { self.row(of: $0) }
        }
        guard !rows.isEmpty else { return .blank(certainty, .labelled) }
        let understood = rows.flatMap(\.lines)
        let withdrawn = rows.filter(\.isWithdrawn)
        rows.removeAll(where: \.isWithdrawn)
        guard !rows.isEmpty else {
            return .withdrawn(withdrawn.map(\.text).joined(separator: "\n"), understood, certainty, .labelled)
        }
        let isPartial = rows.contains { $0.unreadCells > 0 || $0.withdrawnCells > 0 || $0.isDoubtful }
        return ReadAnswer(
            parsed: .value(.rows(rows.map(\.cells)), precision: isPartial ? .partial : .exact, otherText: nil),
            text: rows.map(\.text).joined(separator: "\n"), lines: rows.compactMap(\.lines.first), certainty: certainty,
            method: isTagged(rows) ? .tagged : .labelled, understood: understood)
    }

    private func isTagged(_ rows: [Row]) -> Bool {
        rows.allSatisfy { row in
            row.lines.contains { line in
                line.spans.contains { span in
                    guard let field = span.field, outline.fields.indices.contains(field) else { return false }
                    let name = outline.fields[field].name ?? outline.fields[field].title ?? ""
                    return name.hasPrefix(question.id)
                }
            }
        }
    }

    // MARK: Rows of a table

    private func rows(of data: DataTableFinder.DataTable) -> [Row] {
        let table = outline.tables[data.table]
        let labels = self.text.columnLabels
        var rows: [Row] = []
        for number in data.rows {
            var row = Row(text: "", lines: [])
            var texts: [String] = []
            if !question.rows.isEmpty {
                guard let fixed = fixedRow(table.rows[number]) else { continue }
                row.cells["row"] = .string(fixed)
            }
            for (index, column) in self.text.columns.enumerated() {
                guard let place = data.columns[index], let cell = table.cell(row: number, column: place) else {
                    continue
                }
                // A cell that spans rows says the same of each, but one proposal is written once.
                if index == 0, cell.place.row != number { continue }
                let lines = outline.lines[cell.lines].filter { !$0.isBlank }
                let standing = lines.filter { !$0.isStruckOut }
                let text = FillerText.trimmed(standing.map { $0.standing.trimmed }.joined(separator: "\n"))
                if text.isEmpty, lines.contains(where: \.isStruckOut) {
                    texts.append(lines.map { $0.text.trimmed }.joined(separator: "\n"))
                    row.lines += lines
                    row.withdrawnCells += 1
                    continue
                }
                guard !text.isEmpty, !isFormText(text) else { continue }
                // The label again, where the table goes on to the next page.
                if DataTableFinder.column(text, among: [labels[index]]) != nil, column.question.type != .single {
                    continue
                }
                texts.append(text)
                row.lines += lines
                fill(&row, column, text)
            }
            row.text = texts.joined(separator: " | ")
            if row.cells.keys.contains(where: { $0 != "row" }) || row.unreadCells > 0 || row.withdrawnCells > 0 {
                rows.append(row)
            }
        }
        return rows
    }

    private func fixedRow(_ cells: [DocumentOutline.Cell]) -> String? {
        for cell in cells.prefix(2) {
            if let row = text.row(outline.readings(of: cell)) { return question.rows[row].id }
        }
        return nil
    }

    /// Whether it is a placeholder, or a list of boxes with none of them ticked.
    private func isFormText(_ text: String) -> Bool {
        if FormText.isPlaceholder(text) { return true }
        let pieces = TickMarks.pieces(of: text)
        return pieces.contains(where: \.isBox) && !pieces.contains(.box(isTicked: true))
    }

    private func fill(_ row: inout Row, _ column: QuestionText, _ text: String) {
        switch column.parse(text) {
        case .value(let value, let precision, _):
            row.cells[column.question.id] = value
            row.isDoubtful = row.isDoubtful || precision == .partial
        case .notAvailable: break
        case .several, .unreadable: row.unreadCells += 1
        }
    }

    // MARK: Rows typed as lines

    /// `* proposal | type | priority`, `- proposal؛ type: …؛ priority: …`, or the proposal alone.
    private func row(of line: Line) -> Row? {
        var text = unmarked(line.standing)
        guard !text.isEmpty, !FillerText.isEmpty(text) else { return nil }
        var row = Row(text: line.standing.trimmed, lines: [line])
        if isWithdrawn(line) {
            row.text = line.text.trimmed
            row.withdrawnCells = 1
            return row
        }
        if !question.rows.isEmpty {
            guard let fixed = self.text.labelledRow(text), !FillerText.isEmpty(fixed.rest) else { return nil }
            row.cells["row"] = .string(question.rows[fixed.row].id)
            row.isDoubtful = fixed.likeness < 1
            text = fixed.rest
        }
        let isBarred = text.unicodeScalars.contains { $0 == "|" || $0 == "\t" }
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
            isBarred ? scalar == "|" || scalar == "\t" : scalar == "؛" || scalar == ";"
        }.map { String($0).trimmed }
        if isBarred, parts.count == question.columns.count {
            for (column, part) in zip(self.text.columns, parts) where !part.isEmpty { fill(&row, column, part) }
            return row
        }
        var columns = self.text.columns[...]
        for part in parts where !part.isEmpty {
            if let (column, value) = labelled(part) {
                fill(&row, column, value)
                columns.removeAll { $0.question.id == column.question.id }
            } else if let column = next(&columns, for: part, unlabelled: parts) {
                fill(&row, column, part)
            } else {
                row.isDoubtful = true
            }
        }
        let isRow = row.cells.keys.contains { $0 != "row" } || row.unreadCells > 0
        return isRow || row.isDoubtful && !question.rows.isEmpty ? row : nil
    }

    /// Whether a row's words are all struck out, or those behind the label of a fixed row.
    private func isWithdrawn(_ line: Line) -> Bool {
        if question.rows.isEmpty { return line.isStruckOut }
        func words(_ text: String) -> Bool {
            self.text.labelledRow(unmarked(text)).map { !FillerText.isEmpty($0.rest) } ?? false
        }
        return words(line.text) && (line.isStruckOut || !words(line.kept))
    }

    /// `Priorité : haute`
    private func labelled(_ part: String) -> (QuestionText, String)? {
        let scalars = Array(part.unicodeScalars)
        guard let colon = scalars.firstIndex(of: ":"), colon < 60 else { return nil }
        guard let column = DataTableFinder.column(String(scalars[..<colon]), among: text.columnLabels) else {
            return nil
        }
        return (text.columns[column], String(scalars[(colon + 1)...]).trimmed)
    }

    /// The next column that the part can be a value of.
    private func next(_ columns: inout ArraySlice<QuestionText>, for part: String, unlabelled: [String])
        -> QuestionText?
    {
        let named = Set(unlabelled.compactMap { labelled($0)?.0.question.id })
        while let column = columns.first {
            columns.removeFirst()
            if named.contains(column.question.id) { continue }
            // What may be one of several values of the column is for it, and for a person.
            if case .unreadable = column.parse(part) { continue }
            return column
        }
        return nil
    }

    /// A line without the bullet and the number before a row.
    private func unmarked(_ text: String) -> String {
        let isNumeric = [.number, .amount, .scale, .phone].contains(question.columns.first?.type)
        return OptionIndex.unmarked(withoutNumber(text), keepsSign: isNumeric)
    }

    /// `2) Créer un comité`, and not `3.5` or `10/03/2021`.
    private func withoutNumber(_ text: String) -> String {
        let scalars = Array(text.trimmed.unicodeScalars)
        let digits = scalars.prefix { $0.isDecimal }
        guard (1...2).contains(digits.count), digits.count < scalars.count,
            [")", ".", "-", "/"].contains(scalars[digits.count])
        else { return text }
        let rest = scalars[(digits.count + 1)...]
        return rest.first?.isDecimal == true ? text : String(rest)
    }
}
