import Documents

/// Reads closed questions from their place: ticked boxes, marked options, or the options written out.
struct ChoiceReader {
    let question: Question
    let parser: OptionParser

    init(_ text: QuestionText) {
        question = text.question
        parser = OptionParser(index: text.options)
    }

    /// An option as it stands in the place.
    private struct Item {
        var match: OptionIndex.Match
        var isTicked: Bool?
        var line: Line
        var text: String
        var marks: Marks
    }

    func read(_ place: AnswerPlace) -> ReadAnswer {
        let lines = RowLines.joined(place.lines)
        var items: [Item] = []
        var rest: [Line] = []
        for line in lines {
            let found = self.items(in: line)
            items += found
            if found.isEmpty { rest.append(line) }
        }
        let ticked = items.filter { $0.isTicked == true }
        if !ticked.isEmpty { return answer(ticked, rest: rest, place: place) }
        // An option crossed out beside its box, or the boxes left empty and the option underlined.
        if let marked = AnswerMarks.chosen(items.map(\.marks)) {
            let chosen = zip(items, marked).filter(\.1).map(\.0)
            return answer(chosen, rest: rest, place: place, certainty: min(place.certainty, 0.85))
        }
        if items.contains(where: { $0.isTicked != nil }) || isWholeList(items) {
            return words(rest, place: place) ?? .blank(place.certainty, .labelled)
        }
        // What is left of the list, or the answer in words.
        guard items.isEmpty else {
            let certainty = items.count == 1 || question.type == .multi ? place.certainty : min(place.certainty, 0.8)
            return answer(items, rest: rest, place: place, certainty: certainty)
        }
        return words(rest, place: place) ?? .blank(place.certainty, .labelled)
    }

    /// Whether the blank form's list stands there untouched.
    private func isWholeList(_ items: [Item]) -> Bool {
        let count = Set(items.map(\.match.option)).count
        return count == question.options.count || question.options.count > 3 && count == question.options.count - 1
    }

    // MARK: Items

    /// The options of a line, each with its box.
    private func items(in line: Line) -> [Item] {
        let pieces = TickMarks.pieces(of: line.text)
        guard pieces.contains(where: \.isBox) else {
            guard let match = parser.index.match(line.text), match.likeness == 1 || !parser.isList(line.text) else {
                return []
            }
            return [
                Item(match: match, isTicked: nil, line: line, text: line.text.trimmed, marks: AnswerMarks.common(line))
            ]
        }
        let isBoxFirst = pieces.first?.isBox == true
        var items: [Item] = []
        for (position, piece) in pieces.enumerated() {
            guard case .box(let isTicked) = piece else { continue }
            let neighbour = isBoxFirst ? position + 1 : position - 1
            guard pieces.indices.contains(neighbour), case .text(let words) = pieces[neighbour],
                let match = parser.index.match(words)
            else { continue }
            let marks = pieces.count == 2 ? AnswerMarks.common(line) : []
            items.append(Item(match: match, isTicked: isTicked, line: line, text: words, marks: marks))
        }
        return items
    }

    // MARK: Answers

    private func answer(_ items: [Item], rest: [Line], place: AnswerPlace, certainty: Double? = nil) -> ReadAnswer {
        var matches = items.map(\.match)
        var rest = rest
        // The words of "other" may stand on a line of their own.
        if let other = matches.firstIndex(where: { parser.index.options[$0.option].hasFreeText }),
            matches[other].otherText == nil
        {
            let words = rest.map { FillerText.trimmed($0.text) }.filter { !$0.isEmpty }
            if !words.isEmpty, words.count <= 2 {
                matches[other].otherText = words.joined(separator: " ")
                rest = []
            }
        }
        let parsed = question.type == .multi ? parser.multiple(matches, isPartial: false) : parser.single(matches)
        return ReadAnswer(
            parsed: parsed, text: items.map(\.text).joined(separator: "\n"), lines: items.map(\.line),
            certainty: certainty ?? place.certainty, method: .labelled,
            candidates: items.map { ($0.text, [$0.line]) }, unused: rest)
    }

    /// The answer in words: `Province`, `الصحة، السكن`.
    private func words(_ lines: [Line], place: AnswerPlace) -> ReadAnswer? {
        let lines = lines.filter { !FillerText.trimmed($0.text).isEmpty }
        guard let first = lines.first else { return nil }
        let text = lines.map { FillerText.trimmed($0.text) }.joined(separator: "\n")
        var parsed = ValueParser.parse(text, as: question, options: parser.index)
        var used = lines
        var written = text
        // What follows a clear answer is a remark.
        if lines.count > 1 {
            let alone = ValueParser.parse(first.text, as: question, options: parser.index)
            if parsed.value == nil, alone.value != nil {
                (parsed, used, written) = (alone, [first], FillerText.trimmed(first.text))
            }
        }
        return ReadAnswer(
            parsed: parsed, text: written, lines: used, certainty: place.certainty, method: .labelled,
            unused: used.count < lines.count ? Array(lines.dropFirst()) : [])
    }
}
