import Documents
import Forms
import Testing

/// A small form, and documents built for it line by line.
struct ReadingFixture {
    static let definition = FormDefinition(
        id: "small", version: "1.0", languages: [.arabic, .french], defaultLanguage: .arabic,
        title: LocalizedText([
            .arabic: "استمارة التشاور حول أدوار المجالس", .french: "Formulaire de consultation des conseils",
        ]),
        sections: [
            FormSection(
                id: "money", theme: "finances",
                title: LocalizedText([
                    .arabic: "المحور الأول: الموارد المالية", .french: "Axe 1 : Ressources financières",
                ]),
                questions: [
                    Question(
                        id: "name", code: "1.1", type: .text, isRequired: true,
                        label: LocalizedText([.arabic: "الاسم الكامل للمجيب", .french: "Nom et prénom du répondant"])),
                    Question(
                        id: "state", code: "1.2", type: .single,
                        label: LocalizedText([
                            .arabic: "ما هي وضعية برنامج التنمية؟", .french: "Quel est l'état du programme ?",
                        ]),
                        options: [
                            FormOption(
                                code: "running", label: LocalizedText([.arabic: "في طور التنفيذ", .french: "En cours"])),
                            FormOption(
                                code: "none", label: LocalizedText([.arabic: "لم يشرع فيه", .french: "Non entamé"])),
                        ]),
                    Question(
                        id: "clarity", code: "1.3", type: .scale,
                        label: LocalizedText([
                            .arabic: "ما مدى وضوح الاختصاصات؟", .french: "Les compétences sont-elles claires ?",
                        ]),
                        scale: Scale(minimum: 1, maximum: 5)),
                    Question(
                        id: "revenue", code: "1.4", type: .amount,
                        label: LocalizedText([
                            .arabic: "مجموع مداخيل الميزانية", .french: "Total des recettes du budget",
                        ])),
                    Question(
                        id: "measures", code: "1.5", type: .table,
                        label: LocalizedText([.arabic: "جدول المقترحات", .french: "Tableau des propositions"]),
                        columns: [
                            Question(
                                id: "proposal", type: .longtext,
                                label: LocalizedText([.arabic: "المقترح", .french: "Proposition"])),
                            Question(
                                id: "deadline", type: .date,
                                label: LocalizedText([.arabic: "الأجل", .french: "Échéance"])),
                        ]),
                    Question(
                        id: "remarks", code: "1.6", type: .longtext,
                        label: LocalizedText([.arabic: "ملاحظات إضافية", .french: "Observations complémentaires"])),
                ])
        ])

    static func reader(_ definitions: [FormDefinition] = [definition]) throws -> FormReader {
        let lexicon = """
            version: "1.0"
            themes:
              - {id: finances, order: 1, code: T1, title: {ar: "الموارد المالية", fr: "Ressources financières"}, keywords: {ar: [{t: "الموارد المالية", w: 5}], fr: [{t: "ressources financières", w: 5}]}}
            """
        let (themes, themeProblems) = ThemeLexicon.load(yaml: lexicon, file: "themes.yaml")
        let (councils, councilProblems) = CouncilRegister.load(
            councilsCSV: "id,name_ar,name_fr\nMA-1,تازة,Taza\n", file: "councils.csv")
        return FormReader(
            definitions: definitions, councils: try #require(councils, "\(councilProblems)"),
            themes: try #require(themes, "\(themeProblems)"))
    }

    static func read(_ documents: Document...) throws -> [FormReading] {
        let returned = documents.enumerated().map { index, document in
            ReturnedDocument(part: "1.\(index + 1)", filename: nil, document: document, isBody: false)
        }
        return try reader().read(returned)
    }

    static func text(_ lines: String...) -> Document {
        Document(format: .text, blocks: lines.map { .paragraph(Paragraph(runs: [Run($0)])) })
    }
}

@Suite struct ReadingTests {
    private func one(_ document: Document) throws -> FormReading {
        let readings = try ReadingFixture.read(document)
        #expect(readings.count == 1)
        return try #require(readings.first)
    }

