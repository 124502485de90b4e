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
    /// - Parameter maximum: the columns there are. Where they are not enough the widest columns give way, and their
    ///   cells go on in the next line: nothing is cut, and a word is broken only where nothing else is left.
    package func lines(width maximum: Int, terminal: Terminal) -> [String] {
        let widths = widths(within: maximum)
        let header = lines(of: headers, widths: widths).map { terminal.styled($0, .bold) }
        return header + rows.flatMap { lines(of: $0, widths: widths) }
    }

    /// No column is made narrower than this for a wide word's sake.
    private static let narrowest = 8

    private func widths(within maximum: Int) -> [Int] {
        func widest(_ measure: (String) -> Int) -> [Int] {
            headers.indices.map { column in
                max(measure(headers[column]), rows.map { measure($0[column]) }.max() ?? 0)
            }
        }
        var widths = widest(TerminalText.width)
        // First between words, then within them.
        let words = widest { $0.split(separator: " ").map { TerminalText.width(String($0)) }.max() ?? 0 }
        for floors in [words, words.map { min($0, Self.narrowest) }] {
            while widths.reduce(2 * (widths.count - 1), +) > maximum,
                let column = widths.indices.filter({ widths[$0] > floors[$0] }).max(by: { widths[$0] < widths[$1] })
            {
                widths[column] -= 1
            }
        }
        return widths
    }

    private func lines(of cells: [String], widths: [Int]) -> [String] {
        let wrapped = cells.indices.map { TerminalText.wrap(cells[$0], columns: widths[$0]) }
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
