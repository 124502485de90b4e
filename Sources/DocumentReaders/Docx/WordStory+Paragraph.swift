import Documents

extension WordStory {
    /// Reads the `w:p` that the cursor stands on, and what hangs on it.
    func paragraph(into blocks: inout [Block]) throws(DocumentError) {
        var format = ParagraphFormat()
        try collect(into: &blocks, format: { format }) { () throws(DocumentError) in
            try self.cursor.children { (name) throws(DocumentError) in
                if name == .paragraphProperties {
                    format = try ParagraphFormat.read(self.cursor)
                    self.style = self.context.styles.paragraph(format.style)
                } else {
                    try self.inline(name)
                }
            }
        }
    }

    /// Makes a paragraph of an element that stands where only blocks should.
    func loose(_ name: WordName?, into blocks: inout [Block]) throws(DocumentError) {
        try collect(into: &blocks, format: { ParagraphFormat() }) { () throws(DocumentError) in
            try self.inline(name)
        }
    }

    /// Reads runs into a paragraph of their own; the one around it, if there is one, goes on afterwards.
    private func collect(
        into blocks: inout [Block], format: () -> ParagraphFormat, _ read: () throws(DocumentError) -> Void
    ) throws(DocumentError) {
        let outer = (runs: runs, aside: aside, endsPage: endsPage, style: style, previous: previousControl)
        (runs, aside, endsPage, previousControl) = ([], [], false, nil)
        style = context.styles.paragraph(nil)
        paragraphs += 1
        if let field = open.last(where: { $0.index != nil && !$0.text.isEmpty }) { field.text += "\n" }
        try read()
        let format = format()
        if format.startsPage { blocks.append(.pageBreak) }
        blocks.append(.paragraph(finished(format)))
        blocks += aside
        if endsPage { blocks.append(.pageBreak) }
        (runs, aside, endsPage, style, previousControl) = outer
    }

    /// The paragraph of the runs read; a numbered heading is a list item, since its number is what people refer to.
    private func finished(_ format: ParagraphFormat) -> Paragraph {
        let style = context.styles.paragraph(format.style)
        var paragraph = Paragraph(
            style: style?.name ?? format.style, isRightToLeft: format.isRightToLeft ?? style?.isRightToLeft, runs: runs)
        if let level = format.outlineLevel ?? style?.outlineLevel, level < 9 {
            paragraph.kind = .heading(level: level + 1)
        } else if let level = style?.name.flatMap(Self.headingLevel) {
            paragraph.kind = .heading(level: level)
        }
        var reference = format.numbering ?? style?.numbering
        if reference != nil, reference?.id == nil { reference?.id = style?.numbering?.id }
        if reference != nil, reference?.level == nil { reference?.level = style?.numbering?.level }
        if let reference, let item = context.numbering.next(reference) {
            paragraph.kind = .listItem(level: item.level, marker: item.marker)
        }
        return paragraph
    }

    /// The level in a style's name: `heading 2`, which Word writes so in every language.
    private static func headingLevel(_ name: String) -> Int? {
        let words = name.lowercased().split(separator: " ")
        guard words.count == 2, words[0] == "heading" else { return nil }
        return Int(words[1])
    }

    /// Reads an element inside a paragraph, at whatever depth its runs stand.
    func inline(_ name: WordName?) throws(DocumentError) {
        switch name {
        case .run: try run()
        case .bookmarkStart: startBookmark()
        case .bookmarkEnd: endBookmark()
        case .contentControl:
            try control(.run) { (name) throws(DocumentError) in try self.inline(name) }
        case .inserted, .movedTo, .deleted, .movedFrom:
            try changed(name) { (name) throws(DocumentError) in try self.inline(name) }
        case .alternateContent:
            try alternate { (name) throws(DocumentError) in try self.inline(name) }
        case .mathText: try emit(try cursor.text(), [])
        case .paragraph, .table, .altChunk:
            var blocks: [Block] = []
            try block(name, into: &blocks)
            aside += blocks
        default:
            try cursor.children { (name) throws(DocumentError) in try self.inline(name) }
        }
    }
}
