import Documents
import Forms
import Testing

/// What is struck out in the cells of tables and grids, and in controls, is not meant; where nothing is written
/// instead, a person says whether that is no answer.
@Suite struct StruckOutTests {
    private static let head = [
        "1.1 Nom et prénom du répondant : Karima", "1.3 Les compétences sont-elles claires ? 2",
        "1.4 Total des recettes du budget : 3 MDH", "1.6 Observations complémentaires : rien de plus à dire",
    ]

    private static let form: FormDefinition = {
        var form = ReadingFixture.definition
        form.sections[0].questions += [
            Question(
                id: "works", code: "1.7", type: .table, label: LocalizedText([.french: "État des ouvrages"]),
                columns: [
                    Question(id: "count", type: .number, label: LocalizedText([.french: "Nombre"])),
                    Question(id: "note", type: .text, label: LocalizedText([.french: "Remarque"])),
                ],
                rows: [
                    FormRow(id: "tank", label: LocalizedText([.french: "Réservoir"])),
                    FormRow(id: "pump", label: LocalizedText([.french: "Pompe"])),
                ]),
            Question(
                id: "service", code: "1.8", type: .grid, label: LocalizedText([.french: "Qualité du service"]),
                scale: Scale(minimum: 1, maximum: 3),
                rows: [
                    FormRow(id: "taste", label: LocalizedText([.french: "Goût de l'eau"])),
                    FormRow(id: "flow", label: LocalizedText([.french: "Débit au robinet"])),
                ]),
        ]
        return form
    }()

    /// A run; `~` before it strikes it out.
    private static func run(_ text: String) -> Run {
        text.hasPrefix("~") ? Run(String(text.dropFirst()), marks: .strike) : Run(text)
    }

    /// A cell of runs between `|`.
    private static func table(_ rows: [[String]]) -> Block {
        .table(
            Table(
                rows: rows.map { row in
                    row.enumerated().map { column, text in
                        let runs = text.split(separator: "|").map { run(String($0)) }
                        return Cell(blocks: [.paragraph(Paragraph(runs: runs))], column: column)
                    }
                }))
    }

    private static func answer(
        _ id: String, _ blocks: [Block], fields: [Field] = []
    ) throws -> Answer {
        let document = Document(
            format: .docx, blocks: head.map { .paragraph(Paragraph(runs: [Run($0)])) } + blocks, fields: fields)
        let returned = ReturnedDocument(part: "1", filename: nil, document: document, isBody: false)
        return try #require(try ReadingFixture.reader([form]).read([returned]).first?.answers[id])
    }

    private static func line(_ runs: String...) -> Block { .paragraph(Paragraph(runs: runs.map(run))) }

    // MARK: Tables

    private static func works(_ rows: [[String]]) throws -> Answer {
        try answer("works", [line("1.7 État des ouvrages"), table([["", "Nombre", "Remarque"]] + rows)])
    }

