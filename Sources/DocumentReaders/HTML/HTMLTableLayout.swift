import Documents

/// Builds a table from its cells in document order, leaving out the columns that a row span from above covers.
struct HTMLTableLayout {
    private var row = -1
    private var column = 0
    /// By column: the first row that is free again.
    private var freeFrom: [Int: Int] = [:]
    var table: Table

    init(isRightToLeft: Bool, name: String?) { table = Table(rows: [], isRightToLeft: isRightToLeft, name: name) }

    mutating func beginRow() {
        table.rows.append([])
        row += 1
        column = 0
    }

    mutating func place(_ blocks: [Block], columnSpan: Int, rowSpan: Int) {
        if row < 0 { beginRow() }
        while freeFrom[column, default: 0] > row { column += 1 }
        let (columns, rows) = (min(max(columnSpan, 1), 1_000), min(max(rowSpan, 1), 1_000))
        table.rows[row].append(Cell(blocks: blocks, column: column, columnSpan: columns, rowSpan: rows))
        if rows > 1 {
            for covered in column..<column + columns { freeFrom[covered] = row + rows }
        }
        column += columns
    }
}