    @Test func codesAndColons() throws {
        let reading = try one(
            ReadingFixture.text(
                "١.١ الاسم الكامل للمجيب: كريمة", "1.2 ما هي وضعية برنامج التنمية؟ لم يشرع فيه",
                "1-3 ما مدى وضوح الاختصاصات؟ 4/5",
                "س 1.4 مجموع مداخيل الميزانية: 12,5 مليون درهم", "1.6: ........"))
        #expect(reading.answers["name"]?.value == .string("كريمة"))
        #expect(reading.answers["state"]?.value == .string("none"))
        #expect(reading.answers["clarity"]?.value == .number(4))
        #expect(reading.answers["revenue"]?.value == .number(12_500_000))
        #expect(reading.answers["remarks"]?.status == .blank)
        #expect(Set(reading.answers.keys) == Set(ReadingFixture.definition.questions.map(\.id)))
        #expect(reading.answers["name"]?.evidence.first?.location == "paragraph 1")
        #expect(reading.source.method == .labelled)
    }

    @Test func twoTicksInOneChoiceWait() throws {
        let reading = try one(
            ReadingFixture.text(
                "1.1 Nom et prénom du répondant : Karima", "1.2 Quel est l'état du programme ?", "☒ En cours",
                "☒ Non entamé",
                "1.3 Les compétences sont-elles claires ?", "1 ☐ 2 ☐ 3 ☒ 4 ☐ 5 ☐"))
        let state = try #require(reading.answers["state"])
        #expect(state.value == nil)
        #expect(state.status == .needsReview)
        #expect(state.candidates.map(\.value) == [.string("running"), .string("none")])
        #expect(reading.answers["clarity"]?.value == .number(3))
        #expect(reading.outcome == .needsReview)
        #expect(reading.reason == "answer")
        #expect(reading.language == .french)
    }

    @Test func anAttachedLetterIsNoAnswer() throws {
        let reading = try one(
            ReadingFixture.text(
                "1.1 Nom et prénom du répondant : Karima", "1.3 Les compétences sont-elles claires ? 2",
                "1.4 Total des recettes du budget : environ 3 MDH", "1.6 Observations complémentaires",
                "Voir lettre ci-jointe"))
        #expect(reading.answers["remarks"]?.value == nil)
        #expect(reading.answers["remarks"]?.status == .needsReview)
        #expect(reading.answers["revenue"]?.value == .number(3_000_000))
        #expect(reading.findings.contains { $0.code == "approximate_value" })
    }

    @Test func tablesAreReadByTheirColumns() throws {
        func cell(_ text: String, _ column: Int) -> Cell {
            Cell(blocks: [.paragraph(Paragraph(runs: [Run(text)]))], column: column)
        }
        var document = ReadingFixture.text(
            "1.1 الاسم الكامل للمجيب: كريمة", "1.3 ما مدى وضوح الاختصاصات؟ ٢", "1.5 جدول المقترحات")
        document.blocks.append(
            .table(
                Table(
                    rows: [
                        [cell("ر.ت", 0), cell("الأجل", 1), cell("المقترح", 2)],
                        [cell("1", 0), cell("مارس 2021", 1), cell("إحداث لجنة", 2)],
                        [cell("2", 0), cell("", 1), cell("", 2)],
                    ], isRightToLeft: true)))
        let reading = try one(document)
        #expect(
            reading.answers["measures"]?.value
                == .rows([["proposal": .string("إحداث لجنة"), "deadline": .string("2021-03")]]))
        #expect(reading.proposals.map(\.theme) == ["finances"])
        #expect(reading.proposals.map(\.decidedBy) == [.table])
        #expect(reading.themes == ["finances"])
    }

