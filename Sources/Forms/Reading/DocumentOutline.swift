import Documents

/// A document flattened into lines with places, and its tables as lines by row and cell.
struct DocumentOutline {
    struct Cell {
        var place: CellPlace
        /// The rows it covers, its own included.
        var rowSpan: Int
        /// The lines in it, as range of ``DocumentOutline/lines``.
        var lines: Range<Int>
    }

    struct Table {
        var rows: [[Cell]] = []
        var name: String?
        /// All lines in it.
        var lines: Range<Int> = 0..<0

        /// The cell at a grid place, be it one that reaches there from a row above.
        func cell(row: Int, column: Int) -> Cell? {
            for candidate in stride(from: row, through: 0, by: -1) {
                let cell = rows[candidate].first { cell in
                    cell.place.column <= column && column < cell.place.column + cell.place.columnSpan
                        && candidate + cell.rowSpan > row
                }
                if let cell { return cell }
            }
            return nil
        }
    }

    private(set) var lines: [Line] = []
    private(set) var tables: [Table] = []
    /// The keys of each line's text, as ``FormText/readings(_:)`` gives them.
    private(set) var readings: [[String]] = []
    /// Controls that only repeat an earlier one.
    private(set) var repeatedFields: Set<Int> = []
    let fields: [Field]
    let format: DocumentFormat

    private var paragraphs = 0

    init(_ document: Document) {
        fields = document.fields
        format = document.format
        add(document.blocks, origin: .body, cell: nil, location: nil)
        readings = lines.map { FormText.readings($0.text) }
    }

    /// The text of a cell, one line a paragraph.
    func text(of cell: Cell) -> String {
        lines[cell.lines].map { $0.text.trimmed }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The keys of a cell's text.
    func readings(of cell: Cell) -> [String] {
        cell.lines.count == 1 ? readings[cell.lines.lowerBound] : FormText.readings(text(of: cell))
    }

    // MARK: Blocks

    private mutating func add(_ blocks: [Block], origin: Origin, cell: CellPlace?, location: String?) {
        for block in blocks {
            switch block {
            case .paragraph(let paragraph):
                if location == nil { paragraphs += 1 }
                add(paragraph, origin: origin, cell: cell, location: location ?? "paragraph \(paragraphs)")
            case .table(let table):
                add(table, origin: origin)
            case .container(let inner, let blocks):
                // What is quoted stays so whatever it is nested in.
                add(
                    blocks, origin: origin == .quoted ? .quoted : inner, cell: cell,
                    location: location ?? Self.location(of: inner))
            case .pageBreak:
                break
            }
        }
    }

    private static func location(of origin: Origin) -> String? {
        switch origin {
        case .body, .sheet, .page, .quoted: nil
        case .header: "header"
        case .footer: "footer"
        case .textBox: "text box"
        case .footnote: "footnote"
        case .comment: "comment"
        }
    }

    private mutating func add(_ table: Documents.Table, origin: Origin) {
        let number = tables.count
        tables.append(Table(name: table.name))
        let start = lines.count
        for (row, cells) in table.rows.enumerated() {
            var outlined: [Cell] = []
            for (position, cell) in cells.enumerated() {
                let place = CellPlace(
                    table: number, row: row, column: cell.column, columnSpan: max(cell.columnSpan, 1))
                let first = lines.count
                let location = cell.reference ?? "table \(number + 1), row \(row + 1), cell \(position + 1)"
                add(cell.blocks, origin: origin, cell: place, location: location)
                outlined.append(Cell(place: place, rowSpan: max(cell.rowSpan, 1), lines: first..<lines.count))
            }
            tables[number].rows.append(outlined)
        }
        tables[number].lines = start..<lines.count
    }

    // MARK: Lines

    private mutating func add(_ paragraph: Paragraph, origin: Origin, cell: CellPlace?, location: String) {
        var line = Line(location: location, origin: origin, cell: cell)
        if case .listItem(_, let marker) = paragraph.kind { line.marker = marker }
        if case .heading = paragraph.kind { line.isHeading = true }
        let blank = line
        let text = ParagraphText(paragraph, fields: fields)
        repeatedFields.formUnion(text.repeated)
        for span in text.spans {
            guard span.text.unicodeScalars.contains(where: Self.isLineBreak) else {
                line.spans.append(span)
                continue
            }
            for (index, part) in span.text.unicodeScalars.split(
                omittingEmptySubsequences: false, whereSeparator: Self.isLineBreak
            ).enumerated() {
                if index > 0 {
                    append(line)
                    line = blank
                    line.marker = nil
                    line.opensParagraph = false
                }
                line.spans.append(Span(text: String(part), marks: span.marks, field: span.field))
            }
        }
        line.box = paragraph.runs.lazy.compactMap(\.box).first
        append(line)
    }

    private mutating func append(_ line: Line) {
        var line = line
        let depth = format == .text || format == .html ? Self.quoteMarks(line.text) : 0
        if depth > 0 {
            line = line.dropping(depth)
            line.origin = .quoted
        }
        line.positions = lines.count..<lines.count + 1
        lines.append(line)
    }

    private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// How many scalars of `>` and space begin a line that quotes an earlier mail (RFC 3676 §4.5).
    private static func quoteMarks(_ text: String) -> Int {
        let scalars = text.unicodeScalars
        guard scalars.first(where: { !$0.isBlank }) == ">" else { return 0 }
        return scalars.prefix { $0 == ">" || $0.isBlank }.count
    }
}
