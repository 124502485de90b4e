import Documents

/// Reads a grid: one number or option ticked in each row of a table.
struct GridReader {
    let text: QuestionText
    let outline: DocumentOutline

    private var question: Question { text.question }

    func read(_ tables: [DataTableFinder.DataTable], place: AnswerPlace?) -> ReadAnswer {
        let certainty = place?.certainty ?? 0.9
        var values: [String: AnswerValue] = [:]
        var lines: [Line] = []
        var erased: [Line] = []
        var isPartial = false
        for data in tables {
            let table = outline.tables[data.table]
            for cells in table.rows[data.rows] {
                guard let row = row(cells) else { continue }
                var ticked: [Int] = []
                var erasedHere: [Line] = []
                for (column, place) in data.columns.sorted(by: { $0.key < $1.key }) {
                    let cell = cells.first {
                        $0.place.column <= place && place < $0.place.column + $0.place.columnSpan
                    }
                    guard let cell, isTicked(outline.text(of: cell)) else { continue }
                    let written = outline.lines[cell.lines].filter { !$0.isBlank }
                    // A tick that is struck out is none.
                    if isTicked(written.map(\.kept).joined(separator: "\n")) {
                        ticked.append(column)
                        lines += written
                    } else {
                        erasedHere += written
                    }
                }
                erased += erasedHere
                if ticked.isEmpty, !erasedHere.isEmpty { isPartial = true }
                if ticked.count == 1 { values[row.id] = value(ticked[0]) }
                if ticked.count > 1 || values[row.id] != nil && ticked.isEmpty { isPartial = true }
            }
        }
        for line in RowLines.joined(place?.lines ?? []) {
            guard let written = text.labelledRow(OptionIndex.unmarked(line.standing)),
                !FillerText.isEmpty(written.rest), !line.isStruckOut
            else {
                let whole = text.labelledRow(OptionIndex.unmarked(line.text))
                if line.kept != line.text, whole.map({ !FillerText.isEmpty($0.rest) }) == true {
                    erased.append(line)
                    isPartial = true
                }
                continue
            }
            lines.append(line)
            let row = question.rows[written.row].id
            let value = typed(written.rest)
            if written.likeness < 1 || value == nil || values[row] != nil && values[row] != value { isPartial = true }
            if Doubt.isExpressed(written.rest, choosingFrom: question.options) { isPartial = true }
            if let value { values[row] = value }
        }
        guard !lines.isEmpty else {
            if erased.isEmpty { return .blank(certainty, .labelled) }
            let words = erased.map { $0.text.trimmed }.joined(separator: "\n")
            return .withdrawn(words, erased, certainty, .labelled)
        }
        return ReadAnswer(
            parsed: .value(.object(values), precision: isPartial ? .partial : .exact, otherText: nil),
            text: lines.map { $0.standing.trimmed }.joined(separator: "\n"), lines: lines, certainty: certainty,
            method: .labelled, understood: erased)
    }

    /// The number or option that was written out behind a row's label.
    private func typed(_ rest: String) -> AnswerValue? {
        if let scale = question.scale { return ScaleParser(scale: scale).parse(FillerText.trimmed(rest)).value }
        return OptionParser(index: text.options).parseSingle(FillerText.trimmed(rest)).value
    }

    private func row(_ cells: [DocumentOutline.Cell]) -> FormRow? {
        for cell in cells.prefix(2) {
            if let row = text.row(outline.readings(of: cell)) { return question.rows[row] }
        }
        return nil
    }

    private func value(_ column: Int) -> AnswerValue {
        if let scale = question.scale { return .number(Double(scale.minimum + column)) }
        return .string(question.options[column].code)
    }

    /// Anything but an empty box is a tick.
    private func isTicked(_ text: String) -> Bool {
        guard !FillerText.isEmpty(text) else { return false }
        let pieces = TickMarks.pieces(of: text)
        return pieces.contains(where: \.isBox) ? pieces.contains(.box(isTicked: true)) : true
    }
}
