import Documents

/// A stretch of a line with one formatting.
struct Span: Hashable {
    var text: String
    var marks: Marks
    /// The control it stands in, as index in the document's fields.
    var field: Int?
}

/// The cell of a table that a line stands in.
struct CellPlace: Hashable {
    /// The table's position among the document's tables, from 0.
    var table: Int
    /// From 0.
    var row: Int
    /// The grid column it begins in, from 0, in logical order.
    var column: Int
    var columnSpan: Int

    /// Whether the cell lies, at least in part, in the same grid columns.
    func sharesColumn(with other: CellPlace) -> Bool {
        column < other.column + other.columnSpan && other.column < column + columnSpan
    }
}

/// One line of a document as a person sees it: a paragraph, or what stands between two of its line breaks.
///
/// Deleted and hidden text and placeholders are not in it; check boxes are ☐ and ☒.
struct Line: Hashable {
    var spans: [Span] = []
    /// `paragraph 12`, `table 3, row 2, cell 2`, `header`.
    var location: String
    var origin: Origin = .body
    var cell: CellPlace?
    /// The number or bullet that the program draws before it.
    var marker: String?
    var isHeading = false
    /// Whether it is the first line of its paragraph.
    var opensParagraph = true
    var box: Box?
    /// Its position in the outline; of lines that were joined, from the first to the last.
    var positions = 0..<0

    var text: String {
        if spans.count == 1 { return spans[0].text }
        return spans.reduce(into: "") { $0 += $1.text }
    }

    /// The line without its first `count` scalars.
    func dropping(_ count: Int) -> Line {
        var line = self
        var left = count
        line.spans = []
        for var span in spans {
            let length = span.text.unicodeScalars.count
            if left >= length {
                left -= length
                continue
            }
            if left > 0 {
                span.text = String(span.text.unicodeScalars.dropFirst(left))
                left = 0
            }
            line.spans.append(span)
        }
        line.marker = nil
        return line
    }

    /// Whether it holds nothing but spaces, dots and lines.
    var isBlank: Bool { FillerText.isEmpty(text) }

    func evidence(part: String, fields: [Field], quote: String? = nil) -> Evidence {
        let tag = spans.lazy.compactMap(\.field).first.flatMap { fields.indices.contains($0) ? fields[$0].name : nil }
        return Evidence(
            part: part, location: location, quote: quote ?? text.trimmed, tag: tag, page: box?.page,
            box: box.map { [$0.x, $0.y, $0.width, $0.height] })
    }
}
