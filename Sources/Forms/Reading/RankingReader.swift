/// Reads an order of preference from its place: ranks beside the options, a numbered list, a row of a table each.
struct RankingReader {
    let question: Question
    let parser: OptionParser

    init(_ text: QuestionText) {
        question = text.question
        parser = OptionParser(index: text.options)
    }

    func read(_ place: AnswerPlace) -> ReadAnswer {
        let lines = RowLines.joined(place.lines).filter { !FillerText.trimmed($0.text).isEmpty }
        var used: [Line] = []
        var items: [OptionParser.RankedOption] = []
        for line in lines {
            var found = parser.ranked(line.text)
            if found.count == 1, found[0].rank == nil, let marker = line.marker { found[0].rank = Self.number(marker) }
            if !found.isEmpty { used.append(line) }
            items += found
        }
        var answer = read(lines, used, items, place)
        answer.understood = used
        return answer
    }

    private func read(
        _ lines: [Line], _ used: [Line], _ items: [OptionParser.RankedOption], _ place: AnswerPlace
    ) -> ReadAnswer {
        let hasRanks = items.contains { $0.rank != nil }
        // A sentence beneath the form's own list tells the order.
        let told = lines.filter { parser.tellsOrder($0.text) }
        if !told.isEmpty, !hasRanks || isFormOrder(items), let parsed = parser.sequence(lines.map(\.text)) {
            return answer(parsed, told, place)
        }
        // A list numbered by the program and in the form's order is the form's.
        if isFormOrder(items), used.contains(where: { $0.marker != nil }) { return .blank(place.certainty, .labelled) }
        if items.isEmpty || !hasRanks {
            let parsed = parser.parseRanking(lines: lines.map(\.text))
            if parsed.value != nil { return answer(parsed, items.isEmpty ? lines : used, place) }
            if items.count == question.options.count || lines.isEmpty { return .blank(place.certainty, .labelled) }
            // Some of the options stand there, unranked.
            return answer(.unreadable(.unrecognised), lines, place)
        }
        let ranked = used.filter { line in
            parser.ranked(line.text).contains { $0.rank != nil } || line.marker.flatMap(Self.number) != nil
        }
        return answer(parser.ranking(items), ranked, place)
    }

    private func isFormOrder(_ items: [OptionParser.RankedOption]) -> Bool {
        items.count == question.options.count && items.enumerated().allSatisfy { $1.option == $0 && $1.rank == $0 + 1 }
    }

    private func answer(_ parsed: ParsedValue, _ lines: [Line], _ place: AnswerPlace) -> ReadAnswer {
        ReadAnswer(
            parsed: parsed, text: lines.map { $0.text.trimmed }.joined(separator: "\n"), lines: lines,
            certainty: place.certainty, method: .labelled)
    }

    /// The number of a list marker: `3.`, `3)`, `٣-`.
    private static func number(_ marker: String) -> Int? {
        Int(String(Normaliser.clean(marker).unicodeScalars.filter { $0.isASCIIDigit }))
    }
}
