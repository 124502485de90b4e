import Documents
import Forms
import Mail

/// A submission as a page that a person reads, in the language it was written in.
struct AnswerSheet {
    let submission: ArchivedSubmission
    /// The settled reading, or what of it belongs to one theme.
    let reading: FormReading
    let form: FormDefinition?
    let date: String
    let copies: [String]

    private var language: Language { reading.language }

    var html: String {
        var page = Markup()
        let title = form?.title.text(language) ?? reading.form?.id ?? submission.header?.subject ?? ""
        page.open(title: title, language: language.rawValue, isRightToLeft: language.isRightToLeft)
        writeHead(to: &page)
        writeAnswers(to: &page)
        if !reading.proposals.isEmpty {
            page.heading(language == .arabic ? "المقترحات" : "Propositions")
            for proposal in reading.proposals {
                let theme = [proposal.theme, proposal.secondaryTheme].compactMap { $0 }.joined(separator: ", ")
                page.row(theme, proposal.text, status: proposal.theme == nil ? "needs_review" : nil)
            }
        }
        if !reading.findings.isEmpty {
            page.heading(language == .arabic ? "ملاحظات" : "Remarques")
            for finding in reading.findings { page.row(finding.code, finding.message, source: finding.location) }
        }
        writeDecisions(to: &page)
        return page.closed()
    }

    private func writeHead(to page: inout Markup) {
        let isArabic = language == .arabic
        page.row(isArabic ? "المعرف" : "Identifiant", submission.id.description)
        page.row(isArabic ? "تاريخ التوصل" : "Reçu le", date)
        let sender = submission.header?.from.first.map {
            [$0.name, $0.address].compactMap { $0 }.joined(separator: " ")
        }
        if let sender { page.row(isArabic ? "المرسل" : "Expéditeur", sender) }
        if let reason = reading.reason {
            page.row(isArabic ? "في انتظار المراجعة" : "À vérifier", reason, status: "needs_review")
        }
        if !copies.isEmpty { page.row(isArabic ? "الاستمارة" : "Formulaire", copies.joined(separator: ", ")) }
    }

    /// What people decided, and over what: a value on this page need not be the one that was written.
    private func writeDecisions(to page: inout Markup) {
        guard !submission.decisions.isEmpty else { return }
        let isArabic = language == .arabic
        page.heading(isArabic ? "القرارات" : "Décisions")
        for decision in submission.decisions {
            let what =
                switch decision.verdict {
                case .accept: isArabic ? "قبول" : "Accepté"
                case .correct(let question, _, _, _): (isArabic ? "تصحيح " : "Corrigé : ") + question
                case .reassign(let number, let theme):
                    (isArabic ? "محور المقترح " : "Thème de la proposition ") + "\(number): \(theme)"
                }
            page.row("\(MailDate(milliseconds: decision.at)) \(decision.by)", what, source: decision.why)
        }
    }

    /// The form's sections and questions in their order; without a definition, the answers by their ids.
    private func writeAnswers(to page: inout Markup) {
        guard let form else {
            page.heading(language == .arabic ? "الأجوبة" : "Réponses")
            for (id, answer) in reading.answers.sorted(by: { $0.key < $1.key }) {
                write(answer, label: id, question: nil, to: &page)
            }
            return
        }
        for section in form.sections {
            let questions = section.questions.filter { reading.answers[$0.id] != nil }
            guard !questions.isEmpty else { continue }
            page.heading([section.code, section.title.text(language)].compactMap { $0 }.joined(separator: ". "))
            for question in questions {
                guard let answer = reading.answers[question.id] else { continue }
                let label = [question.code, question.label.text(language)].compactMap { $0 }.joined(separator: " ")
                write(answer, label: label, question: question, to: &page)
            }
        }
    }

    private func write(_ answer: Answer, label: String, question: Question?, to page: inout Markup) {
        var words = answer.value.map { text(of: $0, question) } ?? answer.text ?? ""
        // An id says nothing to a reader: the name stands first, as it was written.
        if question?.type == .council, let written = answer.text, written != words { words = "\(written) (\(words))" }
        if let other = answer.otherText { words += ": \(other)" }
        let status = answer.status == .needsReview || answer.status == .unread ? answer.status.rawValue : nil
        let places = answer.evidence.map { "\($0.part), \($0.location)" }.joined(separator: "; ")
        page.row(label, words, status: status, source: places.isEmpty ? nil : places)
    }

    private func text(of value: AnswerValue, _ question: Question?) -> String {
        let comma = language == .arabic ? "، " : ", "
        switch value {
        case .string(let text):
            return question?.options.first { $0.code == text }?.label.text(language) ?? text
        case .number(let number):
            return number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .list(let codes):
            return codes.map { self.text(of: .string($0), question) }.joined(separator: comma)
        case .rows(let rows):
            return rows.map { cells in
                let columns = question?.columns ?? []
                let known = columns.compactMap { column in
                    cells[column.id].map { "\(column.label.text(language)): \(self.text(of: $0, column))" }
                }
                let rest = cells.filter { cell in !columns.contains { $0.id == cell.key } }
                    .sorted { $0.key < $1.key }.map { "\($0.key): \(self.text(of: $0.value, nil))" }
                return (known + rest).joined(separator: comma)
            }.joined(separator: "\n")
        case .object(let cells):
            return cells.sorted { $0.key < $1.key }.map { id, value in
                let row = question?.rows.first { $0.id == id }?.label.text(language) ?? id
                return "\(row): \(self.text(of: value, question))"
            }.joined(separator: "\n")
        }
    }
}
