import Documents

/// A document from lines that a mutation leaves readable: what stands in an input is what the readers of answers see.
///
/// ```
/// h Section            heading            p words⇥words     paragraph of runs
/// l words              list item          r cell|cell|cell  row of a table; + before a cell: two columns wide
/// f tag|title|value|x  control, ticked where the last is x
/// q                    the rest is quoted
/// ```
/// A run that begins with a byte below U+0010 has the marks of that number.
struct Sketch {
    private(set) var document = Document(format: .docx)
    private var rows: [[Cell]] = []
    private var quoted: [Block]?

    init(_ text: String) {
        for line in text.split(separator: "\n", maxSplits: 400) { take(line) }
        endTable()
        if let quoted { document.blocks.append(.container(.quoted, quoted)) }
    }

    private mutating func take(_ line: Substring) {
        let words = String(line.dropFirst(2))
        if line.first != "r" { endTable() }
        switch line.first {
        case "h": append(paragraph(words, kind: .heading(level: 1)))
        case "l": append(paragraph(words, kind: .listItem(level: 0, marker: "•")))
        case "r": rows.append(row(words))
        case "f": append(field(words))
        case "q": quoted = quoted ?? []
        case "p": append(paragraph(words))
        default: append(paragraph(String(line)))
        }
    }

    private mutating func append(_ block: Block) {
        if quoted != nil { quoted?.append(block) } else { document.blocks.append(block) }
    }

    private mutating func endTable() {
        guard !rows.isEmpty else { return }
        let table = Table(rows: rows)
        rows = []
        append(.table(table))
    }

    private func paragraph(_ words: String, kind: Paragraph.Kind = .normal) -> Block {
        let runs = words.split(separator: "\t").map { piece in
            guard let mark = piece.unicodeScalars.first?.value, mark < 0x10 else { return Run(String(piece)) }
            return Run(String(piece.dropFirst()), marks: Marks(rawValue: 1 << UInt16(mark % 11)))
        }
        return .paragraph(Paragraph(kind: kind, runs: runs))
    }

    private func row(_ words: String) -> [Cell] {
        var column = 0
        return words.split(separator: "|", omittingEmptySubsequences: false).map { text in
            let isWide = text.first == "+"
            defer { column += isWide ? 2 : 1 }
            return Cell(
                blocks: [paragraph(String(isWide ? text.dropFirst() : text))], column: column,
                columnSpan: isWide ? 2 : 1)
        }
    }

    private mutating func field(_ words: String) -> Block {
        let parts = words.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        func part(_ index: Int) -> String? { index < parts.count && !parts[index].isEmpty ? parts[index] : nil }
        let isTicked = part(3).map { $0 == "x" }
        document.fields.append(
            Field(
                kind: isTicked == nil ? .text : .checkbox, source: .contentControl, name: part(0), title: part(1),
                value: part(2), isChecked: isTicked, isPlaceholder: part(2) == nil))
        return .paragraph(Paragraph(runs: [Run(part(2) ?? "…", field: document.fields.count - 1)]))
    }
}
