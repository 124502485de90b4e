/// Texts side by side on a terminal, each wrapped into its own column; Arabic stands at the right edge of its column.
package struct TextColumns {
    /// The columns of the terminal that each text may take.
    private let widths: [Int]
    private static let gap = " │ "

    /// Shares `width` columns of the terminal out evenly.
    package init(_ count: Int, width: Int) {
        let free = max(count, width - (count - 1) * TerminalText.width(Self.gap))
        widths = (0..<count).map { free * ($0 + 1) / count - free * $0 / count }
    }

    /// The lines of one row; texts come from outside and are made safe here.
    ///
    /// Every line is isolated for itself, so that a terminal which reorders keeps the columns apart.
    /// - Parameter style: how a finished cell is shown, by its column.
    package func lines(_ texts: [String], style: (String, Int) -> String = { text, _ in text }) -> [String] {
        let cells = zip(texts, widths).map { TerminalText.wrapped($0, columns: $1) }
        let directions = texts.map(TerminalText.isRightToLeft)
        return (0..<(cells.map(\.count).max() ?? 0)).map { index in
            let parts = cells.indices.map { column in
                let text = index < cells[column].count ? cells[column][index] : ""
                let padding = String(repeating: " ", count: max(0, widths[column] - TerminalText.width(text)))
                let shown = text.isEmpty ? "" : style(TerminalText.display(text), column)
                if directions[column] { return padding + shown }
                return column == cells.count - 1 ? shown : shown + padding
            }
            return parts.joined(separator: Self.gap)
        }
    }
}

extension TerminalText {
    /// Whether a text's first strong letter is of a script written from right to left (Unicode UAX #9, P2 and P3).
    package static func isRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.first { isRightToLeft($0) || $0.properties.isAlphabetic }.map { isRightToLeft($0) } ?? false
    }

    /// A text in lines of at most so many columns, broken between words where there are any; its own line ends stay.
    package static func wrapped(_ text: String, columns: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var line = ""
            for word in escape(String(paragraph)).split(separator: " ") {
                for piece in pieces(word, columns: columns) {
                    if line.isEmpty {
                        line = piece
                    } else if width(line) + 1 + width(piece) <= columns {
                        line += " " + piece
                    } else {
                        lines.append(line)
                        line = piece
                    }
                }
            }
            lines.append(line)
        }
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// A word that is wider than the column, in pieces.
    private static func pieces(_ word: Substring, columns: Int) -> [String] {
        guard width(String(word)) > columns else { return [String(word)] }
        var pieces = [""]
        for scalar in word.unicodeScalars {
            let next = pieces[pieces.count - 1] + String(scalar)
            if width(next) > columns {
                pieces.append(String(scalar))
            } else {
                pieces[pieces.count - 1] = next
            }
        }
        return pieces
    }
}
