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
        var answer = read(items, rest: rest, place)
        // Beside boxes, words that are merely like an option are somebody's own.
        let hasBoxes = items.contains { $0.isTicked != nil }
        answer.understood += items.filter { !hasBoxes || $0.isTicked != nil || $0.match.likeness == 1 }.map(\.line)
        return answer
    }

    private func read(_ items: [Item], rest: [Line], _ place: AnswerPlace) -> ReadAnswer {
        let boxes = items.filter { $0.isTicked == true }
        let ticked = boxes.filter { !$0.marks.contains(.strike) }
        if ticked.isEmpty, !boxes.isEmpty { return withdrawn(boxes, place) }
        // A ticked box whose words are no option's; words beside "other", and its box forgotten.
        let hasStray = rest.contains { TickMarks.pieces(of: $0.text).contains(.box(isTicked: true)) }
        let hasBoxes = items.contains { $0.isTicked != nil }
        let worded = items.filter { $0.isTicked != true && $0.match.otherText != nil }
        let forgotten = hasBoxes ? worded : []
        if !ticked.isEmpty {
            return answer(
                ticked + forgotten, rest: rest, place: place, isPartial: hasStray || !forgotten.isEmpty)
        }
        if let numbered = byNumber(items, rest, place) { return numbered }
        // An option crossed out beside its box, or the boxes left empty and the option underlined.
        if let marked = AnswerMarks.chosen(items.map(\.marks)) {
            let chosen = zip(items, marked).filter(\.1).map(\.0)
            let isWhole = worded.allSatisfy { other in chosen.contains { $0.match.option == other.match.option } }
            return answer(
                chosen, rest: rest, place: place, certainty: min(place.certainty, 0.85), isPartial: hasStray || !isWhole
            )
        }
        if !forgotten.isEmpty { return answer(forgotten, rest: rest, place: place, isPartial: true) }
        if hasBoxes || isWholeList(items) {
            return words(rest, place: place) ?? .blank(place.certainty, .labelled)
        }
        // What is left of the list, or the answer in words.
        guard items.isEmpty else {
            guard !items.allSatisfy({ $0.marks.contains(.strike) }) else { return withdrawn(items, place) }
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

    /// What was chosen is struck out and nothing else chosen: whether that is no answer, a person must say.
    private func withdrawn(_ items: [Item], _ place: AnswerPlace) -> ReadAnswer {
        .withdrawn(items.map(\.text).joined(separator: "\n"), items.map(\.line), place.certainty, .labelled)
    }

    /// The answer by the number or letter that the document gives each option: `… ? : 2`.
    private func byNumber(_ items: [Item], _ rest: [Line], _ place: AnswerPlace) -> ReadAnswer? {
        var marked: [String: Item] = [:]
        for item in items where item.isTicked == nil {
            let key = ListMark(item.text)?.key ?? item.line.marker.flatMap(ListMark.key)
            guard let key, marked.updateValue(item, forKey: key) == nil else { return nil }
        }
        let answers = rest.filter { !FillerText.trimmed($0.standing).isEmpty }
        guard marked.count == items.count, items.count > 1, answers.count == 1 else { return nil }
        let words = Normaliser.tokens(FillerText.trimmed(answers[0].standing)).filter { !Self.numberWords.contains($0) }
        let chosen = words.compactMap { marked[Int($0).map(String.init) ?? $0] }
        let isDash = Normaliser.clean(answers[0].text).unicodeScalars.dropFirst().contains("-")
        guard !chosen.isEmpty, chosen.count == words.count, chosen.count == 1 || !isDash else { return nil }
        var answer = answer(chosen, rest: [], place: place)
        answer.text = FillerText.trimmed(answers[0].text) + "\n" + answer.text
        answer.lines.insert(answers[0], at: 0)
        return answer
    }

    private static let numberWords = Set(
        ["choix", "option", "n", "no", "numéro", "et", "و", "réponse", "رقم", "الاختيار", "الجواب", "الخيار"]
            .map { Normaliser.key($0) })

    // MARK: Items

    /// The options of a line, each with its box.
    private func items(in line: Line) -> [Item] {
        let pieces = TickMarks.pieces(of: line.separated)
        guard pieces.contains(where: \.isBox) else {
            if let row = row(in: line) { return row }
            if let item = yesOrNo(line) { return [item] }
            guard let match = parser.index.match(line.separated),
                match.likeness == 1 || !parser.isList(line.separated) && !parser.isAlternative(line.separated)
            else {
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
            for neighbour in TickMarks.neighbours(of: position, in: pieces, isBoxFirst: isBoxFirst) {
                guard case .text(let words) = pieces[neighbour], let match = parser.index.match(words) else { continue }
                let marks = pieces.count == 2 ? AnswerMarks.common(line) : []
                items.append(Item(match: match, isTicked: isTicked, line: line, text: words, marks: marks))
            }
        }
        return items
    }

    /// `Forage : oui`, `بئر: لا`: the option's very words, and beside them whether it is chosen.
    private func yesOrNo(_ line: Line) -> Item? {
        let words = line.separated.split(whereSeparator: \.isWhitespace).map(String.init)
        guard words.count > 1, let last = words.last else { return nil }
        let isChosen: Bool
        switch Normaliser.key(last) {
        case "oui", "نعم": isChosen = true
        case "non", "لا": isChosen = false
        default: return nil
        }
        // Where the question's own options are yes and no, the word is one of them.
        guard parser.index.match(last) == nil else { return nil }
        var head = words.dropLast().joined(separator: " ")
        while let mark = head.unicodeScalars.last, [":", "-", "=", " ", "–", "→"].contains(mark) {
            head.unicodeScalars.removeLast()
        }
        guard parser.index.match(line.separated)?.likeness != 1, let match = parser.index.match(head),
            match.likeness == 1
        else { return nil }
        return Item(match: match, isTicked: isChosen, line: line, text: line.text.trimmed, marks: [])
    }

    /// The options that stand side by side on the line: all of them, or with some of them marked.
    private func row(in line: Line) -> [Item]? {
        guard let row = parser.row(in: line.text) else { return nil }
        let scalars = Array(line.text.unicodeScalars)
        let items = row.map { option in
            Item(
                match: option.match, isTicked: nil, line: line, text: String(scalars[option.range]).trimmed,
                marks: AnswerMarks.common(line, in: option.range))
        }
        return isWholeList(items) || AnswerMarks.chosen(items.map(\.marks)) != nil ? items : nil
    }

    // MARK: Answers

    private func answer(
        _ items: [Item], rest: [Line], place: AnswerPlace, certainty: Double? = nil, isPartial: Bool = false
    ) -> ReadAnswer {
        var matches = items.map(\.match)
        var lines = items.map(\.line)
        // The words of "other" may stand on a line of their own.
        if let other = matches.firstIndex(where: { parser.index.options[$0.option].hasFreeText }),
            matches[other].otherText == nil
        {
            let words = rest.filter { !FillerText.trimmed($0.text).isEmpty }
            if !words.isEmpty, words.count <= 2 {
                matches[other].otherText = words.map { FillerText.trimmed($0.text) }.joined(separator: " ")
                lines += words
            }
        }
        // The very words of an option are no doubt, but for a question mark behind them.
        let isPartial =
            isPartial
            || items.contains { item in
                (item.match.likeness < 1 || item.match.otherText != nil || Doubt.isAsked(item.text))
                    && Doubt.isExpressed(item.text, choosingFrom: question.options)
            }
        let parsed =
            question.type == .multi
            ? parser.multiple(matches, isPartial: isPartial) : parser.single(matches, isPartial: isPartial)
        return ReadAnswer(
            parsed: parsed, text: items.map(\.text).joined(separator: "\n"), lines: lines,
            certainty: certainty ?? place.certainty, method: .labelled,
            candidates: items.map { ($0.text, [$0.line]) })
    }

    /// The answer in words: `Province`, `الصحة، السكن`.
    private func words(_ lines: [Line], place: AnswerPlace) -> ReadAnswer? {
        let written = lines.filter { !FillerText.trimmed($0.text).isEmpty }
        guard let last = written.last else { return nil }
        let standing = written.filter { !$0.isStruckOut }
        let lines = standing.isEmpty ? [last] : standing
        let first = lines[0]
        if standing.isEmpty {
            return .withdrawn(last.text.trimmed, lines, place.certainty, .labelled)
        }
        let text = lines.map { FillerText.trimmed($0.standing) }.joined(separator: "\n")
        var parsed = ValueParser.parse(text, as: question, options: parser.index)
        var used = lines
        var words = text
        // What follows a clear answer is a remark.
        if lines.count > 1 {
            let alone = ValueParser.parse(first.standing, as: question, options: parser.index)
            if parsed.value == nil, alone.value != nil {
                (parsed, used, words) = (alone, [first], FillerText.trimmed(first.standing))
            }
        }
        return ReadAnswer(
            parsed: parsed, text: words, lines: used, certainty: place.certainty, method: .labelled)
    }
}
