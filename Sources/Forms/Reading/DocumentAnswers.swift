import Documents

/// Reads all answers of one form out of one document.
struct DocumentAnswers {
    let outline: DocumentOutline
    let recognition: FormRecognition
    private let text: FormText
    private let places: [Int: AnswerPlace]
    private let dataTables: [Int: [DataTableFinder.DataTable]]
    /// The tables that no label said the question of.
    private let guessedTables: Set<Int>

    /// - Parameter countsQuotes: whether text quoted from an earlier mail may hold answers.
    init(outline: DocumentOutline, recognition: FormRecognition, countsQuotes: Bool) {
        self.outline = outline
        self.recognition = recognition
        text = recognition.text
        let owners = Self.owners(of: recognition.tables, anchors: recognition.anchors, outline: outline)
        guessedTables = owners.guessed
        dataTables = Dictionary(grouping: recognition.tables.filter { owners.questions[$0.table] != nil }) {
            owners.questions[$0.table] ?? 0
        }
        let finder = AnswerPlaceFinder(
            text: text, outline: outline, anchors: recognition.anchors, dataTables: owners.questions,
            countsQuotes: countsQuotes)
        places = Dictionary(finder.places().map { ($0.question, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What was read, by position of the question.
    func answers() -> [ReadAnswer] {
        let tagged = TaggedReader(outline: outline, controls: recognition.controls.controls)
        return text.questions.enumerated().map { index, question in
            let inControls = tagged.read(text.texts[index])
            let inPlace = labelled(index)
            if question.type == .table, let inPlace, !inPlace.isBlank, let inControls {
                // A row that was copied in Word has the tags of its model: the table tells all rows.
                return rowCount(inControls) > rowCount(inPlace) ? inControls : inPlace
            }
            if let inControls, !inControls.isBlank { return inControls }
            if let inPlace, !inPlace.isBlank { return inPlace }
            return inControls ?? inPlace ?? .blank(0, .labelled)
        }
    }

    private func rowCount(_ answer: ReadAnswer) -> Int {
        if case .rows(let rows) = answer.parsed.value { rows.count } else { 0 }
    }

    private func labelled(_ index: Int) -> ReadAnswer? {
        let question = text.questions[index]
        let place = places[index]
        let tables = dataTables[index] ?? []
        if question.type == .table || question.type == .grid {
            guard place != nil || !tables.isEmpty else { return nil }
            var answer =
                question.type == .table
                ? TableReader(text: text.texts[index], outline: outline).read(tables, place: place)
                : GridReader(text: text.texts[index], outline: outline).read(tables, place: place)
            if tables.contains(where: { guessedTables.contains($0.table) }) {
                answer.certainty = min(answer.certainty, 0.5)
            }
            return answer
        }
        guard let place else { return nil }
        switch question.type {
        case .single, .multi: return ChoiceReader(text.texts[index]).read(place)
        case .ranking: return RankingReader(text.texts[index]).read(place)
        case .scale:
            guard let scale = question.scale else { return nil }
            return ScaleReader(question: question, scale: scale).read(place)
        default: return WrittenReader(question: question).read(place)
        }
    }

    /// The question of each table: the one asked before it, else the next one in the form that has these columns.
    private static func owners(
        of tables: [DataTableFinder.DataTable], anchors: [Anchor], outline: DocumentOutline
    ) -> (questions: [Int: Int], guessed: Set<Int>) {
        var owners: [Int: Int] = [:]
        var guessed: Set<Int> = []
        for table in tables {
            let start = outline.tables[table.table].lines.lowerBound
            let before = anchors.last { $0.line < start }
            if let before, table.candidates.contains(before.question) {
                owners[table.table] = before.question
            } else if table.candidates.count == 1, !owners.values.contains(table.candidates[0]) {
                owners[table.table] = table.candidates[0]
            } else {
                let last = owners.values.max() ?? -1
                guard let next = table.candidates.first(where: { $0 > last }) else { continue }
                owners[table.table] = next
                guessed.insert(table.table)
            }
        }
        return (owners, guessed)
    }
}
