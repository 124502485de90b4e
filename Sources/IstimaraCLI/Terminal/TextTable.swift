/// A table of text for a terminal, its columns aligned by display width.
package struct TextTable {
    package enum Alignment: Sendable { case leading, trailing }

    private let headers: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    package init(_ columns: [(header: String, alignment: Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; cells come from outside and are escaped here.
    package mutating func add(_ cells: [String]) { rows.append(cells.map(TerminalText.escape)) }

    /// The lines of the table.
    /// - Parameter maximum: the columns there are; the widest column gives way where that is not enough.
    package func lines(width maximum: Int, terminal: Terminal) -> [String] {
        var widths = headers.indices.map { column in
            max(TerminalText.width(headers[column]), rows.map { TerminalText.width($0[column]) }.max() ?? 0)
        }
        let gaps = 2 * (widths.count - 1)
        while widths.reduce(gaps, +) > maximum, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > 8
        {
            widths[widest] -= 1
        }
        let header = line(headers, widths: widths)
        return [terminal.styled(header, .bold)] + rows.map { line($0, widths: widths) }
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var parts: [String] = []
        for (column, cell) in cells.enumerated() {
            let text = TerminalText.fit(cell, columns: widths[column])
            let padding = String(repeating: " ", count: max(0, widths[column] - TerminalText.width(text)))
            let shown = TerminalText.display(text)
            let isLast = column == cells.count - 1
            switch alignments[column] {
            case .leading: parts.append(isLast ? shown : shown + padding)
            case .trailing: parts.append(padding + shown)
            }
        }
        return parts.joined(separator: "  ")
    }
}
