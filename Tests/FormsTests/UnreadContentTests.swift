import Documents
import Forms
import Testing

/// Text, marks and controls that no answer was read from: each is found with its place, and what nobody needs is not.
@Suite struct UnreadContentTests {
    private static let questions = [
        "1.1 Nom et prénom du répondant : Karima", "1.2 Quel est l'état du programme ? En cours",
        "1.3 Les compétences sont-elles claires ? 2", "1.4 Total des recettes du budget : 3 MDH",
        "1.6 Observations complémentaires : rien de plus à dire cette année",
    ]

    private static func paragraphs(_ lines: [String]) -> [Block] {
        lines.map { .paragraph(Paragraph(runs: [Run($0)])) }
    }

    private static func read(
        _ blocks: [Block], fields: [Field] = [], format: DocumentFormat = .docx,
        form: FormDefinition = ReadingFixture.definition
    ) throws -> FormReading {
        let document = Document(format: format, blocks: blocks, fields: fields)
        let returned = ReturnedDocument(part: "1", filename: nil, document: document, isBody: false)
        return try #require(try ReadingFixture.reader([form]).read([returned]).first)
    }

    private static func unread(_ reading: FormReading) -> [Finding] {
        reading.findings.filter { $0.code == "unread_text" || $0.code == "unread_field" }
    }

