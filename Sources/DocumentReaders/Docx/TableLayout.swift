import Documents

/// Builds a table from its cells in document order; a cell that continues a merge becomes part of the one it continues.
struct TableLayout {
    enum Merge { case restart, `continue` }

    /// `w:tcPr`, as far as it places the cell.
    struct CellFormat {
        var columnSpan = 1
        var vertical: Merge?
        var horizontal: Merge?
    }

    private(set) var row = -1
    private var column = 0
    /// By grid column: the cell that a vertical merge began in.
    private var origins: [Int: (row: Int, index: Int)] = [:]
    var table = Table(rows: [])

    mutating func beginRow() {
        table.rows.append([])
        row += 1
        column = 0
    }

    /// Leaves grid columns out before the first cell (`w:gridBefore`).
    mutating func skipColumns(_ count: Int) { column += min(max(count, 0), 1_000) }

    mutating func place(_ blocks: [Block], _ format: CellFormat) {
        let span = min(max(format.columnSpan, 1), 1_000)
        defer { column += span }
        if format.vertical == .continue, let origin = origins[column] {
            table.rows[origin.row][origin.index].rowSpan = row - origin.row + 1
            append(blocks, to: origin)
        } else if format.horizontal == .continue, let last = table.rows[row].indices.last {
            table.rows[row][last].columnSpan += span
            append(blocks, to: (row, last))
        } else {
            table.rows[row].append(Cell(blocks: blocks, column: column, columnSpan: span))
            origins[column] = format.vertical == nil ? nil : (row, table.rows[row].count - 1)
        }
    }

    /// Word hides what stands in a continued cell; if there is anything, it is kept rather than lost.
    private mutating func append(_ blocks: [Block], to place: (row: Int, index: Int)) {
        guard blocks.contains(where: \.hasContent) else { return }
        table.rows[place.row][place.index].blocks += blocks
    }
}
