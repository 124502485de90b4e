import Documents
import Forms
import Testing

/// Rows of a table that people type as lines: bullets and numbers before them are none of the values, signs are.
@Suite struct TypedRowTests {
    private static func form(_ columns: [Question], rows: [FormRow] = []) -> FormDefinition {
        var form = ReadingFixture.definition
        form.sections[0].questions.append(
            Question(
                id: "rows", code: "1.7", type: .table, label: LocalizedText([.french: "Balance des comptes"]),
                columns: columns, rows: rows))
        return form
    }

    private static func answer(_ blocks: [Block], _ form: FormDefinition) throws -> Answer {
        let head = [
            "1.1 Nom et prénom du répondant : Karima", "1.3 Les compétences sont-elles claires ? 2",
            "1.4 Total des recettes du budget : 3 MDH", "1.7 Balance des comptes",
        ]
        let document = Document(
            format: .docx, blocks: head.map { .paragraph(Paragraph(runs: [Run($0)])) } + blocks)
        let returned = ReturnedDocument(part: "1", filename: nil, document: document, isBody: false)
        return try #require(try ReadingFixture.reader([form]).read([returned]).first?.answers["rows"])
    }

    private static let gap = Question(
        id: "gap", type: .number, label: LocalizedText([.french: "Écart"]), range: -100...100)
    private static let day = Question(id: "day", type: .date, label: LocalizedText([.french: "Jour"]))
    private static let phone = Question(id: "phone", type: .phone, label: LocalizedText([.french: "Téléphone"]))
    private static let why = Question(id: "why", type: .text, label: LocalizedText([.french: "Motif"]))

    @Test(arguments: [
        ("-5", gap, AnswerValue.number(-5)), ("- 5", gap, .number(5)), ("• 5", gap, .number(5)),
        ("+5", gap, .number(5)),
        ("2) 5", gap, .number(5)), ("3.5", gap, .number(3.5)), ("2. -5", gap, .number(-5)),
        ("10/03/2021", day, .string("2021-03-10")), ("- 10/03/2021", day, .string("2021-03-10")),
        ("+212661234567", phone, .string("+212661234567")), ("- 06-61-23-45-67", phone, .string("+212661234567")),
    ])
    func theFirstValueOfALine(_ written: String, _ column: Question, _ value: AnswerValue) throws {
        let line: Block = .paragraph(Paragraph(runs: [Run("\(written) | panne")]))
        let answer = try Self.answer([line], Self.form([column, Self.why]))
        #expect(answer.value == .rows([[column.id: value, "why": .string("panne")]]))
        #expect(answer.status == .accepted)
    }

    @Test(arguments: [("-5", AnswerValue.number(-5)), ("+5", .number(5)), ("-", nil), ("–", nil)])
    func theSignInACell(_ written: String, _ value: AnswerValue?) throws {
        func cell(_ text: String, _ column: Int) -> Cell {
            Cell(blocks: [.paragraph(Paragraph(runs: [Run(text)]))], column: column)
        }
        let table = Table(rows: [[cell("Écart", 0), cell("Motif", 1)], [cell(written, 0), cell("- panne", 1)]])
        let answer = try Self.answer([.table(table)], Self.form([Self.gap, Self.why]))
        var row: [String: AnswerValue] = ["why": .string("- panne")]
        row["gap"] = value
        #expect(answer.value == .rows([row]))
        #expect(answer.status == .accepted)
    }

    /// A number that may be one or the other is not put into the next column as text.
    @Test(arguments: ["-5", "- 5"]) func aDoubtfulNumberKeepsItsColumn(_ written: String) throws {
        var count = Self.gap
        count.range = nil
        let form = Self.form(
            [count, Self.why],
            rows: [
                FormRow(id: "tank", label: LocalizedText([.french: "Réservoir"])),
                FormRow(id: "pump", label: LocalizedText([.french: "Pompe"])),
            ])
        let lines = ["Réservoir : \(written)", "- Pompe : 2"].map { Block.paragraph(Paragraph(runs: [Run($0)])) }
        let answer = try Self.answer(lines, form)
        #expect(answer.status == .needsReview)
        guard case .rows(let rows)? = answer.value else {
            Issue.record("\(String(describing: answer.value))")
            return
        }
        #expect(rows.contains(["row": .string("pump"), "gap": .number(2)]))
        #expect(rows.allSatisfy { $0["why"] == nil })
    }
}
