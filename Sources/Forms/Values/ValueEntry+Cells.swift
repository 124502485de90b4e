extension ValueEntry {
    /// A table's or grid's value with one cell given another value; a row that is empty then goes.
    /// - Parameters:
    ///   - value: the value as it stands; nil where nothing was written.
    ///   - place: row and column of a table, rows numbered from 1 (one more adds a row) or named where the form names
    ///     them; the row alone for a grid.
    package func setting(
        _ value: AnswerValue?, at place: [String], of question: Question, to text: String
    ) throws(Refusal) -> AnswerValue? {
        switch question.type {
        case .grid: try setting(grid: value, at: place, of: question, to: text)
        case .table: try setting(table: value, at: place, of: question, to: text)
        default: throw Refusal(.noSuchCell, "\(question.id) has no cells")
        }
    }

    private func setting(
        grid value: AnswerValue?, at place: [String], of question: Question, to text: String
    ) throws(Refusal) -> AnswerValue? {
        guard place.count == 1, let row = question.rows.first(where: { $0.id == place[0] }) else {
            throw Refusal(.noSuchCell, "\(question.id).ROW=VALUE; its rows are \(Self.names(question.rows.map(\.id)))")
        }
        var cells: [String: AnswerValue] = [:]
        if case .object(let given)? = value { cells = given }
        var cell = question
        cell.type = question.scale == nil ? .single : .scale
        cells[row.id] = try read(text, as: cell).value
        return cells.isEmpty ? nil : .object(cells)
    }

    private func setting(
        table value: AnswerValue?, at place: [String], of question: Question, to text: String
    ) throws(Refusal) -> AnswerValue? {
        guard place.count == 2, let column = question.columns.first(where: { $0.id == place[1] }) else {
            throw Refusal(
                .noSuchCell,
                "\(question.id).ROW.COLUMN=VALUE; its columns are \(Self.names(question.columns.map(\.id)))")
        }
        var rows: [[String: AnswerValue]] = []
        if case .rows(let given)? = value { rows = given }
        let index = try self.index(of: place[0], in: &rows, of: question)
        rows[index][column.id] = try read(text, as: column).value
        rows.removeAll { row in !row.keys.contains { $0 != "row" } }
        return rows.isEmpty ? nil : .rows(rows)
    }

    /// Where the row stands, added where it is new.
    private func index(
        of name: String, in rows: inout [[String: AnswerValue]], of question: Question
    ) throws(Refusal) -> Int {
        if question.rows.isEmpty {
            guard let number = Int(name), (1...rows.count + 1).contains(number) else {
                throw Refusal(.noSuchCell, "\(question.id) has rows 1 to \(rows.count); \(rows.count + 1) adds one")
            }
            if number > rows.count { rows.append([:]) }
            return number - 1
        }
        guard question.rows.contains(where: { $0.id == name }) else {
            throw Refusal(.noSuchCell, "\(question.id) has the rows \(Self.names(question.rows.map(\.id)))")
        }
        if let index = rows.firstIndex(where: { $0["row"] == .string(name) }) { return index }
        rows.append(["row": .string(name)])
        return rows.count - 1
    }

    private static func names(_ ids: [String]) -> String { ids.joined(separator: ", ") }
}
