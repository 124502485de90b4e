import Documents

/// What stands on the page because the form was printed so: labels, options, titles, instructions, heads of tables.
///
/// Forms come back in other words and other shapes than the definition has them: a heading of the sender's own before
/// the questions, the head of a column, the number of a row say no more than the printed ones.
struct PrintedText {
    let outline: DocumentOutline
    let recognition: FormRecognition
    /// By line, whether an answer was read from it.
    let isRead: [Bool]
    /// By line, whether it is in the head of a table of answers.
    private let isHead: [Bool]

    init(outline: DocumentOutline, recognition: FormRecognition, isRead: [Bool]) {
        self.outline = outline
        self.recognition = recognition
        self.isRead = isRead
        var isHead = [Bool](repeating: false, count: outline.lines.count)
        for table in recognition.tables {
            let rows = outline.tables[table.table].rows[table.rows]
            let first = rows.lazy.compactMap(\.first).first?.lines.lowerBound ?? table.lines.upperBound
            for position in table.lines.lowerBound..<first { isHead[position] = true }
        }
        let controls = Set(recognition.controls.controls.map(\.field))
        let labels = Set(recognition.anchors.compactMap { outline.lines[$0.line].cell?.table })
        for (number, table) in outline.tables.enumerated() where table.rows.count > 1 && !labels.contains(number) {
            // The first row of a table whose other rows were read; a table of labels has no head.
            guard let head = table.rows[0].first, let last = table.rows[0].last else { continue }
            let lines = head.lines.lowerBound..<last.lines.upperBound
            let isAnswered = (lines.upperBound..<max(lines.upperBound, table.lines.upperBound)).contains { position in
                isRead[position] || outline.lines[position].spans.contains { $0.field.map(controls.contains) == true }
            }
            guard isAnswered, lines.allSatisfy({ !isRead[$0] }) else { continue }
            for position in lines { isHead[position] = true }
        }
        self.isHead = isHead
    }

    /// Whether the form says this, or would say it in words of the sender's own.
    /// - Parameters:
    ///   - text: the line at `position`, or what is left of it.
    ///   - readings: of `text`.
    func isPrinted(_ text: String, _ readings: [String], at position: Int) -> Bool {
        let form = recognition.text
        if recognition.titles[position] != nil || isHead[position] { return true }
        let key = readings[0]
        let isWord =
            key.isEmpty || readings.contains { form.isDecoy($0) || !form.exactLabels($0).isEmpty }
            || isNumbering(key, at: position) || form.isBlankFormLine(key) || FormText.isPlaceholder(text, key: key)
        // The instructions have a ticked box to show what it looks like.
        if isWord || !form.isProse(readings), Self.isMarked(text) { return false }
        return isWord || isListOfBoxes(text) || isOwnHeading(position) || form.isProse(readings) || form.isFragment(key)
    }

    /// Whether a box at one end of the text is ticked.
    static func isMarked(_ text: String) -> Bool {
        let pieces = TickMarks.pieces(of: text)
        return pieces.first == .box(isTicked: true) || pieces.last == .box(isTicked: true)
    }

    /// Boxes with the form's words beside them, none of them ticked.
    private func isListOfBoxes(_ text: String) -> Bool {
        let pieces = TickMarks.pieces(of: text)
        return pieces.contains(where: \.isBox)
            && pieces.allSatisfy { piece in
                guard case .text(let words) = piece else { return true }
                return recognition.text.isDecoy(Normaliser.key(words))
            }
    }

    /// The number of a table's row, or one beside a box.
    private func isNumbering(_ key: String, at position: Int) -> Bool {
        guard key.utf8.count <= 3, key.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let line = outline.lines[position]
        return line.cell?.column == 0 || line.spans.contains { $0.field != nil }
    }

    /// A heading in the sender's own words: one by its style, or a few words in bold right before a question.
    private func isOwnHeading(_ position: Int) -> Bool {
        let line = outline.lines[position]
        let words = outline.readings[position][0].unicodeScalars.split(separator: " ").count
        if line.isHeading { return words <= 12 }
        guard words <= 6, line.cell == nil, AnswerMarks.common(line).contains(.bold) else { return false }
        let next = outline.lines[(position + 1)...].firstIndex { !$0.isBlank }
        return next.map { next in
            recognition.titles[next] != nil || recognition.anchors.contains { $0.line == next }
        } ?? false
    }
}
