import Documents

/// Walks one story of a document: its body, a header, its footnotes (ECMA-376 part 1, 17.2 and 17.10).
///
/// Content controls stand at five levels (block, run, row, cell, and inside one another), so every level knows them.
final class WordStory {
    let cursor: WordCursor
    let part: String
    let context: WordContext
    /// The runs of the paragraph being read.
    var runs: [Run] = []
    /// Blocks that follow the paragraph being read: its text boxes, and blocks that stand where runs should.
    var aside: [Block] = []
    /// The style of the paragraph being read.
    var style: WordStyles.Style?
    var paragraphs = 0
    var endsPage = false
    /// Content controls and complex fields around the place being read, outermost first.
    var open: [OpenField] = []
    /// Marks of the tracked changes around the place being read.
    var changes: Marks = []
    /// The content control that ended last in this paragraph.
    var previousControl: ClosedControl?
    /// The bookmark that began last, while no word has followed.
    var bookmark: WordBookmark?

    init(_ cursor: WordCursor, part: String, context: WordContext) {
        self.cursor = cursor
        self.part = part
        self.context = context
    }

    /// The blocks of the main document.
    func body() throws(DocumentError) -> [Block] {
        var blocks: [Block] = []
        try cursor.children { (name) throws(DocumentError) in
            if name == .body { blocks += try self.blocks() }
        }
        try closeStory()
        return blocks
    }

    /// The blocks of a header or footer, or of all notes or comments of a part; those without text are left out.
    func story() throws(DocumentError) -> [Block] {
        var blocks: [Block] = []
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .footnote, .endnote:
                // `separator` and its kin are lines that Word draws.
                guard self.cursor.attribute(.type) == nil || self.cursor.attribute(.type) == "normal" else { return }
                blocks += try self.blocks()
            case .comment: blocks += try self.blocks()
            default: try self.block(name, into: &blocks)
            }
        }
        try closeStory()
        return blocks.contains(where: \.hasContent) ? blocks : []
    }

    /// The blocks inside the current element.
    func blocks() throws(DocumentError) -> [Block] {
        var blocks: [Block] = []
        try cursor.children { (name) throws(DocumentError) in try self.block(name, into: &blocks) }
        return blocks
    }

    func block(_ name: WordName?, into blocks: inout [Block]) throws(DocumentError) {
        switch name {
        case .paragraph: try paragraph(into: &blocks)
        case .table: blocks.append(try table())
        case .contentControl:
            var content: [Block] = []
            try control(.block) { (name) throws(DocumentError) in try self.block(name, into: &content) }
            blocks += content
        case .customXML, .smartTag:
            blocks += try self.blocks()
        case .inserted, .movedTo, .deleted, .movedFrom:
            var content: [Block] = []
            try changed(name) { (name) throws(DocumentError) in try self.block(name, into: &content) }
            blocks += content
        case .alternateContent:
            var content: [Block] = []
            try alternate { (name) throws(DocumentError) in try self.block(name, into: &content) }
            blocks += content
        case .bookmarkStart: startBookmark()
        case .bookmarkEnd: endBookmark()
        case .altChunk:
            context.add(
                Finding(
                    .warning, code: "alt_chunk", location: part,
                    message: "a file inside the file, whose text was not read"))
        case .run, .hyperlink, .simpleField:
            // Runs without a paragraph: no program should write them, and no word may be lost.
            try loose(name, into: &blocks)
        default: break
        }
    }

    /// Reads the children of a tracked change with its mark.
    func changed(
        _ name: WordName?, _ visit: (WordName?) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        let outer = changes
        defer { changes = outer }
        changes.insert(name == .deleted || name == .movedFrom ? .deleted : .inserted)
        try cursor.children(visit)
    }

    /// Takes one of the alternatives of `mc:AlternateContent`: the first choice, or what follows where it says nothing.
    func alternate(_ visit: (WordName?) throws(DocumentError) -> Void) throws(DocumentError) {
        var isDone = false
        try cursor.children { (name) throws(DocumentError) in
            guard name == .choice || name == .fallback, !isDone else { return }
            let before = self.produced
            try self.cursor.children(visit)
            isDone = self.produced != before
        }
    }

    /// A number that grows with whatever is read from the document.
    private var produced: Int { runs.count + aside.count + paragraphs + context.images + open.count }
}

extension Block {
    /// Whether anything in it has text, or belongs to a field.
    var hasContent: Bool {
        switch self {
        case .paragraph(let paragraph): paragraph.runs.contains { !$0.text.isEmpty || $0.field != nil }
        case .table(let table): table.rows.contains { $0.contains { $0.blocks.contains(where: \.hasContent) } }
        case .container(_, let blocks): blocks.contains(where: \.hasContent)
        case .pageBreak: false
        }
    }
}
