import FuzzSupport

@testable import Archive
@testable import IstimaraCLI

/// A text from outside on its way to a person: terminal, log, CSV, page, name of a folder.
///
/// The first byte of an input is the columns there are.
enum FuzzEscape {
    static func run(_ input: [UInt8]) {
        let columns = 2 + Int(input.first ?? 0) % 60
        let text = String(decoding: input.dropFirst(), as: UTF8.self)
        checkTerminal(text, columns: columns)
        checkCell(text)
        checkPage(text)
        for format in [Settings.Log.Format.text, .json] {
            let line = LineLogHandler.line(
                level: "info", message: "x", fields: [("a", text), ("b", "1")], format: format)
            promise(isFitForTerminal(line), "a line of the log acts on the terminal")
        }
        let slug = ViewName.slug(text)
        promise(
            (1...60).contains(slug.utf8.count)
                && slug.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D },
            "the name of a folder has other characters than ours")
    }

    private static func isFitForTerminal(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            // The isolates that keep Arabic in its column are our own.
            !scalar.isControl && (!scalar.isBidirectional || scalar == "\u{2068}" || scalar == "\u{2069}")
        }
    }

    private static func checkTerminal(_ text: String, columns: Int) {
        let escaped = TerminalText.escape(text)
        promise(
            escaped.unicodeScalars.allSatisfy { !$0.isControl && !$0.isBidirectional }, "an escaped text is not inert")
        promise(TerminalText.escape(escaped) == escaped, "what is escaped is escaped again")
        promise(isFitForTerminal(TerminalText.display(text)), "a text acts on the terminal")
        promise(TerminalText.width(TerminalText.fit(escaped, columns: columns)) <= columns, "a cut text does not fit")
        for line in TerminalText.wrapped(text, columns: columns) + TerminalText.wrap(escaped, columns: columns) {
            promise(TerminalText.width(line) <= columns, "a line does not fit")
        }
        let terminal = Terminal(isInteractive: true, showsProgress: false, hasColor: false)
        for overflow in [TextTable.Overflow.wraps, .isCut] {
            var table = TextTable([("a", .leading), ("b", .trailing), ("c", .leading)], overflow: overflow)
            let cells = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            table.add(cells + Array(repeating: text, count: 3 - cells.count))
            for line in table.lines(width: columns, terminal: terminal) + table.lines(width: nil, terminal: terminal) {
                promise(isFitForTerminal(line), "a line of a table acts on the terminal")
            }
        }
        for line in TextColumns(2, width: columns).lines([text, "x"]) {
            promise(isFitForTerminal(line), "a line of columns acts on the terminal")
        }
    }

    /// What a reader of RFC 4180 makes of a cell, and a spreadsheet of what that reader gives it.
    private static func checkCell(_ text: String) {
        let cell = Array(CSVText.cell(text).unicodeScalars)
        var content = cell[...]
        if cell.first == "\"" {
            promise(cell.count > 1 && cell.last == "\"", "a quoted cell has no end")
            var rest = cell.dropFirst().dropLast()
            content = []
            while let scalar = rest.popFirst() {
                promise(scalar != "\"" || rest.popFirst() == "\"", "a quoted cell ends before its end")
                content.append(scalar)
            }
        } else {
            promise(
                !cell.contains { ",;\"\r\n\t".unicodeScalars.contains($0) }, "a cell that is not quoted does not end")
        }
        let isNumber = content.first == "+" || content.first == "-"
        let isPlain =
            isNumber && content.count > 1
            && content.dropFirst().allSatisfy { "0123456789.".unicodeScalars.contains($0) }
        let first = content.first { !$0.properties.isWhitespace && $0 != "\"" }
        promise(
            isPlain || !(first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false), "a cell is a formula")
        let written = content.first == "'" && text.unicodeScalars.first != "'" ? content.dropFirst() : content
        promise(
            written.elementsEqual(text.unicodeScalars.lazy.map { $0 == "\u{0}" ? "\u{FFFD}" : $0 }),
            "a cell is not the text")
    }

    private static func checkPage(_ text: String) {
        let escaped = Markup.escape(text)
        promise(
            escaped.unicodeScalars.allSatisfy { scalar in
                (!scalar.isControl || scalar == "\n" || scalar == "\t") && !scalar.isBidirectional
                    && !"<>\"'".unicodeScalars.contains(scalar)
            }, "a page has something else than text in it")
    }
}