    @Test func aSentenceBeforeTheFirstQuestionIsFoundAndDecidesNothing() throws {
        let said = "Nous manquons surtout d'ingénieurs au siège"
        let reading = try Self.read(Self.paragraphs([said] + Self.questions))
        #expect(
            Self.unread(reading) == [
                Finding(
                    .note, code: "unread_text", location: "paragraph 1", message: "before the first question: \(said)")
            ])
        #expect(reading.outcome == .accepted)
    }

    /// Where a person may add words that belong to no question.
    @Test(arguments: [
        (["Cordialement", "Karima", "PS : nous avons oublié le budget annexe de 2 MDH"], "paragraph 8"),
        (["Cordialement", "Karima", "Nous avons oublié de dire que le budget annexe est de 2 MDH"], "paragraph 8"),
        (["Axe 1 : Ressources financières", "La trésorerie manque"], "paragraph 7"),
        (["المحور الأول: الموارد المالية", "ثلاث سنوات"], "paragraph 7"),
        (["Signature", "Douze postes restent vacants"], "paragraph 7"),
    ])
    func wordsAfterTheLastQuestionAreFound(_ lines: [String], _ location: String) throws {
        // Below a closed question nothing but its options is an answer.
        let reading = try Self.read(Self.paragraphs([Self.questions[4]] + Self.questions[0...3] + lines))
        let found = Self.unread(reading)
        #expect(found.map(\.location) == [location], "\(found)")
        #expect(found.first?.message.hasPrefix("after revenue: ") == true)
        #expect(lines.last.map { found.first?.message.hasSuffix($0) } == true)
    }

    @Test func linesThatFollowOneAnotherAreOneFinding() throws {
        let reading = try Self.read(
            Self.paragraphs(["Le siège est loin.", "", "Les agents partent."] + Self.questions))
        let found = Self.unread(reading)
        #expect(found.map(\.location) == ["paragraph 1 to paragraph 3"])
        #expect(found.first?.message == "before the first question: Le siège est loin. / Les agents partent.")
    }

    @Test func aLongTextIsShortenedInTheFindingAndItsPlaceStays() throws {
        let long = String(repeating: "mot ", count: 80)
        let found = Self.unread(try Self.read(Self.paragraphs([long] + Self.questions)))
        #expect(found.first?.message.hasSuffix("…") == true)
        #expect(found.first?.location == "paragraph 1")
    }

    /// The words of a letter around a form, and what a form prints: no answer, and nobody's to read again.
    @Test(arguments: [
        "Royaume du Maroc", "Ministère de l'Intérieur", "Conseil provincial de Taza", "Fait à Taza, le 12 mars 2020",
        "Objet : consultation sur les compétences", "Monsieur le Président,", "Bonjour,",
        "Suite à votre lettre du 2 mars, veuillez trouver nos réponses.", "Voici nos réponses :",
        "المملكة المغربية", "وزارة الداخلية", "السلام عليكم ورحمة الله وبركاته", "سلام تام بوجود مولانا الإمام،",
        "وبعد، جوابا على رسالتكم، يشرفني أن أوافيكم بالاستمارة.", "Formulaire de consultation des conseils",
        "استمارة التشاور حول أدوار المجالس", "Les questions marquées d'un * sont obligatoires.",
    ])
    func theLetterBeforeIsNoFinding(_ line: String) throws {
        #expect(Self.unread(try Self.read(Self.paragraphs([line] + Self.questions))) == [])
    }

    @Test(arguments: [
        ["Cordialement", "Karima Alaoui", "Directrice générale des services", "Tél 0661 23 45 67"],
        ["مع فائق التقدير والاحترام", "كريمة العلوي", "مديرة المصالح"], ["مع التحية", "عمر"],
        ["Merci de votre attention"], ["شكرا على اهتمامكم"], ["Signature et cachet"], ["التوقيع والخاتم"],
        ["--", "Karima"],
        ["Bien à vous", "Karima", "Envoyé de mon téléphone, merci d'excuser la brièveté de ce message et ses fautes"],
        ["Le président"],
    ])
    func theEndOfTheLetterIsNoFinding(_ lines: [String]) throws {
        let reading = try Self.read(
            Self.paragraphs([Self.questions[4]] + Self.questions[0...3] + lines), format: .text)
        #expect(Self.unread(reading) == [])
    }

    @Test func theFormsOwnLinesAreNoFinding() throws {
        var form = ReadingFixture.definition
        form.instructions = LocalizedText([
            .french: "Prière de cocher (☒) la case correspondante et de ne pas modifier la numérotation des questions."
        ])
        var lines = Self.questions
        lines.insert(form.instructions?.text(.french) ?? "", at: 0)
        // Wrapped by a mail program.
        lines.insert("la case correspondante et de ne pas", at: 1)
        lines.insert(contentsOf: ["Une seule réponse", "☐ Non entamé", "1   2   3   4   5"], at: 5)
        lines += ["small — version 1.0 — page 1 sur 2"]
        #expect(Self.unread(try Self.read(Self.paragraphs(lines), form: form)) == [])
    }

    @Test func aHeadingOfTheSendersOwnIsNoFinding() throws {
        let bold: Block = .paragraph(Paragraph(runs: [Run("Qui êtes-vous", marks: .bold)]))
        #expect(Self.unread(try Self.read([bold] + Self.paragraphs(Self.questions))) == [])
        let plain: Block = .paragraph(Paragraph(runs: [Run("Qui êtes-vous")]))
        #expect(Self.unread(try Self.read([plain] + Self.paragraphs(Self.questions))).count == 1)
    }

    @Test func whatStandsInACommentIsFound() throws {
        let comment: Block = .container(.comment, Self.paragraphs(["Chiffre à confirmer par le trésorier"]))
        let found = Self.unread(try Self.read(Self.paragraphs(Self.questions) + [comment]))
        #expect(found.map(\.location) == ["comment"])
        #expect(found.first?.message == "in a comment: Chiffre à confirmer par le trésorier")
    }

    @Test(arguments: [Origin.header, .footer]) func theHeadOfAPageIsNoFinding(_ origin: Origin) throws {
        let margin: Block = .container(origin, Self.paragraphs(["Province de Taza – réponse du conseil, page 2"]))
        #expect(Self.unread(try Self.read([margin] + Self.paragraphs(Self.questions))) == [])
    }

    @Test func whatWasQuotedIsSomeoneElses() throws {
        let quoted: Block = .container(.quoted, Self.paragraphs(["Merci de répondre avant le 20 mars, c'est urgent."]))
        #expect(Self.unread(try Self.read(Self.paragraphs(Self.questions) + [quoted], format: .text)) == [])
    }

    // MARK: Tables

    private static func table(_ rows: [[String]]) -> Block {
        .table(
            Table(
                rows: rows.map { row in
                    row.enumerated().map { Cell(blocks: paragraphs([$1]), column: $0) }
                }))
    }

    @Test func anAddedColumnIsFoundAndTheNumberOfARowIsNot() throws {
        let reading = try Self.read(
            Self.paragraphs(Self.questions + ["1.5 Tableau des propositions"]) + [
                Self.table([
                    ["N°", "Proposition", "Échéance", "Coût estimé"], ["1", "Créer un comité", "mars 2021", ""],
                    ["2", "Former les agents", "mai 2021", "deux millions"],
                ])
            ])
        let found = Self.unread(reading)
        #expect(found.map(\.location) == ["table 1, row 3, cell 4"])
        #expect(found.first?.message == "after measures: deux millions")
        #expect(reading.answers["measures"]?.status == .accepted)
    }

    @Test func theCellsOfARowThatIsNoneOfTheFormsAreOneFinding() throws {
        var form = ReadingFixture.definition
        form.sections[0].questions.append(
            Question(
                id: "works", code: "1.7", type: .table, label: LocalizedText([.french: "État des ouvrages"]),
                columns: [
                    Question(id: "count", type: .number, label: LocalizedText([.french: "Nombre"])),
                    Question(id: "note", type: .text, label: LocalizedText([.french: "Remarque"])),
                ],
                rows: [
                    FormRow(id: "tank", label: LocalizedText([.french: "Réservoir"])),
                    FormRow(id: "pump", label: LocalizedText([.french: "Pompe"])),
                ]))
        let reading = try Self.read(
            Self.paragraphs(Self.questions + ["1.7 État des ouvrages"]) + [
                Self.table([
                    ["", "Nombre", "Remarque"], ["Réservoir", "1", "neuf"], ["Pompe", "", ""],
                    ["Éolienne", "2", "arrêtée"],
                ])
            ], form: form)
        let found = Self.unread(reading)
        #expect(found.map(\.location) == ["table 1, row 4, cell 1 to table 1, row 4, cell 3"])
        #expect(found.first?.message == "after works: Éolienne | 2 | arrêtée")
    }

    // MARK: Marks and controls

    @Test func aTickOfNoQuestionIsAWarning() throws {
        let reading = try Self.read(Self.paragraphs(Self.questions[0...3] + ["☒ Suspendu par décision"]))
        let found = Self.unread(reading)
        #expect(found.map(\.severity) == [.warning])
        #expect(found.map(\.code) == ["unread_field"])
        #expect(found.first?.message == "after revenue, a mark of no question: ☒ Suspendu par décision")
    }

    @Test func wordsTypedBesideAControlAreFound() throws {
        let blocks: [Block] =
            [
                .paragraph(
                    Paragraph(runs: [
                        Run("1.1 Nom et prénom du répondant : "), Run("Karima", field: 0), Run(" avec l'aide de Said"),
                    ]))
            ] + Self.paragraphs(Array(Self.questions.dropFirst()))
        let reading = try Self.read(
            blocks, fields: [Field(kind: .text, source: .contentControl, name: "name", value: "Karima")])
        #expect(reading.answers["name"]?.value == .string("Karima"))
        #expect(Self.unread(reading).map(\.message) == ["after name: avec l'aide de Said"])
    }

    @Test func wordsBehindALabelOrAnOptionAreFound() throws {
        var lines = Self.questions
        lines[4] = "1.6 Observations complémentaires Douze postes restent vacants"
        lines.replaceSubrange(
            1...1, with: ["1.2 Quel est l'état du programme ?", "☒ En cours", "☐ Non entamé du tout"])
        let reading = try Self.read(Self.paragraphs(lines))
        #expect(reading.answers["state"]?.value == .string("running"))
        #expect(
            Self.unread(reading).map(\.message) == [
                "after state: du tout", "after remarks: Douze postes restent vacants",
            ])
    }

    @Test func aControlWithoutATagIsReadInItsTableAndNoFinding() throws {
        let cell = { (text: String, field: Int?, column: Int) in
            Cell(blocks: [.paragraph(Paragraph(runs: [Run(text, field: field)]))], column: column)
        }
        let table = Table(rows: [
            [cell("Proposition", nil, 0), cell("Échéance", nil, 1), cell("Coût", nil, 2)],
            [cell("Créer un comité", 0, 0), cell("mars 2021", 1, 1), cell("cher", 2, 2)],
            [cell("……", 3, 0), cell("……", 4, 1), cell("……", 5, 2)],
        ])
        let fields = ["Créer un comité", "mars 2021", "cher", "……", "……", "……"].enumerated().map {
            Field(kind: .text, source: .legacyField, name: "Texte\($0)", value: $1)
        }
        let reading = try Self.read(
            Self.paragraphs(Self.questions + ["1.5 Tableau des propositions"]) + [.table(table)], fields: fields)
        #expect(Self.unread(reading).map(\.location) == ["table 1, row 2, cell 3"])
        #expect(Self.unread(reading).map(\.code) == ["unread_field"])
    }

    // MARK: Open questions

    /// Where the form's question has no answer, the letter may hold it.
    @Test func theCouncilOnTheLetterheadIsFoundWhereTheQuestionIsOpen() throws {
        var form = ReadingFixture.definition
        form.sections[0].questions += [
            Question(id: "council", code: "1.7", type: .council, label: LocalizedText([.french: "Conseil concerné"])),
            Question(id: "signed", code: "1.8", type: .date, label: LocalizedText([.french: "Date de la réponse"])),
        ]
        let lines =
            ["Royaume du Maroc", "Conseil provincial de Taza"] + Self.questions + [
                "Cordialement", "Fait à Taza, le 12 mars 2020",
            ]
        let open = Self.unread(try Self.read(Self.paragraphs(lines), form: form))
        #expect(
            open.map(\.message) == [
                "before the first question: Conseil provincial de Taza", "after remarks: Fait à Taza, le 12 mars 2020",
            ])
        let answered = try Self.read(
            Self.paragraphs(
                [lines[0], lines[1]] + Self.questions[0...3] + ["1.7 Conseil concerné : Taza"]
                    + ["1.8 Date de la réponse : 12/03/2020"] + lines.suffix(2)), form: form)
        #expect(Self.unread(answered) == [])
    }
}
