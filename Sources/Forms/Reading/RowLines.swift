import Documents

/// Lines of one row of a table, joined: in a list that is a table the box stands in a cell of its own.
enum RowLines {
    static func joined(_ lines: [Line]) -> [Line] {
        var joined: [Line] = []
        for line in lines {
            guard let last = joined.last?.cell, let cell = line.cell, last.table == cell.table, last.row == cell.row,
                last.column != cell.column
            else {
                joined.append(line)
                continue
            }
            joined[joined.count - 1].spans += [Span(text: "\t", marks: [])] + line.spans
            joined[joined.count - 1].cell?.column = cell.column
            joined[joined.count - 1].positions =
                joined[joined.count - 1].positions.lowerBound..<line.positions.upperBound
        }
        return joined
    }
}
