import Documents

/// Takes the proposals out of the answers of a form and gives each its theme.
///
/// A row in the table of a themed section has the section's theme: the form's own structure decides. The paragraphs of
/// an answer that is marked `classify` get theirs from the lexicon, or none where it is not certain.
struct ProposalFinder {
    let themes: ThemeLexicon

    /// Lead and score with which the lexicon may doubt a table's theme.
    private static let doubtingScore = 5.0
    private static let doubtingMargin = 2.0

    func proposals(of form: FormDefinition, answers: [String: Answer]) -> (proposals: [Proposal], findings: [Finding]) {
        var proposals: [Proposal] = []
        var findings: [Finding] = []
        for section in form.sections {
            for question in section.questions {
                guard let value = answers[question.id]?.value else { continue }
                if question.isClassified, case .string(let text) = value {
                    proposals += classified(text, question: question.id)
                } else if let theme = section.theme, case .rows(let rows) = value, let column = question.columns.first,
                    column.type == .longtext
                {
                    for (index, row) in rows.enumerated() {
                        guard case .string(let text)? = row[column.id] else { continue }
                        proposals.append(
                            Proposal(
                                question: question.id, row: index + 1, text: text, theme: theme, decidedBy: .table,
                                confidence: 1))
                        if let finding = doubt(text, theme: theme, place: "\(question.id), row \(index + 1)") {
                            findings.append(finding)
                        }
                    }
                }
            }
        }
        return (proposals, findings)
    }

    private func classified(_ text: String, question: String) -> [Proposal] {
        let paragraphs = text.split(whereSeparator: \.isNewline).map { OptionIndex.unmarked(String($0)) }
        return paragraphs.filter { !$0.isEmpty }.enumerated().map { index, text in
            let found = themes.classify(text)
            let isAutomatic = found.status == .automatic && found.theme != nil
            return Proposal(
                question: question, row: index + 1, text: text, theme: isAutomatic ? found.theme : nil,
                secondaryTheme: isAutomatic ? found.secondaryTheme : nil, decidedBy: isAutomatic ? .lexicon : .none,
                confidence: found.confidence, because: found.because)
        }
    }

    /// A note where the words speak clearly for another theme than the table's.
    private func doubt(_ text: String, theme: String, place: String) -> Finding? {
        let found = themes.classify(text)
        guard found.status == .automatic, let other = found.theme, other != theme, found.margin >= Self.doubtingMargin,
            let score = found.scores.first(where: { $0.theme == other })?.score, score >= Self.doubtingScore
        else { return nil }
        return Finding(.note, code: "check_theme", location: place, message: "reads like \(other)")
    }

    /// The themes a submission is filed under, in the lexicon's order: those of its proposals, and those of the
    /// sections in which anything was answered.
    func themes(of form: FormDefinition, answers: [String: Answer], proposals: [Proposal]) -> [String] {
        var found = Set(proposals.compactMap(\.theme))
        for section in form.sections {
            guard let theme = section.theme else { continue }
            let isAnswered = section.questions.contains { question in
                answers[question.id].map { $0.status != .blank } ?? false
            }
            if isAnswered { found.insert(theme) }
        }
        let order = themes.themes.map(\.id)
        return order.filter(found.contains) + found.filter { !order.contains($0) }.sorted()
    }
}
