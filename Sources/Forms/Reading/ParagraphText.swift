import Documents

/// The text of a paragraph as a person sees it, control by control.
struct ParagraphText {
    private(set) var spans: [Span] = []
    /// The controls left out because they repeat an earlier one.
    let repeated: Set<Int>

    init(_ paragraph: Paragraph, fields: [Field]) {
        repeated = Self.repeatedFields(paragraph, fields: fields)
        var drawnBoxes: Set<Int> = []
        for run in paragraph.runs {
            guard run.marks.isDisjoint(with: [.deleted, .hidden, .placeholder]) else { continue }
            guard let index = run.field, fields.indices.contains(index) else {
                spans.append(Span(text: run.text, marks: run.marks))
                continue
            }
            if repeated.contains(index) { continue }
            let field = fields[index]
            if let isChecked = field.isChecked, field.kind == .checkbox || field.kind == .radio {
                guard drawnBoxes.insert(index).inserted else { continue }
                spans.append(Span(text: isChecked ? "☒" : "☐", marks: run.marks, field: index))
            } else if !Self.isPlaceholder(index, in: fields) {
                let text = run.text.isEmpty ? field.value ?? "" : run.text
                spans.append(Span(text: text, marks: run.marks, field: index))
            }
        }
    }

    private static func isPlaceholder(_ index: Int, in fields: [Field]) -> Bool {
        var next: Int? = index
        var steps = 0
        while let index = next, fields.indices.contains(index), steps < fields.count {
            if fields[index].isPlaceholder { return true }
            next = fields[index].parent
            steps += 1
        }
        return false
    }

    /// The controls that repeat an earlier one of the same paragraph: title alone where there is no tag, else name and text.
    ///
    /// LibreOffice Writer 7.4 saves an Arabic plain-text control several times over, each with the alias and no tag; the
    /// first is right, the others hold the text once more or run several copies together.
    private static func repeatedFields(_ paragraph: Paragraph, fields: [Field]) -> Set<Int> {
        var texts: [Int: String] = [:]
        var order: [Int] = []
        for run in paragraph.runs where !run.marks.contains(.deleted) {
            guard let index = run.field, fields.indices.contains(index), fields[index].isChecked == nil else {
                continue
            }
            if texts[index] == nil { order.append(index) }
            texts[index, default: ""] += run.text
        }
        guard order.count > 1 else { return [] }
        var seen: Set<[String]> = []
        var repeated: Set<Int> = []
        for index in order {
            let identity = fields[index].name.map { [$0, texts[index] ?? ""] } ?? fields[index].title.map { [$0] }
            if let identity, !seen.insert(identity).inserted { repeated.insert(index) }
        }
        return repeated
    }
}
