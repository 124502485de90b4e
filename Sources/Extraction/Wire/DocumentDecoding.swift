import Documents

extension WireReader {
    /// Reads a document as ``WireWriter`` writes it, and refuses what no document can be.
    mutating func document(bounds: DocumentBounds) throws(WireError) -> Document {
        let format = try value(of: DocumentFormat.self)
        let findings = try list(maximum: DocumentBounds.findings) { reader throws(WireError) in try reader.finding() }
        let properties = try list(maximum: DocumentBounds.properties) { reader throws(WireError) in
            (try reader.text(maximum: 200), try reader.text())
        }
        let fieldCount = try peekNumber(in: 0...bounds.fields)
        let fields = try list(maximum: bounds.fields) { reader throws(WireError) in
            try reader.field(among: fieldCount)
        }
        try Self.check(parentsOf: fields, depth: bounds.depth)
        var blocks = BlockReader(fieldCount: fieldCount, cellsLeft: bounds.cells, depthLeft: bounds.depth)
        var document = Document(
            format: format, blocks: try blocks.blocks(&self), fields: fields, findings: findings,
            properties: Dictionary(properties) { first, _ in first })
        if didReplaceNull { document.findings.append(TextHygiene.finding) }
        return document
    }

    /// Refuses fields that hold each other, or stand in each other deeper than blocks may.
    private static func check(parentsOf fields: [Field], depth: Int) throws(WireError) {
        for field in fields {
            var parent = field.parent
            var steps = 0
            while let index = parent {
                steps += 1
                guard steps <= depth else { throw WireError("fields nested too deep") }
                parent = fields[index].parent
            }
        }
    }

    private mutating func finding() throws(WireError) -> Finding {
        Finding(
            try value(of: Finding.Severity.self), code: try code(), location: try text(maximum: 4_000),
            message: try text(maximum: 4_000))
    }

    private mutating func field(among count: Int) throws(WireError) -> Field {
        Field(
            kind: try value(of: Field.Kind.self), source: try value(of: Field.Source.self),
            name: try optionalText(), title: try optionalText(), bookmark: try optionalText(),
            value: try optionalText(),
            isChecked: try optional { reader throws(WireError) in try reader.flag() },
            options: try list { reader throws(WireError) in
                Field.Option(value: try reader.text(), label: try reader.text())
            },
            isPlaceholder: try flag(), isReadOnly: try flag(), parent: try fieldIndex(among: count),
            box: try optionalBox())
    }

    fileprivate mutating func optionalText() throws(WireError) -> String? {
        try optional { reader throws(WireError) in try reader.text() }
    }

    fileprivate mutating func fieldIndex(among count: Int) throws(WireError) -> Int? {
        try optional { reader throws(WireError) in
            guard count > 0 else { throw WireError("a field where there is none") }
            return try reader.number(in: 0...count - 1)
        }
    }

    fileprivate mutating func optionalBox() throws(WireError) -> Box? {
        try optional { reader throws(WireError) in
            Box(
                page: try reader.number(in: 1...DocumentBounds.pages), x: try reader.double(), y: try reader.double(),
                width: try reader.double(), height: try reader.double())
        }
    }
}

/// Reads blocks within blocks.
private struct BlockReader {
    let fieldCount: Int
    var cellsLeft: Int
    var depthLeft: Int

    mutating func blocks(_ reader: inout WireReader) throws(WireError) -> [Block] {
        guard depthLeft > 0 else { throw WireError("blocks nested too deep") }
        depthLeft -= 1
        defer { depthLeft += 1 }
        return try list(&reader) { (blocks, reader) throws(WireError) in try blocks.block(&reader) }
    }

    /// A list whose elements need this reader's own state.
    private mutating func list<Element>(
        _ reader: inout WireReader, _ read: (inout Self, inout WireReader) throws(WireError) -> Element
    ) throws(WireError) -> [Element] {
        var state = self
        defer { self = state }
        return try reader.list { reader throws(WireError) in try read(&state, &reader) }
    }

    private mutating func block(_ reader: inout WireReader) throws(WireError) -> Block {
        switch BlockTag(rawValue: try reader.byte()) {
        case .paragraph:
            return .paragraph(try paragraph(&reader))
        case .table:
            let isRightToLeft = try reader.flag()
            let name = try reader.optionalText()
            let rows = try list(&reader) { (blocks, reader) throws(WireError) in
                try blocks.list(&reader) { (blocks, reader) throws(WireError) in try blocks.cell(&reader) }
            }
            return .table(Table(rows: rows, isRightToLeft: isRightToLeft, name: name))
        case .container:
            let origin = try reader.value(of: Origin.self)
            return .container(origin, try blocks(&reader))
        case .pageBreak:
            return .pageBreak
        case nil:
            throw WireError("no such block")
        }
    }

    private func paragraph(_ reader: inout WireReader) throws(WireError) -> Paragraph {
        let kind: Paragraph.Kind
        switch ParagraphTag(rawValue: try reader.byte()) {
        case .normal: kind = .normal
        case .heading: kind = .heading(level: try reader.number(in: DocumentBounds.headingLevel))
        case .listItem:
            let level = try reader.number(in: DocumentBounds.headingLevel)
            kind = .listItem(level: level, marker: try reader.text(maximum: 1_000))
        case nil: throw WireError("no such paragraph")
        }
        let style = try reader.optionalText()
        let isRightToLeft = try reader.optional { reader throws(WireError) in try reader.flag() }
        let runs = try reader.list { reader throws(WireError) in try run(&reader) }
        return Paragraph(kind: kind, style: style, isRightToLeft: isRightToLeft, runs: runs)
    }

    private func run(_ reader: inout WireReader) throws(WireError) -> Run {
        let text = try reader.text()
        let marks = Marks(rawValue: UInt16(try reader.number(in: 0...0x7FF)))
        let field = try reader.fieldIndex(among: fieldCount)
        return Run(text, marks: marks, field: field, box: try reader.optionalBox())
    }

    private mutating func cell(_ reader: inout WireReader) throws(WireError) -> Cell {
        guard cellsLeft > 0 else { throw WireError("too many cells") }
        cellsLeft -= 1
        let column = try reader.number(in: 0...DocumentBounds.columns)
        let columnSpan = try reader.number(in: 1...DocumentBounds.columns)
        let rowSpan = try reader.number(in: 1...DocumentBounds.rows)
        let reference = try reader.optional { reader throws(WireError) in try reader.text(maximum: 200) }
        return Cell(
            blocks: try blocks(&reader), column: column, columnSpan: columnSpan, rowSpan: rowSpan, reference: reference)
    }
}
