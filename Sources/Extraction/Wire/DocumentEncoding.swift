import Documents

extension WireWriter {
    /// Writes a document: its fields before its blocks, whose runs name them by index.
    mutating func put(_ document: Document) {
        put(document.format.rawValue)
        put(list: Array(document.findings.prefix(DocumentBounds.findings))) { $0.put($1) }
        let properties = document.properties.sorted { $0.key < $1.key }
        put(list: Array(properties.prefix(DocumentBounds.properties))) { writer, property in
            writer.put(property.key)
            writer.put(property.value)
        }
        put(list: document.fields) { $0.put($1) }
        put(list: document.blocks) { $0.put($1) }
    }

    private mutating func put(_ finding: Finding) {
        put(finding.severity.rawValue)
        put(finding.code)
        put(finding.location)
        put(finding.message)
    }

    private mutating func put(_ field: Field) {
        put(field.kind.rawValue)
        put(field.source.rawValue)
        put(field.name)
        put(field.title)
        put(field.bookmark)
        put(field.value)
        put(field.isChecked)
        put(list: field.options) { writer, option in
            writer.put(option.value)
            writer.put(option.label)
        }
        put(field.isPlaceholder)
        put(field.isReadOnly)
        put(field.parent)
        put(field.box) { $0.put($1) }
    }

    private mutating func put(_ block: Block) {
        switch block {
        case .paragraph(let paragraph):
            put(byte: BlockTag.paragraph.rawValue)
            put(paragraph)
        case .table(let table):
            put(byte: BlockTag.table.rawValue)
            put(table.isRightToLeft)
            put(table.name)
            put(list: table.rows) { writer, row in writer.put(list: row) { $0.put($1) } }
        case .container(let origin, let blocks):
            put(byte: BlockTag.container.rawValue)
            put(origin.rawValue)
            put(list: blocks) { $0.put($1) }
        case .pageBreak:
            put(byte: BlockTag.pageBreak.rawValue)
        }
    }

    private mutating func put(_ paragraph: Paragraph) {
        switch paragraph.kind {
        case .normal:
            put(byte: ParagraphTag.normal.rawValue)
        case .heading(let level):
            put(byte: ParagraphTag.heading.rawValue)
            put(level)
        case .listItem(let level, let marker):
            put(byte: ParagraphTag.listItem.rawValue)
            put(level)
            put(marker)
        }
        put(paragraph.style)
        put(paragraph.isRightToLeft)
        put(list: paragraph.runs) { writer, run in
            writer.put(run.text)
            writer.put(Int(run.marks.rawValue))
            writer.put(run.field)
            writer.put(run.box) { $0.put($1) }
        }
    }

    private mutating func put(_ cell: Cell) {
        put(cell.column)
        put(cell.columnSpan)
        put(cell.rowSpan)
        put(cell.reference)
        put(list: cell.blocks) { $0.put($1) }
    }

    private mutating func put(_ box: Box) {
        put(box.page)
        put(box.x)
        put(box.y)
        put(box.width)
        put(box.height)
    }
}

/// How the wire tells blocks apart.
enum BlockTag: UInt8 { case paragraph = 1, table, container, pageBreak }

/// How the wire tells paragraphs apart.
enum ParagraphTag: UInt8 { case normal = 1, heading, listItem }
