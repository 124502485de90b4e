/// Reads what is written out: texts, numbers, dates, addresses, the council's name.
struct WrittenReader {
    let question: Question

    func read(_ place: AnswerPlace) -> ReadAnswer {
        let lines = RowLines.joined(place.lines).filter { !FillerText.trimmed($0.text).isEmpty }
        guard !lines.isEmpty else { return .blank(place.certainty, .labelled) }
        let standing = lines.filter { !$0.isStruckOut }
        guard let first = standing.first else {
            return .withdrawn(lines.map { written($0) }.joined(separator: "\n"), lines, place.certainty, .labelled)
        }
        return read(standing, first: first, place)
    }

    private func read(_ lines: [Line], first: Line, _ place: AnswerPlace) -> ReadAnswer {
        if question.type == .longtext { return answer(lines, place) }
        // One line holds the answer; the next ones count only where it does not.
        var best = answer([first], place)
        if best.parsed.value == nil, lines.count > 1, AttachedLetter.isMeant(best.text) == false {
            let next = lines.dropFirst().prefix(2).map { answer([$0], place) }
            if let other = next.first(where: { $0.parsed.value != nil }) { best = other }
        }
        return best
    }

    private func answer(_ lines: [Line], _ place: AnswerPlace) -> ReadAnswer {
        let text = lines.map { written($0) }.joined(separator: "\n")
        return ReadAnswer(
            parsed: ValueParser.parse(text, as: question), text: text, lines: lines, certainty: place.certainty,
            method: .labelled)
    }

    private func written(_ line: Line) -> String {
        let text = FillerText.trimmed(line.standing)
        guard question.type == .longtext, let marker = line.marker, !marker.isEmpty else { return text }
        return marker + " " + text
    }
}
