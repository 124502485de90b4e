import Documents
import Forms
import Testing

/// "Other" with and without its words, orders, and counts of none, read from whole documents.
@Suite struct OtherAndOrderReadingTests {
    private static func question(_ id: String, _ code: String, _ type: QuestionType, _ label: String) -> Question {
        Question(id: id, code: code, type: type, label: LocalizedText([.french: label]))
    }

    private static let form: FormDefinition = {
        func option(_ code: String, _ label: String, isOther: Bool = false) -> FormOption {
            FormOption(code: code, label: LocalizedText([.french: label]), hasFreeText: isOther)
        }
        var sources = question("sources", "1.1", .multi, "D'où vient l'eau du village ?")
        sources.options = [
            option("borehole", "Forage"), option("spring", "Source captée"),
            option("other", "Autre origine", isOther: true),
        ]
        var needs = question("needs", "1.2", .ranking, "Classez les besoins par ordre d'importance")
        needs.options = [
            option("solar", "Énergie solaire"), option("meters", "Pose de compteurs"),
            option("pipes", "Extension du réseau"),
        ]
        var women = question("women", "1.3", .number, "Nombre de femmes au bureau")
        women.range = 0...60
        let name = question("name", "1.4", .text, "Nom et prénom du répondant")
        let title = LocalizedText([.french: "Enquête sur l'eau des villages"])
        return FormDefinition(
            id: "water", version: "1.0", languages: [.french], defaultLanguage: .french, title: title,
            sections: [
                FormSection(id: "water", theme: "finances", title: title, questions: [sources, needs, women, name])
            ])
    }()

    private static func read(
        sources: [Paragraph] = [], needs: [String] = [], women: String = "2", fields: [Field] = []
    ) throws -> FormReading {
        func line(_ text: String) -> Paragraph { Paragraph(runs: [Run(text)]) }
        var document = Document(format: .docx)
        document.fields = fields
        document.blocks =
            ([line("1.1 D'où vient l'eau du village ?")] + sources + [
                line("1.2 Classez les besoins par ordre d'importance")
            ]
            + needs.map(line)
            + [line("1.3 Nombre de femmes au bureau : \(women)"), line("1.4 Nom et prénom du répondant : Zahra")])
            .map { .paragraph($0) }
        let part = ReturnedDocument(part: "1", filename: nil, document: document, isBody: false)
        return try #require(try ReadingFixture.reader([form]).read([part]).first)
    }

    private static func lines(_ texts: String...) -> [Paragraph] { texts.map { Paragraph(runs: [Run($0)]) } }

    @Test func wordsBesideAnUntickedOther() throws {
        let reading = try Self.read(sources: Self.lines("☒ Forage", "☐ Source captée", "☐ Autre origine : un lac"))
        let answer = try #require(reading.answers["sources"])
        #expect(answer.value == .list(["borehole", "other"]))
        #expect(answer.otherText == "un lac")
        #expect(answer.status == .needsReview)
    }

    @Test func theHintOfOtherIsNoAnswer() throws {
        let reading = try Self.read(
            sources: Self.lines("☒ Forage", "☐ Source captée", "☐ Autre origine : à préciser"))
        #expect(reading.answers["sources"]?.value == .list(["borehole"]))
        #expect(reading.answers["sources"]?.status == .accepted)
    }

    @Test func otherTickedWithoutWords() throws {
        let reading = try Self.read(sources: Self.lines("☐ Forage", "☐ Source captée", "☒ Autre origine : ........"))
        #expect(reading.answers["sources"]?.value == .list(["other"]))
        #expect(reading.findings.contains { $0.code == "other_without_words" })
    }

    @Test func whatIsTypedInAFieldBehindOther() throws {
        let typed = Paragraph(runs: [Run("☒ Autre origine"), Run("un lac", field: 0)])
        let reading = try Self.read(
            sources: Self.lines("☐ Forage", "☐ Source captée") + [typed],
            fields: [Field(kind: .text, source: .htmlInput, name: "champ7", value: "un lac")])
        #expect(reading.answers["sources"]?.value == .list(["other"]))
        #expect(reading.answers["sources"]?.otherText == "un lac")
    }

    @Test func aSentenceBeneathTheList() throws {
        let reading = try Self.read(
            needs: [
                "Énergie solaire", "Pose de compteurs", "Extension du réseau",
                "D'abord l'extension du réseau, puis l'énergie solaire",
            ])
        let answer = try #require(reading.answers["needs"])
        #expect(answer.value == .list(["pipes", "solar"]))
        #expect(answer.status == .accepted)
        #expect(answer.text == "D'abord l'extension du réseau, puis l'énergie solaire")
    }

    @Test(arguments: [
        ["1 Énergie solaire", "1 Pose de compteurs", "1 Extension du réseau"],
        ["1 Énergie solaire", "3 Pose de compteurs", "Extension du réseau"],
        ["2 Énergie solaire", "2 Pose de compteurs", "1 Extension du réseau"],
    ])
    func ranksThatDoNotAddUp(_ needs: [String]) throws {
        #expect(try Self.read(needs: needs).answers["needs"]?.status == .needsReview)
    }

    @Test(arguments: ["aucune", "néant", "لا شيء"])
    func noneOfACountMayBeZero(_ text: String) throws {
        let answer = try #require(try Self.read(women: text).answers["women"])
        #expect(answer.status == .needsReview)
        #expect(answer.candidates.map(\.value) == [.number(0)])
    }

    @Test func aDashIsBlank() throws {
        #expect(try Self.read(women: "-").answers["women"]?.status == .blank)
    }
}
