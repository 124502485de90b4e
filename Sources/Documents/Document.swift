/// What kind of file a document was read from.
package enum DocumentFormat: String, Codable, Sendable {
    case docx, odt, xlsx, pdf, html, text, image
}

/// A filled document without its format: what stands on its pages, in reading order, and the fields in it.
///
/// A field's content stands in the text flow *and* in ``fields``: a run names its field by index.
package struct Document: Hashable, Codable, Sendable {
    package var format: DocumentFormat
    package var blocks: [Block]
    package var fields: [Field]
    package var findings: [Finding]
    /// Document properties: `title`, `formId`, `formVersion`, `application`, ….
    package var properties: [String: String]

    package init(
        format: DocumentFormat, blocks: [Block] = [], fields: [Field] = [], findings: [Finding] = [],
        properties: [String: String] = [:]
    ) {
        self.format = format
        self.blocks = blocks
        self.fields = fields
        self.findings = findings
        self.properties = properties
    }
}

/// One block of a document.
package indirect enum Block: Hashable, Codable, Sendable {
    case paragraph(Paragraph)
    case table(Table)
    /// Blocks that stand elsewhere than in the body's flow.
    case container(Origin, [Block])
    case pageBreak
}

/// Where blocks stand that are not the body's.
package enum Origin: String, Codable, Sendable {
    case body, header, footer, textBox = "text_box", footnote, comment, sheet, page
    /// Text that the sender quoted from an earlier mail.
    case quoted
}

/// A paragraph: runs of equally formatted text.
package struct Paragraph: Hashable, Codable, Sendable {
    package enum Kind: Hashable, Codable, Sendable {
        case normal
        case heading(level: Int)
        case listItem(level: Int, marker: String)
    }

    package var kind: Kind
    /// The style's name as the document has it.
    package var style: String?
    /// Whether the paragraph runs from right to left; nil where the document does not say.
    package var isRightToLeft: Bool?
    package var runs: [Run]

    package init(kind: Kind = .normal, style: String? = nil, isRightToLeft: Bool? = nil, runs: [Run] = []) {
        self.kind = kind
        self.style = style
        self.isRightToLeft = isRightToLeft
        self.runs = runs
    }

    /// The text as a person sees it: deleted and hidden runs left out.
    package var text: String {
        runs.lazy.filter { !$0.marks.contains(.deleted) && !$0.marks.contains(.hidden) }.map(\.text).joined()
    }
}

/// Text with one formatting.
package struct Run: Hashable, Codable, Sendable {
    package var text: String
    package var marks: Marks
    /// The index in ``Document/fields`` of the innermost field that holds this text.
    package var field: Int?
    /// The page and place it stands at, where the format knows it.
    package var box: Box?

    package init(_ text: String, marks: Marks = [], field: Int? = nil, box: Box? = nil) {
        self.text = text
        self.marks = marks
        self.field = field
        self.box = box
    }
}

/// How a run is formatted, as far as people answer with it.
package struct Marks: OptionSet, Hashable, Codable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The union; readers make one for every run.
    package init(arrayLiteral elements: Marks...) {
        rawValue = elements.reduce(0) { $0 | $1.rawValue }
    }

    package static let bold = Marks(rawValue: 1 << 0)
    package static let italic = Marks(rawValue: 1 << 1)
    package static let underline = Marks(rawValue: 1 << 2)
    package static let strike = Marks(rawValue: 1 << 3)
    package static let highlight = Marks(rawValue: 1 << 4)
    package static let colored = Marks(rawValue: 1 << 5)
    /// A tracked insertion: it counts as text.
    package static let inserted = Marks(rawValue: 1 << 6)
    /// A tracked deletion: kept, but not text.
    package static let deleted = Marks(rawValue: 1 << 7)
    package static let hidden = Marks(rawValue: 1 << 8)
    /// Placeholder text of an unanswered control.
    package static let placeholder = Marks(rawValue: 1 << 9)
    package static let rightToLeft = Marks(rawValue: 1 << 10)
}

/// A rectangle on a page: points from the top left corner.
package struct Box: Hashable, Codable, Sendable {
    /// From 1.
    package var page: Int
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(page: Int, x: Double, y: Double, width: Double, height: Double) {
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A table; a merged cell stands once, with its spans.
package struct Table: Hashable, Codable, Sendable {
    package var rows: [[Cell]]
    /// Whether the first column is on the right (`w:bidiVisual`).
    package var isRightToLeft: Bool
    package var name: String?

    package init(rows: [[Cell]], isRightToLeft: Bool = false, name: String? = nil) {
        self.rows = rows
        self.isRightToLeft = isRightToLeft
        self.name = name
    }
}

/// A cell of a table.
package struct Cell: Hashable, Codable, Sendable {
    package var blocks: [Block]
    /// The grid column it begins in, from 0, in logical order.
    package var column: Int
    package var columnSpan: Int
    package var rowSpan: Int
    /// A spreadsheet's own name for it: `B7`.
    package var reference: String?

    package init(blocks: [Block], column: Int, columnSpan: Int = 1, rowSpan: Int = 1, reference: String? = nil) {
        self.blocks = blocks
        self.column = column
        self.columnSpan = columnSpan
        self.rowSpan = rowSpan
        self.reference = reference
    }
}

/// A control or form field of a document.
package struct Field: Hashable, Codable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case text, multiline, checkbox, radio, choice, multichoice, date, signature, button, richText, group
    }

    /// Where the field comes from: a content control, a legacy field, ….
    package enum Source: String, Codable, Sendable {
        case contentControl, legacyField, odfControl, odfField, acroForm, xfa, validation, htmlInput
    }

    package struct Option: Hashable, Codable, Sendable {
        package var value: String
        package var label: String
        package init(value: String, label: String) {
            self.value = value
            self.label = label
        }
    }

    package var kind: Kind
    package var source: Source
    /// `w:tag`, bookmark, full AcroForm name; nil where there is none.
    package var name: String?
    /// `w:alias`, `/TU`, help text; nil where there is none.
    package var title: String?
    /// The bookmark around it (`w:bookmarkStart`), which outlives tag and title where a program drops them on saving; nil
    /// where there is none.
    package var bookmark: String?
    /// The text in it, or the chosen value; nil where nothing was filled in.
    package var value: String?
    /// For check boxes and radio buttons.
    package var isChecked: Bool?
    package var options: [Option]
    /// Whether what it shows is its placeholder: not answered.
    package var isPlaceholder: Bool
    package var isReadOnly: Bool
    /// The index of the field around this one; nil at the outermost level.
    package var parent: Int?
    package var box: Box?

    package init(
        kind: Kind, source: Source, name: String? = nil, title: String? = nil, bookmark: String? = nil,
        value: String? = nil, isChecked: Bool? = nil, options: [Option] = [], isPlaceholder: Bool = false,
        isReadOnly: Bool = false, parent: Int? = nil, box: Box? = nil
    ) {
        self.kind = kind
        self.source = source
        self.name = name
        self.title = title
        self.bookmark = bookmark
        self.value = value
        self.isChecked = isChecked
        self.options = options
        self.isPlaceholder = isPlaceholder
        self.isReadOnly = isReadOnly
        self.parent = parent
        self.box = box
    }
}
