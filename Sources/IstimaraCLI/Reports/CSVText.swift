/// The one way a text from outside becomes a cell of a CSV file.
enum CSVText {
    /// Quotes the cell; a text that a spreadsheet would take for a formula is shown as text by an apostrophe before it.
    static func cell(_ text: String) -> String {
        // Scalars throughout: to a reader of CSV a quote is a quote, whatever combining mark follows it.
        var cell = text.unicodeScalars.contains("\u{0}") ? replacing("\u{0}", in: text, with: "\u{FFFD}") : text
        // A leading blank or quote does not keep a spreadsheet from evaluating what follows.
        if let first = cell.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\"" }),
            "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first), !isPlainNumber(cell)
        {
            cell = "'" + cell
        }
        guard
            cell.utf8.contains(where: {
                $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09
            })
        else { return cell }
        return "\"" + replacing("\"", in: cell, with: "\"\"") + "\""
    }

    private static func replacing(_ scalar: Unicode.Scalar, in text: String, with other: String) -> String {
        var result = String.UnicodeScalarView()
        for next in text.unicodeScalars {
            if next == scalar { result.append(contentsOf: other.unicodeScalars) } else { result.append(next) }
        }
        return String(result)
    }

    /// `+212661234567` and `-3.5` are numbers and stay as they are.
    private static func isPlainNumber(_ text: String) -> Bool {
        text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } && text.utf8.count > 1
            && (text.utf8.first == UInt8(ascii: "+") || text.utf8.first == UInt8(ascii: "-"))
    }
}
