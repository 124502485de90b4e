import Documents

/// Cuts a document into the places of its answers: from each label to the next.
///
/// In a table the answer stands in the cells beside the label; beneath it, where the cell beside is a label itself.
struct AnswerPlaceFinder {
    let text: FormText
    let outline: DocumentOutline
    let anchors: [Anchor]
    /// The form's titles by line.
    let titles: [FormText.Title?]
    /// The lines of tables that hold rows of answers.
    let dataLines: [Range<Int>]
    /// Whether text quoted from an earlier mail may hold answers.
    let countsQuotes: Bool

    private var anchorLines: [Int: Anchor] {
        Dictionary(anchors.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A place for each anchor, in the order of the lines.
    func places() -> [AnswerPlace] {
        let anchorLines = anchorLines
        return anchors.map { anchor in
            var place = AnswerPlace(question: anchor.question, certainty: certainty(anchor), lines: [])
            let first = outline.lines[anchor.line]
            let rest = first.dropping(anchor.length)
            if isContent(rest, FormText.readings(rest.text), of: anchor.question) { place.lines.append(rest) }
            let following = following(anchor, anchorLines: anchorLines)
            if endsLikeHeading(following, of: anchor, anchorLines: anchorLines) {
                place.certainty = min(place.certainty, AnchorFinder.sure - 0.01)
            }
            for index in following
            where isContent(outline.lines[index], outline.readings[index], of: anchor.question) {
                place.lines.append(outline.lines[index])
            }
            return place
        }
    }

    private func certainty(_ anchor: Anchor) -> Double {
        anchor.hasCode && anchor.language == nil ? 0.75 : anchor.score
    }

    // MARK: Places

    /// The lines after the anchor's that belong to its answer.
    private func following(_ anchor: Anchor, anchorLines: [Int: Anchor]) -> [Int] {
        let flow = flow(from: anchor.line + 1, anchorLines: anchorLines)
        guard let cell = outline.lines[anchor.line].cell, !isLayoutTable(cell.table) else { return flow }
        let table = outline.tables[cell.table]
        let beside = table.rows[cell.row].first { $0.place.column >= cell.column + cell.columnSpan }
        let isHeader =
            beside.map { next in next.lines.contains { anchorLines[$0] != nil } } ?? isAmongLabels(cell, anchorLines)
        guard isHeader else {
            let inside = flow.filter { table.lines.contains($0) }
            // A label that fills the last row of its table is a heading of what follows.
            return inside.isEmpty && beside == nil ? flow : inside
        }
        let rest = flow.filter { outline.lines[$0].cell == cell }
        return rest + beneath(cell, in: table, anchorLines: anchorLines)
    }

    /// The lines from `start` to the next label or title.
    private func flow(from start: Int, anchorLines: [Int: Anchor]) -> [Int] {
        var lines: [Int] = []
        var index = start
        while index < outline.lines.count, anchorLines[index] == nil {
            let line = outline.lines[index]
            if line.cell != nil, let data = dataLines.first(where: { $0.contains(index) }) {
                index = data.upperBound
                continue
            }
            if isBoundary(index) { break }
            lines.append(index)
            index += 1
        }
        return lines
    }

    /// The lines of the cells beneath `cell`, down to the next label.
    private func beneath(_ cell: CellPlace, in table: DocumentOutline.Table, anchorLines: [Int: Anchor]) -> [Int] {
        var lines: [Int] = []
        for row in table.rows.dropFirst(cell.row + 1) {
            if row.contains(where: { $0.lines.contains { anchorLines[$0] != nil } }) { break }
            if let first = row.first?.lines.lowerBound, dataLines.contains(where: { $0.contains(first) }) { break }
            for other in row where other.place.sharesColumn(with: cell) { lines += other.lines }
        }
        return lines
    }

    /// Whether the last cell of a row stands in a row of labels.
    private func isAmongLabels(_ cell: CellPlace, _ anchorLines: [Int: Anchor]) -> Bool {
        let row = outline.tables[cell.table].rows[cell.row]
        return row.count > 1 && row.allSatisfy { $0.lines.contains { anchorLines[$0] != nil } }
    }

    /// Whether the table is a frame around the page: one cell in every row.
    private func isLayoutTable(_ table: Int) -> Bool {
        outline.tables[table].rows.allSatisfy { $0.count <= 1 }
    }

    /// Whether the last of several lines may be the next section's heading in words of its own: short, without an end,
    /// before the first question of another section that no title was seen for.
    private func endsLikeHeading(_ lines: [Int], of anchor: Anchor, anchorLines: [Int: Anchor]) -> Bool {
        let said = lines.filter { !outline.readings[$0][0].isEmpty }
        guard let last = said.last, said.count > 1 || !outline.lines[anchor.line].dropping(anchor.length).isBlank,
            let next = outline.readings[(last + 1)...].firstIndex(where: { !$0[0].isEmpty }),
            let asked = anchorLines[next], text.sections[asked.question] != text.sections[anchor.question],
            outline.lines[last].cell == nil, outline.lines[last].marker == nil
        else { return false }
        let words = TextSimilarity.words(outline.readings[last][0]).count
        let end = outline.lines[last].text.trimmed.unicodeScalars.last
        return words <= 5 && end != "." && end != "؟" && end != "?" && end != "!"
    }

    // MARK: Form text

    /// Whether the answers before this line end with it.
    private func isBoundary(_ index: Int) -> Bool {
        let readings = outline.readings[index]
        return outline.lines[index].isHeading || titles[index] != nil || text.isProse(readings)
            || ClosingFormula.isOne(outline.lines[index].text, key: readings[0])
    }

    /// Whether the line says anything that the blank form does not.
    private func isContent(_ line: Line, _ readings: [String], of question: Int) -> Bool {
        guard !line.isBlank, line.origin != .comment, countsQuotes || line.origin != .quoted else { return false }
        guard !FormText.isPlaceholder(line.text, key: readings[0]), !text.isBlankFormLine(readings[0]) else {
            return false
        }
        // `☒ Préfecture ☐ Province` has the words of a label that names the options.
        if TickMarks.pieces(of: line.text).contains(where: \.isBox) { return true }
        let isLabel = readings.contains { key in
            text.exactLabels(key).contains { text.labels[$0].question == question }
        }
        return !isLabel
    }
}
