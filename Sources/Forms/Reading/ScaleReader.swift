import Documents

/// Reads a scale from its place: a ticked number, a marked number, or the number written out.
struct ScaleReader {
    let question: Question
    let scale: Scale

    func read(_ place: AnswerPlace) -> ReadAnswer {
        let lines = RowLines.joined(place.lines)
        var answer = read(lines, place)
        answer.understood = lines.filter(isFormLine)
        return answer
    }

    private func read(_ lines: [Line], _ place: AnswerPlace) -> ReadAnswer {
        for line in lines {
            let pieces = TickMarks.pieces(of: line.text)
            guard pieces.contains(where: \.isBox) else { continue }
            let parsed = ScaleParser(scale: scale).parse(line.text)
            let isTicked = pieces.contains(.box(isTicked: true))
            if parsed.value != nil || isTicked { return answer(parsed, line, place.certainty) }
        }
        for line in lines {
            if let number = marked(line) {
                return answer(.exact(.number(Double(number))), line, min(place.certainty, 0.85))
            }
        }
        for line in lines {
            if let number = ScaleParser(scale: scale).circled(line.text) {
                return answer(ValueParser.parse(String(number), as: question), line, min(place.certainty, 0.85))
            }
        }
        let written = lines.filter { !isFormLine($0) && !FillerText.trimmed($0.standing).isEmpty }
        guard let first = written.first else { return .blank(place.certainty, .labelled) }
        return answer(ValueParser.parse(first.standing, as: question), first, place.certainty)
    }

    private func answer(_ parsed: ParsedValue, _ line: Line, _ certainty: Double) -> ReadAnswer {
        ReadAnswer(
            parsed: parsed, text: FillerText.trimmed(line.text), lines: [line], certainty: certainty, method: .labelled)
    }

    /// The numbers of a line with the marks they carry; one marked among others is the answer.
    private func marked(_ line: Line) -> Int? {
        var numbers: [(value: Int, marks: Marks)] = []
        for span in line.spans {
            for digits in Normaliser.clean(span.text).unicodeScalars.split(whereSeparator: { !$0.isASCIIDigit }) {
                guard let value = Int(String(digits)) else { continue }
                numbers.append((value, span.marks))
            }
        }
        guard numbers.count > 1, let chosen = AnswerMarks.chosen(numbers.map(\.marks)) else { return nil }
        let marked = zip(numbers, chosen).filter(\.1).map(\.0.value)
        return marked.count == 1 && (scale.minimum...scale.maximum).contains(marked[0]) ? marked[0] : nil
    }

    /// Whether it is the form's own row of numbers, with nothing ticked, or the words at its ends.
    private func isFormLine(_ line: Line) -> Bool {
        let text = Normaliser.clean(line.text)
        let numbers = text.unicodeScalars.split { !$0.isASCIIDigit }.compactMap { Int(String($0)) }
        if TickMarks.pieces(of: text).contains(where: \.isBox) { return true }
        return numbers == Array(scale.minimum...scale.maximum)
    }
}
