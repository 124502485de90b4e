import Documents
import Forms
import Testing

/// Answers that are left open by the one who gives them: a person settles them, whatever the question's type.
@Suite struct DoubtfulAnswerTests {
    private static func read(_ answers: [String: String]) throws -> FormReading {
        let said = [
            "1.1": "Nom et prénom du répondant : Karima", "1.2": "Quel est l'état du programme ? En cours",
            "1.3": "Les compétences sont-elles claires ? 2", "1.4": "Total des recettes du budget : 3 MDH",
            "1.6": "Observations complémentaires : rien à signaler cette année",
        ].merging(answers) { $1 }
        let lines = said.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let document = Document(format: .docx, blocks: lines.map { .paragraph(Paragraph(runs: [Run($0)])) })
        return try #require(try ReadingFixture.read(document).first)
    }

    @Test(arguments: [
        "RAS ?", "Néant ?", "لا شيء؟", "?", "؟", "(à confirmer)", "à compléter", "peut-être rien", "ربما لا شيء",
        "idem",
        "نفس الجواب",
    ])
    func aRemarkThatMayBeNoneWaits(_ text: String) throws {
        let remark = try #require(
            try Self.read(["1.6": "Observations complémentaires : \(text)"]).answers["remarks"])
        #expect(remark.status == .needsReview)
        #expect(remark.value == nil)
        #expect(remark.text == text)
    }

    @Test(arguments: [
        "Peut-être faudrait-il revoir la carte scolaire.", "Pourquoi aucune réponse à nos lettres ?",
        "هل من دعم للمجلس؟",
    ])
    func aRemarkMayAskAndDoubt(_ text: String) throws {
        let remark = try #require(
            try Self.read(["1.6": "Observations complémentaires : \(text)"]).answers["remarks"])
        #expect(remark.value == .string(text))
        #expect(remark.status == .accepted)
    }

    @Test(arguments: [
        ("name", "1.1", "Nom et prénom du répondant : Karima ?", AnswerValue.string("Karima ?")),
        ("state", "1.2", "Quel est l'état du programme ? Non entamé (à vérifier)", .string("none")),
        ("clarity", "1.3", "Les compétences sont-elles claires ? 4 peut-être", .number(4)),
        ("revenue", "1.4", "Total des recettes du budget : 3 MDH ?", .number(3_000_000)),
        ("revenue", "1.4", "Total des recettes du budget : ربما 3 ملايين درهم", .number(3_000_000)),
    ])
    func aValueGivenWithDoubtWaits(_ id: String, _ code: String, _ line: String, _ value: AnswerValue) throws {
        let answer = try #require(try Self.read([code: line]).answers[id])
        #expect(answer.status == .needsReview)
        #expect(answer.value == value || id == "state" && answer.value == nil)
    }

    @Test func anOptionThatDoubtsByItselfIsChosenWithoutDoubt() throws {
        let options = [
            FormOption(code: "yes", label: LocalizedText([.french: "Oui"])),
            FormOption(code: "maybe", label: LocalizedText([.french: "Peut-être"])),
        ]
        let question = Question(id: "visit", type: .single, label: LocalizedText([.french: "Visite"]), options: options)
        #expect(ValueParser.parse("Peut-être", as: question) == .exact(.string("maybe")))
    }

    /// With nothing but the codes before them, words that are no value are an answer all the same.
    @Test(arguments: ["le tiers", "?", "un quart ou un tiers", "الثلث"])
    func whatIsNoValueBehindACodeWaits(_ text: String) throws {
        let reading = try #require(
            try ReadingFixture.read(
                ReadingFixture.text(
                    "1.1: Karima", "1.2: En cours", "1.3: 2", "1.4: \(text)",
                    "1.6: Observations complémentaires : rien à signaler", "Axe 1 : Ressources financières")
            ).first)
        let revenue = try #require(reading.answers["revenue"])
        #expect(revenue.status == .needsReview)
        #expect(revenue.text == text)
        #expect(revenue.value == nil)
    }
}
