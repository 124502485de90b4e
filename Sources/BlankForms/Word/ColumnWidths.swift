import Forms

/// Shares a table's width among its columns.
struct ColumnWidths {
    let language: Language
    /// What a date's cell shows while it is empty; it should stand on one line.
    let datePlaceholder: String

    /// The widths in twentieths of a point; the first is that of the row labels where the rows are fixed.
    ///
    /// Each column has room for its longest word; what is left goes where most is written.
    func widths(of question: Question, total: Int) -> [Int] {
        var least = question.columns.map(leastWidth)
        var weights = question.columns.map(weight)
        if !question.rows.isEmpty {
            least.insert(leastWidth(for: question.rows.map { $0.label.text(language) }), at: 0)
            weights.insert(3, at: 0)
        }
        let left = total - least.reduce(0, +)
        guard left > 0 else { return least.map { _ in total / least.count } }
        let sum = weights.reduce(0, +)
        return zip(least, weights).map { $0 + left * $1 / sum }
    }

    private func leastWidth(of column: Question) -> Int {
        let box = column.type == .multi ? 300 : 0
        let shown = column.type == .date ? [datePlaceholder] : column.options.map { $0.label.text(language) }
        return box + leastWidth(for: [column.label.text(language)] + shown)
    }

    private func leastWidth(for texts: [String]) -> Int {
        let longest = texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(\.count).max() ?? 0
        // A letter of the cells' size is about 5 points wide; 200 is what the cell's margins take.
        return 200 + 105 * min(longest, 20)
    }

    private func weight(of column: Question) -> Int {
        switch column.type {
        case .longtext: 8
        case .text, .council, .email, .multi: 3
        default: 1
        }
    }
}
