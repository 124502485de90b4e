import Documents

/// Answers that take several controls each: orders of preference, tables and grids.
extension TaggedReader {
    func ranks(_ form: QuestionText, _ own: [ControlIndex.Control]) -> ReadAnswer? {
        let question = form.question
        let parser = OptionParser(index: form.options)
        var items: [OptionParser.RankedOption] = []
        var lines: [Line] = []
        var isUnread = false
        var seen = 0
        for control in own {
            guard case .choice(_, let code) = control.tag,
                let option = question.options.firstIndex(where: { $0.code == code })
            else { continue }
            seen += 1
            let text = text(control)
            isUnread = isUnread || isWithdrawn(control)
            guard !text.isEmpty else { continue }
            lines.append(line(control))
            let digits = Normaliser.clean(text).unicodeScalars.filter { $0.isASCIIDigit }
            guard let rank = Int(String(digits)) else {
                isUnread = true
                continue
            }
            items.append(OptionParser.RankedOption(option: option, rank: rank, likeness: 1))
        }
        guard seen >= question.options.count else { return nil }
        guard !lines.isEmpty else { return struckOut(own) ?? .blank(1, .tagged) }
        var parsed = parser.ranking(items)
        if isUnread, case .value(let value, _, _) = parsed {
            parsed = .value(value, precision: .partial, otherText: nil)
        }
        let text = items.map { "\($0.rank ?? 0) \(label(of: question.options[$0.option].code, in: question))" }
        return ReadAnswer(
            parsed: parsed, text: text.joined(separator: "\n"), lines: lines, certainty: 1, method: .tagged)
    }

    func rows(_ form: QuestionText, _ own: [ControlIndex.Control]) -> ReadAnswer? {
        let question = form.question
        var order: [String] = []
        var cells: [String: [String: AnswerValue]] = [:]
        var texts: [String] = []
        var lines: [Line] = []
        var isPartial = false
        var occurrences: [String: Int] = [:]
        for control in own {
            let row: String
            let columnID: String
            switch control.tag {
            case .cell(_, let number, let column): (row, columnID) = (number, column)
            case .choice(_, let column):
                // A repeating section has the same tags in every row.
                occurrences[column, default: 0] += 1
                (row, columnID) = ("\(occurrences[column] ?? 1)", column)
            default: continue
            }
            guard let column = form.columns.first(where: { $0.question.id == columnID }) else { continue }
            if !order.contains(row) { order.append(row) }
            let text = text(control)
            isPartial = isPartial || isWithdrawn(control)
            guard !text.isEmpty else { continue }
            texts.append(text)
            lines.append(line(control))
            let code = column.question.options.first { $0.code == text }?.code
            switch code.map({ .exact(.string($0)) }) ?? column.parse(text) {
            case .value(let value, let precision, _):
                cells[row, default: [:]][columnID] = value
                isPartial = isPartial || precision == .partial
            case .notAvailable: break
            case .several, .unreadable: isPartial = true
            }
        }
        let isFixed = !question.rows.isEmpty
        let rows = order.compactMap { row -> [String: AnswerValue]? in
            guard var values = cells[row] else { return nil }
            if isFixed { values["row"] = .string(row) }
            return values
        }
        guard !texts.isEmpty else { return struckOut(own) ?? .blank(1, .tagged) }
        return ReadAnswer(
            parsed: .value(.rows(rows), precision: isPartial ? .partial : .exact, otherText: nil),
            text: texts.joined(separator: "\n"), lines: lines, certainty: 1, method: .tagged)
    }

    /// The row of a grid that a control stands in.
    private func row(_ control: ControlIndex.Control) -> String {
        if case .cell(_, let row, _) = control.tag { row } else { "" }
    }

    func grid(_ question: Question, _ own: [ControlIndex.Control]) -> ReadAnswer? {
        var values: [String: AnswerValue] = [:]
        var lines: [Line] = []
        var isPartial = false
        let erased = Set(own.filter { isChecked($0) && isWithdrawn($0) }.map(row))
        for control in own {
            guard case .cell(_, let row, let code) = control.tag, isTicked(control) else { continue }
            lines.append(line(control))
            if values[row] != nil { isPartial = true }
            values[row] = question.scale == nil ? .string(code) : .number(Double(code) ?? 0)
        }
        guard !lines.isEmpty else { return struckOut(own) ?? .blank(1, .tagged) }
        if erased.contains(where: { values[$0] == nil }) { isPartial = true }
        return ReadAnswer(
            parsed: .value(.object(values), precision: isPartial ? .partial : .exact, otherText: nil),
            text: lines.map(\.location).joined(separator: "\n"), lines: lines, certainty: 1, method: .tagged)
    }
}
