internal import Archive
internal import Forms
internal import Mail

/// Submissions as CSV (RFC 4180): a line a submission, a column a question, with a byte order mark so that Excel reads UTF-8.
struct CSVExport {
    private let questions: [(form: String, question: Question)]
    private let councils: CouncilRegister

    init(definitions: [FormDefinition], councils: CouncilRegister) {
        var seen: Set<String> = []
        questions = definitions.flatMap { form in form.questions.map { (form.id, $0) } }
            .filter { seen.insert("\($0.0) \($0.1.id)").inserted }
        self.councils = councils
    }

    private static let fixed = [
        "id", "received", "outcome", "reason", "status", "form", "version", "language", "council", "council_ar",
        "council_fr", "region", "themes", "from", "subject", "supersedes", "superseded_by",
    ]

    var header: String {
        let forms = Set(questions.map(\.form))
        let columns = questions.flatMap { entry -> [String] in
            let name = forms.count > 1 ? "\(entry.form).\(entry.question.id)" : entry.question.id
            return entry.question.options.contains(where: \.hasFreeText) ? [name, "\(name).other_text"] : [name]
        }
        return "\u{FEFF}" + Self.row(Self.fixed + columns)
    }

    func line(_ record: ExportRecord) -> String {
        let reading = record.reading
        let council = reading.council.flatMap { councils[$0] }
        var cells = [
            record.id.description, record.received.description, reading.outcome.rawValue, reading.reason ?? "",
            record.status.rawValue, reading.form?.id ?? "", reading.form?.version ?? "", reading.language.rawValue,
            reading.council ?? "", council?.councilName.text(.arabic) ?? "", council?.councilName.text(.french) ?? "",
            council?.region?.code ?? "",
            reading.themes.joined(separator: " "), record.message.from.map(\.address).joined(separator: " "),
            record.message.subject ?? "", record.supersedes?.description ?? "", record.supersededBy?.description ?? "",
        ]
        for entry in questions {
            let answer = entry.form == reading.form?.id ? reading.answers[entry.question.id] : nil
            cells.append(answer?.value.map(AnswerText.text) ?? "")
            if entry.question.options.contains(where: \.hasFreeText) { cells.append(answer?.otherText ?? "") }
        }
        return Self.row(cells)
    }

    private static func row(_ cells: [String]) -> String { cells.map(CSVText.cell).joined(separator: ",") + "\r\n" }
}
