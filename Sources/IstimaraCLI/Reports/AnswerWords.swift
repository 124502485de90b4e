internal import Forms

/// Values in the words of the form, with their codes: what a person compares with the page.
struct AnswerWords {
    let question: Question?
    let language: Language
    let councils: CouncilRegister

    func text(_ value: AnswerValue) -> String {
        switch value {
        case .string(let code):
            if let option = question?.options.first(where: { $0.code == code }) {
                return "\(option.label.text(language)) (\(code))"
            }
            if question?.type == .council, let name = councils[code]?.councilName.text(language) {
                return "\(name) (\(code))"
            }
            return code
        case .number: return AnswerText.text(value)
        case .list(let codes):
            return codes.enumerated().map { index, code in
                (question?.type == .ranking ? "\(index + 1). " : "") + text(.string(code))
            }.joined(separator: "\n")
        case .rows(let rows):
            return rows.enumerated().map { index, row in "\(index + 1). " + cells(row) }.joined(separator: "\n")
        case .object(let cells):
            return cells.sorted { $0.key < $1.key }.map { row, value in "\(row): \(text(value))" }
                .joined(separator: "\n")
        }
    }

    /// The cells of a row in the order of the form's columns.
    private func cells(_ row: [String: AnswerValue]) -> String {
        let columns = question?.columns ?? []
        let order = columns.map(\.id).filter { row[$0] != nil }
        let rest = row.keys.filter { !order.contains($0) }.sorted()
        return (rest + order).compactMap { id in
            let words = AnswerWords(
                question: columns.first { $0.id == id }, language: language, councils: councils)
            return row[id].map { "\(id): \(words.text($0))" }
        }.joined(separator: "\n   ")
    }
}
