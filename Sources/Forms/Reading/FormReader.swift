import Documents

/// Reads the returns in a message: which form each document carries, its answers, its proposals and their themes.
///
/// It opens no file and knows no clock: equal documents give equal readings.
package struct FormReader: Sendable {
    let forms: [FormText]
    let councils: CouncilRegister
    let themes: ThemeLexicon

    /// - Parameter definitions: the forms that a document may carry, all of them candidates.
    package init(definitions: [FormDefinition], councils: CouncilRegister, themes: ThemeLexicon) {
        forms = definitions.map(FormText.init)
        self.councils = councils
        self.themes = themes
    }

    /// The readings of the forms in `documents`, in their order.
    ///
    /// A blank form beside a filled one gives none; two documents that say the same or complete each other give one.
    ///
    /// - Parameter form: the id of the one form to look for; it is read even where little of it is recognised.
    package func read(_ documents: [ReturnedDocument], form: String? = nil) -> [FormReading] {
        let readings = documents.compactMap { read($0, form: form) }
        return ReadingMerger.merged(readings).map { conclude($0) }
    }

    // MARK: One document

    private func read(_ returned: ReturnedDocument, form: String?) -> PartialReading? {
        let outline = DocumentOutline(returned.document)
        let candidates = forms.filter { form == nil || $0.definition.id == form }
            .map { FormRecognition(returned.document, outline: outline, text: $0) }
            .filter { $0.isRecognised || form != nil && $0.score > 0 }
        guard let recognition = candidates.max(by: { $0.score < $1.score }) else { return nil }
        var reading = reading(returned, outline: outline, recognition: recognition, countsQuotes: false)
        if reading.isBlank, outline.lines.contains(where: { $0.origin == .quoted }) {
            // Some write into the quoted form itself; what else is quoted was written by others.
            reading = self.reading(returned, outline: outline, recognition: recognition, countsQuotes: true)
            if reading.isBlank { return nil }
            reading.doubtAll()
        }
        return reading
    }

    private func reading(
        _ returned: ReturnedDocument, outline: DocumentOutline, recognition: FormRecognition, countsQuotes: Bool
    ) -> PartialReading {
        let definition = recognition.text.definition
        let answers = DocumentAnswers(outline: outline, recognition: recognition, countsQuotes: countsQuotes).answers()
        let judge = AnswerJudge(councils: councils, part: returned.part, fields: outline.fields)
        var reading = PartialReading(
            form: definition, language: recognition.language, answers: [:],
            source: ReadingSource(
                parts: [returned.part], filename: returned.filename, format: returned.document.format.rawValue,
                method: Self.method(answers)))
        for (question, read) in zip(definition.questions, answers) {
            let judgement = judge.judge(read, as: question)
            reading.answers[question.id] = judgement.answer
            reading.findings += judgement.findings
        }
        let unread = UnreadContent(
            answers, outline: outline, recognition: recognition, countsQuotes: countsQuotes)
        let open = zip(definition.questions, answers).filter { $0.1.isBlank }.map(\.0.type)
        reading.findings += unread.findings(open: Set(open))
        return reading
    }

    private static func method(_ answers: [ReadAnswer]) -> ReadingSource.Method {
        let read = answers.filter { !$0.isBlank }
        if read.allSatisfy({ $0.method == .labelled }) { return .labelled }
        return read.allSatisfy { $0.method == .tagged } ? .tagged : .mixed
    }

    // MARK: Conclusions

    /// Adds what follows from the answers as a whole: contradictions, proposals, themes, the outcome.
    private func conclude(_ partial: PartialReading) -> FormReading {
        var answers = partial.answers
        var findings = partial.findings
        let form = partial.form
        CouncilCorroboration(councils: councils).order(&answers, of: form)
        findings += Contradictions(councils: councils).mark(&answers, of: form)
        let finder = ProposalFinder(themes: themes)
        let found = finder.proposals(of: form, answers: answers)
        findings += found.findings
        if !partial.isBlank {
            findings += form.questions.filter { $0.isRequired && answers[$0.id]?.status == .blank }.map { question in
                Finding(
                    .warning, code: "missing_required", location: question.code ?? "",
                    message: "\(question.id): no answer")
            }
        }
        let reason = partial.isBlank ? "blank_form" : Self.reason(form, answers, found.proposals)
        return FormReading(
            outcome: reason == nil ? .accepted : .needsReview, reason: reason, form: form.reference,
            language: partial.language, source: partial.source, council: Self.council(form, answers), answers: answers,
            proposals: found.proposals,
            themes: finder.themes(of: form, answers: answers, proposals: found.proposals), findings: findings)
    }

    /// The first reason for review that holds.
    private static func reason(_ form: FormDefinition, _ answers: [String: Answer], _ proposals: [Proposal]) -> String?
    {
        let asksCouncil = form.questions.contains { $0.type == .council }
        if asksCouncil, council(form, answers) == nil { return "council" }
        if answers.values.contains(where: { $0.status == .needsReview || $0.status == .unread }) { return "answer" }
        return proposals.contains { $0.theme == nil } ? "theme" : nil
    }

    /// The council that the register is certain of; one that other answers contradict stays the council.
    private static func council(_ form: FormDefinition, _ answers: [String: Answer]) -> String? {
        guard let question = form.questions.first(where: { $0.type == .council }), let answer = answers[question.id],
            case .string(let id)? = answer.value
        else { return nil }
        return answer.status == .accepted || answer.candidates.isEmpty ? id : nil
    }
}
