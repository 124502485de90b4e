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

/// The one way a text from outside becomes a cell of a CSV file.
enum CSVText {
    /// Quotes the cell; a text that a spreadsheet would take for a formula is shown as text by an apostrophe before it.
    static func cell(_ text: String) -> String {
        // Scalars throughout: to a reader of CSV a quote is a quote, whatever combining mark follows it.
        var cell = text.unicodeScalars.contains("\u{0}") ? replacing("\u{0}", in: text, with: "\u{FFFD}") : text
        // A leading blank or quote does not keep a spreadsheet from evaluating what follows.
        if let first = cell.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\"" }),
            "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first), !isPlainNumber(cell)
        {
            cell = "'" + cell
        }
        guard
            cell.utf8.contains(where: {
                $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09
            })
        else { return cell }
        return "\"" + replacing("\"", in: cell, with: "\"\"") + "\""
    }

    private static func replacing(_ scalar: Unicode.Scalar, in text: String, with other: String) -> String {
        var result = String.UnicodeScalarView()
        for next in text.unicodeScalars {
            if next == scalar { result.append(contentsOf: other.unicodeScalars) } else { result.append(next) }
        }
        return String(result)
    }

    /// `+212661234567` and `-3.5` are numbers and stay as they are.
    private static func isPlainNumber(_ text: String) -> Bool {
        text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } && text.utf8.count > 1
            && (text.utf8.first == UInt8(ascii: "+") || text.utf8.first == UInt8(ascii: "-"))
    }
}
