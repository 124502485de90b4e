import Forms

/// How a run differs from its paragraph's style.
struct RunFormat {
    var isBold = false
    /// RRGGBB.
    var color: String?
    /// A character style.
    var style: String?
    /// One font for all scripts.
    var font: String?

    static let plain = RunFormat()
}

/// Sets text in the direction of one language: runs, paragraphs and tables of WordprocessingML.
///
/// In a right-to-left form every paragraph has `w:bidi`, every table `w:bidiVisual` and every run `w:rtl`, save those
/// that hold nothing but a Latin word, a mail address or the like: in an `rtl` run Word would turn their punctuation
/// around.
struct Typesetter {
    let language: Language
    var isRightToLeft: Bool { language.isRightToLeft }

    // MARK: Runs

    /// The runs of a text; a line feed becomes a line break, and no line begins with a mark that ends a word.
    func runs(_ text: String, _ format: RunFormat = .plain) -> [Markup] {
        if text.isEmpty { return [] }
        let text = Self.bound(text)
        guard isRightToLeft else { return [run(text, format, isRightToLeft: false)] }
        return Self.directions(of: text).map { run($0.text, format, isRightToLeft: $0.isRightToLeft) }
    }

    /// A run that holds markup instead of text: a tab, a field.
    func run(of content: [Markup], _ format: RunFormat = .plain) -> Markup {
        let properties = runProperties(format, isRightToLeft: isRightToLeft)
        return .w("r", [:], (properties.isEmpty ? [] : [.w("rPr", [:], properties)]) + content)
    }

    private func run(_ text: String, _ format: RunFormat, isRightToLeft: Bool) -> Markup {
        let properties = runProperties(format, isRightToLeft: isRightToLeft)
        var content: [Markup] = properties.isEmpty ? [] : [.w("rPr", [:], properties)]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { content.append(.w("br")) }
            if !line.isEmpty { content.append(.tag("w:t", ["xml:space": "preserve"], [.text(String(line))])) }
        }
        return .w("r", [:], content)
    }

    /// The children of `w:rPr` in the order of its schema (ECMA-376-1 §17.3.2).
    func runProperties(_ format: RunFormat, isRightToLeft: Bool) -> [Markup] {
        var properties: [Markup] = []
        if let style = format.style { properties.append(.w("rStyle", ["val": style])) }
        if let font = format.font {
            properties.append(.w("rFonts", ["ascii": font, "eastAsia": font, "hAnsi": font, "cs": font]))
        }
        if format.isBold { properties += [.w("b"), .w("bCs")] }
        if let color = format.color { properties.append(.w("color", ["val": color])) }
        if isRightToLeft { properties.append(.w("rtl")) }
        return properties
    }

    /// The text with no-break spaces before the marks that stand apart from their word: `? ! : ; » *`.
    static func bound(_ text: String) -> String {
        var bound = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if bound.last == " ", "?!:;»*".unicodeScalars.contains(scalar) {
                bound.removeLast()
                bound.append("\u{00A0}")
            }
            bound.append(scalar)
        }
        return String(bound)
    }

    /// Cuts a text of a right-to-left form into what runs rightward and the Latin words in it.
    static func directions(of text: String) -> [(text: String, isRightToLeft: Bool)] {
        var pieces: [(text: String, isRightToLeft: Bool)] = []
        for word in words(of: text) {
            let isLatin = word.unicodeScalars.contains { $0.properties.isAlphabetic && $0.value < 0x0250 }
            if let last = pieces.last, last.isRightToLeft == !isLatin {
                pieces[pieces.count - 1].text += word
            } else {
                pieces.append((word, !isLatin))
            }
        }
        return pieces
    }

    /// The words of a text, and the spaces between them, in order.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var isSpace: Bool?
        for scalar in text.unicodeScalars {
            let scalarIsSpace = scalar.properties.isWhitespace
            if isSpace != scalarIsSpace { words.append("") }
            words[words.count - 1].unicodeScalars.append(scalar)
            isSpace = scalarIsSpace
        }
        return words
    }

    // MARK: Paragraphs

    /// A paragraph in one of the styles of ``Stylesheet``.
    func paragraph(_ style: Stylesheet.Style, _ content: [Markup], keepsWithNext: Bool = false) -> Markup {
        var properties: [Markup] = [.w("pStyle", ["val": style.rawValue])]
        if keepsWithNext { properties.append(.w("keepNext")) }
        if isRightToLeft { properties.append(.w("bidi")) }
        return .w("p", [:], [.w("pPr", [:], properties)] + content)
    }

    // MARK: Tables

    struct Cell {
        var content: [Markup]
        /// RRGGBB.
        var fill: String?
        var isCentered = false
    }

    struct Row {
        var cells: [Cell]
        /// Whether it is repeated on every page the table goes on to.
        var isHeader = false
        /// In twentieths of a point.
        var minimumHeight: Int?
    }

    enum Borders {
        /// Lines around every cell.
        case grid
        /// Lines above and below every row.
        case rows
        /// One line around the table.
        case box
    }

    /// A table of fixed columns, widths in twentieths of a point; rows stay on one page.
    func table(widths: [Int], borders: Borders, rows: [Row]) -> Markup {
        let line: KeyValuePairs = ["val": "single", "sz": "4", "space": "0", "color": Stylesheet.lineColor]
        let none: KeyValuePairs = ["val": "nil"]
        var properties: [Markup] = isRightToLeft ? [.w("bidiVisual")] : []
        properties += [
            .w("tblW", ["w": String(widths.reduce(0, +)), "type": "dxa"]),
            .w(
                "tblBorders", [:],
                [
                    .w("top", line), .w("left", borders == .rows ? none : line), .w("bottom", line),
                    .w("right", borders == .rows ? none : line), .w("insideH", line),
                    .w("insideV", borders == .grid ? line : none),
                ]),
            .w("tblLayout", ["type": "fixed"]),
            .w(
                "tblCellMar", [:],
                [
                    .w("top", ["w": "50", "type": "dxa"]), .w("left", ["w": "100", "type": "dxa"]),
                    .w("bottom", ["w": "50", "type": "dxa"]), .w("right", ["w": "100", "type": "dxa"]),
                ]),
        ]
        return .w(
            "tbl", [:],
            [
                .w("tblPr", [:], properties),
                .w("tblGrid", [:], widths.map { .w("gridCol", ["w": String($0)]) }),
            ] + rows.map { row(of: $0, widths: widths) })
    }

    private func row(of row: Row, widths: [Int]) -> Markup {
        var properties: [Markup] = [.w("cantSplit")]
        if let height = row.minimumHeight {
            properties.append(.w("trHeight", ["val": String(height), "hRule": "atLeast"]))
        }
        if row.isHeader { properties.append(.w("tblHeader")) }
        return .w("tr", [:], [.w("trPr", [:], properties)] + zip(row.cells, widths).map(cell))
    }

    private func cell(of cell: Cell, width: Int) -> Markup {
        var properties: [Markup] = [.w("tcW", ["w": String(width), "type": "dxa"])]
        if let fill = cell.fill { properties.append(.w("shd", ["val": "clear", "color": "auto", "fill": fill])) }
        if cell.isCentered { properties.append(.w("vAlign", ["val": "center"])) }
        return .w("tc", [:], [.w("tcPr", [:], properties)] + cell.content)
    }
}
