import Documents

/// Reads all answers of one form out of one document.
struct DocumentAnswers {
    let outline: DocumentOutline
    let recognition: FormRecognition
    private let text: FormText
    private let places: [Int: [AnswerPlace]]
    private let dataTables: [Int: [DataTableFinder.DataTable]]
    /// The questions whose table no label said the question of.
    private let guessed: Set<Int>

    /// - Parameter countsQuotes: whether text quoted from an earlier mail may hold answers.
    init(outline: DocumentOutline, recognition: FormRecognition, countsQuotes: Bool) {
        self.outline = outline
        self.recognition = recognition
        text = recognition.text
        let owners = Self.owners(of: recognition.tables, anchors: recognition.anchors)
        guessed = owners.guessed
        var dataTables: [Int: [DataTableFinder.DataTable]] = [:]
        for (table, owner) in zip(recognition.tables, owners.questions) {
            if let owner { dataTables[owner, default: []].append(table) }
        }
        self.dataTables = dataTables
        let owned = zip(recognition.tables, owners.questions).filter { $0.1 != nil }.map(\.0.lines)
        let finder = AnswerPlaceFinder(
            text: text, outline: outline, anchors: recognition.anchors, titles: recognition.titles, dataLines: owned,
            countsQuotes: countsQuotes)
        places = Dictionary(grouping: finder.places(), by: \.question)
    }

    /// What was read, by position of the question.
    func answers() -> [ReadAnswer] {
        let tagged = TaggedReader(outline: outline, controls: recognition.controls.controls)
        return text.questions.enumerated().map { index, question in
            let inControls = tagged.read(text.texts[index])
            let inPlace = labelled(index)
            if question.type == .table, let inPlace, !inPlace.isBlank, let inControls {
                // A row that was copied in Word has the tags of its model: the table tells all rows.
                let (better, other) =
                    rowCount(inControls) > rowCount(inPlace) ? (inControls, inPlace) : (inPlace, inControls)
                var answer = better
                answer.understood += other.lines + other.understood
                return answer
            }
            // What was struck out in a control may have been written anew beside it.
            if inControls?.isWithdrawn == true, let inPlace, !inPlace.isBlank { return inPlace }
            if var inControls, !inControls.isBlank {
                inControls.understood += inPlace?.understood ?? []
                return inControls
            }
            if let inPlace, !inPlace.isBlank { return inPlace }
            return inControls ?? inPlace ?? .blank(0, .labelled)
        }
    }

    private func rowCount(_ answer: ReadAnswer) -> Int {
        if case .rows(let rows) = answer.parsed.value { rows.count } else { 0 }
    }

    /// What stands in the question's place; in the first of them that holds anything where it is asked twice.
    private func labelled(_ index: Int) -> ReadAnswer? {
        let places = places[index] ?? []
        guard places.count > 1 else { return labelled(index, places.first) }
        var all = places.compactMap { labelled(index, $0) }
        guard let first = all.firstIndex(where: { !$0.isBlank }) else { return all.first }
        var answer = all.remove(at: first)
        answer.understood += all.flatMap(\.understood)
        for other in all.dropFirst(first) where !other.isBlank {
            if other.parsed.value == answer.parsed.value {
                answer.understood += other.lines
            } else {
                answer.certainty = min(answer.certainty, 0.5)
            }
        }
        return answer
    }

    private func labelled(_ index: Int, _ place: AnswerPlace?) -> ReadAnswer? {
        let question = text.questions[index]
        let tables = dataTables[index] ?? []
        if question.type == .table || question.type == .grid {
            guard place != nil || !tables.isEmpty else { return nil }
            var answer =
                question.type == .table
                ? TableReader(text: text.texts[index], outline: outline).read(tables, place: place)
                : GridReader(text: text.texts[index], outline: outline).read(tables, place: place)
            if guessed.contains(index) { answer.certainty = min(answer.certainty, 0.5) }
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
        of tables: [DataTableFinder.DataTable], anchors: [Anchor]
    ) -> (questions: [Int?], guessed: Set<Int>) {
        var owners: [Int?] = []
        var guessed: Set<Int> = []
        for table in tables {
            let before = anchors.last { $0.line < table.lines.lowerBound }
            if let before, table.candidates.contains(before.question) {
                owners.append(before.question)
            } else if table.candidates.count == 1, !owners.contains(table.candidates[0]) {
                owners.append(table.candidates[0])
            } else {
                let last = owners.compactMap(\.self).max() ?? -1
                let next = table.candidates.first { $0 > last }
                owners.append(next)
                if let next { guessed.insert(next) }
            }
        }
        return (owners, guessed)
    }
}