    @Test func aStruckNumberWithANewOneBesideIt() throws {
        let answer = try Self.works([["Réservoir", "~3| 4", "neuf"], ["Pompe", "2", "~usée|bonne"]])
        #expect(
            answer.value
                == .rows([
                    ["row": .string("tank"), "count": .number(4), "note": .string("neuf")],
                    ["row": .string("pump"), "count": .number(2), "note": .string("bonne")],
                ]))
        #expect(answer.status == .accepted)
        #expect(answer.text == "4 | neuf\n2 | bonne")
    }

    @Test func aStruckCellWithNothingBesideItWaits() throws {
        let answer = try Self.works([["Réservoir", "~3", "neuf"]])
        #expect(answer.value == .rows([["row": .string("tank"), "note": .string("neuf")]]))
        #expect(answer.status == .needsReview)
    }

    @Test func aStruckRowAmongOthersIsNotMeant() throws {
        let answer = try Self.works([["Réservoir", "~3", "~neuf"], ["Pompe", "2", ""]])
        #expect(answer.value == .rows([["row": .string("pump"), "count": .number(2)]]))
        #expect(answer.status == .accepted)
    }

    @Test func aTableAllStruckOutWaits() throws {
        let answer = try Self.works([["Réservoir", "~3", "~neuf"]])
        #expect(answer.value == nil)
        #expect(answer.status == .needsReview)
        #expect(answer.text == "3 | neuf")
    }

    @Test func rowsTypedAsLines() throws {
        func measures(_ lines: Block...) throws -> Answer {
            try Self.answer("measures", [Self.line("1.5 Tableau des propositions")] + lines)
        }
        let new = try measures(Self.line("- Former les agents"), Self.line("~- Vendre le siège"))
        #expect(new.value == .rows([["proposal": .string("Former les agents")]]))
        #expect(new.status == .accepted)
        let replaced = try measures(Self.line("- ", "~Créer un comité", " Former les agents"))
        #expect(replaced.value == .rows([["proposal": .string("Former les agents")]]))
        let withdrawn = try measures(Self.line("~- Vendre le siège"))
        #expect(withdrawn.value == nil)
        #expect(withdrawn.status == .needsReview)
    }

    @Test func aFixedRowTypedAsALine() throws {
        func works(_ line: Block) throws -> Answer {
            try Self.answer("works", [Self.line("1.7 État des ouvrages"), line])
        }
        let new = try works(Self.line("Réservoir : ", "~3", " 4"))
        #expect(new.value == .rows([["row": .string("tank"), "count": .number(4)]]))
        let withdrawn = try works(Self.line("Réservoir : ", "~3"))
        #expect(withdrawn.value == nil)
        #expect(withdrawn.status == .needsReview)
    }

    // MARK: Grids

    private static func service(_ rows: [[String]]) throws -> Answer {
        try answer("service", [line("1.8 Qualité du service"), table([["", "1", "2", "3"]] + rows)])
    }

    @Test(arguments: ["~x", "~X", "~☒", "~✓"]) func anErasedTickWithANewOne(_ erased: String) throws {
        let answer = try Self.service([["Goût de l'eau", erased, "", "x"], ["Débit au robinet", "", "☒", "☐"]])
        #expect(answer.value == .object(["taste": .number(3), "flow": .number(2)]))
        #expect(answer.status == .accepted)
    }

    @Test func anErasedTickAloneWaits() throws {
        let row = try Self.service([["Goût de l'eau", "~x", "", ""], ["Débit au robinet", "", "x", ""]])
        #expect(row.value == .object(["flow": .number(2)]))
        #expect(row.status == .needsReview)
        let all = try Self.service([["Goût de l'eau", "~x", "", ""]])
        #expect(all.value == nil)
        #expect(all.status == .needsReview)
    }

    @Test func aGridTypedAsLines() throws {
        let answer = try Self.answer(
            "service",
            [
                Self.line("1.8 Qualité du service"), Self.line("Goût de l'eau : ", "~1", " 2"),
                Self.line("Débit au robinet : 3"),
            ])
        #expect(answer.value == .object(["taste": .number(2), "flow": .number(3)]))
        #expect(answer.status == .accepted)
        let withdrawn = try Self.answer(
            "service", [Self.line("1.8 Qualité du service"), Self.line("Goût de l'eau : ", "~1")])
        #expect(withdrawn.value == nil)
        #expect(withdrawn.status == .needsReview)
    }

    // MARK: Controls

    private static func control(_ name: String, _ value: String) -> Field {
        Field(kind: .text, source: .contentControl, name: name, value: value)
    }

    @Test func aStruckTextInAControlWithANewOne() throws {
        let inside = try Self.answer(
            "remarks",
            [
                .paragraph(
                    Paragraph(runs: [Run("vieux texte", marks: .strike, field: 0), Run(" nouveau texte", field: 0)]))
            ], fields: [Self.control("remarks", "vieux texte nouveau texte")])
        #expect(inside.value == .string("nouveau texte"))
        #expect(inside.status == .accepted)
    }

    @Test func aNewTextBesideAStruckControl() throws {
        let field = Self.control("revenue", "5 MDH")
        var document = Document(format: .docx, fields: [field])
        document.blocks = [
            .paragraph(
                Paragraph(runs: [
                    Run("1.4 Total des recettes du budget : "), Run("5 MDH", marks: .strike, field: 0), Run(" 6 MDH"),
                ]))
        ]
        document.blocks += [Self.head[0], Self.head[1], Self.head[3]].map { .paragraph(Paragraph(runs: [Run($0)])) }
        let beside = try #require(try ReadingFixture.read(document).first?.answers["revenue"])
        #expect(beside.value == .number(6_000_000))
        document.blocks[0] = .paragraph(
            Paragraph(runs: [
                Run("1.4 Total des recettes du budget : "), Run("5 MDH", marks: .strike, field: 0),
            ]))
        let alone = try #require(try ReadingFixture.read(document).first?.answers["revenue"])
        #expect(alone.value == nil)
        #expect(alone.status == .needsReview)
        #expect(alone.text == "5 MDH")
    }

    private static func boxes(_ question: String, _ codes: [String]) -> [Field] {
        codes.map { Field(kind: .checkbox, source: .contentControl, name: "\(question).\($0)", isChecked: true) }
    }

    @Test func aTickBesideAStruckOptionIsNone() throws {
        let fields = Self.boxes("state", ["running", "none"])
        func option(_ index: Int, _ label: String, _ marks: Marks) -> Block {
            .paragraph(Paragraph(runs: [Run("☒", field: index), Run(" \(label)", marks: marks)]))
        }
        let one = try Self.answer(
            "state", [option(0, "En cours", .strike), option(1, "Non entamé", [])], fields: fields)
        #expect(one.value == .string("none"))
        #expect(one.status == .accepted)
        let none = try Self.answer(
            "state", [option(0, "En cours", .strike), option(1, "Non entamé", .strike)], fields: fields)
        #expect(none.value == nil)
        #expect(none.status == .needsReview)
    }

    @Test func anErasedTickInAGridOfControls() throws {
        let names = ["taste.1", "taste.3", "flow.2"]
        func grid(_ erased: [Int]) throws -> Answer {
            let runs = names.indices.map { Run("☒", marks: erased.contains($0) ? .strike : [], field: $0) }
            return try Self.answer(
                "service", runs.map { .paragraph(Paragraph(runs: [$0])) }, fields: Self.boxes("service", names))
        }
        let new = try grid([0])
        #expect(new.value == .object(["taste": .number(3), "flow": .number(2)]))
        #expect(new.status == .accepted)
        #expect(try grid([2, 0]).status == .needsReview)
        #expect(try grid([0, 1, 2]).value == nil)
    }

    @Test func aStruckCellOfControlsWaits() throws {
        let names = ["works.tank.count", "works.tank.note"]
        func works(_ first: [Run]) throws -> Answer {
            try Self.answer(
                "works", [.paragraph(Paragraph(runs: first)), .paragraph(Paragraph(runs: [Run("neuf", field: 1)]))],
                fields: [Self.control(names[0], "3 4"), Self.control(names[1], "neuf")])
        }
        let new = try works([Run("3", marks: .strike, field: 0), Run(" 4", field: 0)])
        #expect(new.value == .rows([["row": .string("tank"), "count": .number(4), "note": .string("neuf")]]))
        let withdrawn = try works([Run("3 4", marks: .strike, field: 0)])
        #expect(withdrawn.value == .rows([["row": .string("tank"), "note": .string("neuf")]]))
        #expect(withdrawn.status == .needsReview)
    }
}
