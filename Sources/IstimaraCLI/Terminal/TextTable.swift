/// A table of text for a terminal, its columns aligned by display width.
package struct TextTable {
    package enum Alignment: Sendable { case leading, trailing }

    /// What happens to a row that is wider than the terminal.
    package enum Overflow: Sendable {
        /// The widest columns give way, and their cells go on in the next line: nothing is cut, and a word is broken only
        /// where nothing else is left.
        case wraps
        /// A line a row: the last column is cut, with an ellipsis, and on a very narrow terminal those before it. For
        /// lists whose rows another command shows in full.
        case isCut
    }

    private let headers: [String]
    private let alignments: [Alignment]
    private let overflow: Overflow
    private var rows: [[String]] = []

    package init(_ columns: [(header: String, alignment: Alignment)], overflow: Overflow = .wraps) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
        self.overflow = overflow
    }

    package var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; cells come from outside and are escaped here.
    package mutating func add(_ cells: [String]) { rows.append(cells.map(TerminalText.escape)) }

    /// The lines of the table.
    /// - Parameter maximum: the columns there are; nil where nothing limits them, as in a file.
    package func lines(width maximum: Int?, terminal: Terminal) -> [String] {
        let widths = maximum.map(limited) ?? widest(TerminalText.width)
        let header = lines(of: headers, widths: widths).map { terminal.styled($0, .bold) }
        return header + rows.flatMap { lines(of: $0, widths: widths) }
    }

    /// No column is made narrower than this for a wide word's sake.
    private static let narrowest = 8

    private func widest(_ measure: (String) -> Int) -> [Int] {
        headers.indices.map { column in
            max(measure(headers[column]), rows.map { measure($0[column]) }.max() ?? 0)
        }
    }

    private func limited(to maximum: Int) -> [Int] {
        var widths = widest(TerminalText.width)
        func excess() -> Int { max(0, widths.reduce(2 * (widths.count - 1), +) - maximum) }
        if overflow == .isCut {
            // The first column names the row and stays whole as long as anything else is left.
            for column in widths.indices.reversed() { widths[column] = max(1, widths[column] - excess()) }
            return widths
        }
        // First between words, then within them.
        let words = widest { $0.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 0 }
        for floors in [words, words.map { min($0, Self.narrowest) }] {
            while excess() > 0,
                let column = widths.indices.filter({ widths[$0] > floors[$0] }).max(by: { widths[$0] < widths[$1] })
            {
                widths[column] -= 1
            }
        }
        return widths
    }

    private func lines(of cells: [String], widths: [Int]) -> [String] {
        let wrapped = cells.indices.map { column in
            overflow == .isCut
                ? [TerminalText.fit(cells[column], columns: widths[column])]
                : TerminalText.wrap(cells[column], columns: widths[column])
        }
        return (0..<(wrapped.map(\.count).max() ?? 0)).map { number in
            line(wrapped.map { number < $0.count ? $0[number] : "" }, widths: widths)
        }
    }

    private func line(_ cells: [String], widths: [Int]) -> String {
        var parts: [String] = []
        for (column, text) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[column] - TerminalText.width(text)))
            let shown = TerminalText.display(text)
            switch alignments[column] {
            case .leading: parts.append(shown + padding)
            case .trailing: parts.append(padding + shown)
            }
        }
        var line = parts.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