    @Test func controlsCountByTagAndOnceByAlias() throws {
        let title = "name · الاسم الكامل للمجيب"
        var document = Document(format: .docx)
        document.fields = [
            Field(kind: .text, source: .contentControl, title: title, value: "كريمة"),
            Field(kind: .text, source: .contentControl, title: title, value: "كريمةكريمة"),
            Field(kind: .checkbox, source: .contentControl, name: "state.running", isChecked: false),
            Field(kind: .checkbox, source: .contentControl, name: "state.none", isChecked: true),
            Field(
                kind: .text, source: .contentControl, name: "remarks", value: "انقر هنا لإدخال نص.", isPlaceholder: true
            ),
            Field(kind: .text, source: .contentControl, name: "stranger", value: "كلام"),
        ]
        document.blocks = [
            .paragraph(Paragraph(runs: [Run("كريمة", field: 0), Run("كريمةكريمة", field: 1)])),
            .paragraph(Paragraph(runs: [Run("☐", field: 2), Run(" قيد"), Run("☒", field: 3), Run(" لا")])),
            .paragraph(Paragraph(runs: [Run("انقر هنا لإدخال نص.", marks: .placeholder, field: 4)])),
            .paragraph(Paragraph(runs: [Run("كلام", field: 5)])),
        ]
        let reading = try one(document)
        #expect(reading.answers["name"]?.value == .string("كريمة"))
        #expect(reading.answers["name"]?.status == .accepted)
        #expect(reading.answers["state"]?.value == .string("none"))
        #expect(reading.answers["state"]?.evidence.first?.tag == "state.none")
        #expect(reading.answers["remarks"]?.status == .blank)
        #expect(reading.findings.contains { $0.code == "unread_field" })
        #expect(reading.source.method == .tagged)
    }

    @Test func blanksAndHalves() throws {
        let blank = ReadingFixture.text(
            "1.1 Nom et prénom du répondant : ........", "1.2 Quel est l'état du programme ?", "☐ En cours",
            "☐ Non entamé",
            "1.3 Les compétences sont-elles claires ?", "☐ 1 ☐ 2 ☐ 3 ☐ 4 ☐ 5", "1.6 Observations complémentaires")
        let alone = try one(blank)
        #expect(alone.reason == "blank_form")
        let filled = ReadingFixture.text(
            "1.1 Nom et prénom du répondant : Karima", "1.3 Les compétences sont-elles claires ? 2",
            "1.4 Total des recettes du budget : 9 800 000")
        #expect(try ReadingFixture.read(blank, filled).map(\.source.parts) == [["1.2"]])
        let rest = ReadingFixture.text(
            "1.2 Quel est l'état du programme ? En cours", "1.6 Observations complémentaires : rien",
            "1.5 Tableau des propositions")
        let whole = try ReadingFixture.read(filled, rest)
        #expect(whole.map(\.source.parts) == [["1.1", "1.2"]])
        #expect(whole.first?.answers["state"]?.value == .string("running"))
        let other = ReadingFixture.text(
            "1.1 Nom et prénom du répondant : Souad", "1.3 Les compétences sont-elles claires ? 5",
            "1.4 Total des recettes du budget : 100 000")
        #expect(try ReadingFixture.read(filled, other).count == 2)
    }

    @Test func aSignatureIsNoForm() throws {
        #expect(
            try ReadingFixture.read(ReadingFixture.text("Bonjour,", "Tél : 0661234567", "Date : 12/03/2020")).isEmpty)
    }

    @Test func aLetterWaits() throws {
        let letter = ReturnedDocument(
            part: "1", filename: nil, document: ReadingFixture.text("نقترح تعزيز الموارد المالية للمجالس"), isBody: true
        )
        let reading = try #require(try ReadingFixture.reader().readLetter(body: letter))
        #expect(reading.reason == "letter")
        #expect(reading.form == nil)
        #expect(reading.themes == ["finances"])
    }
}
