import Documents
import Forms
import Testing

/// Answers given by marks on the page: runs in bold, highlighted, struck out or deleted, options by their number.
@Suite struct MarkedReadingTests {
    private static let head = ["1.1 Nom et prénom du répondant : Karima", "1.4 Total des recettes du budget : 3 MDH"]

    /// The form with `paragraphs` between its first and its last questions.
    private static func read(_ paragraphs: [Run]...) throws -> FormReading {
        var document = Document(format: .docx)
        document.blocks = head.map { .paragraph(Paragraph(runs: [Run($0)])) }
        document.blocks += paragraphs.map { .paragraph(Paragraph(runs: $0)) }
        let readings = try ReadingFixture.read(document)
        return try #require(readings.first)
    }

    private static func state(_ paragraphs: [Run]...) throws -> Answer {
        var document = Document(format: .docx)
        document.blocks = head.map { .paragraph(Paragraph(runs: [Run($0)])) }
        document.blocks += ([[Run("1.2 Quel est l'état du programme ?")]] + paragraphs).map {
            .paragraph(Paragraph(runs: $0))
        }
        document.blocks.append(.paragraph(Paragraph(runs: [Run("1.3 Les compétences sont-elles claires ? 2")])))
        let readings = try ReadingFixture.read(document)
        return try #require(readings.first?.answers["state"])
    }

    @Test(arguments: [Marks.highlight, .bold, .underline, .colored])
    func oneMarkedOfTwoOnALine(_ marks: Marks) throws {
        let wide = try Self.state([Run("En cours", marks: marks), Run("    Non entamé")])
        #expect(wide.value == .string("running"))
        #expect(wide.status == .accepted)
        let narrow = try Self.state([Run("En cours "), Run("Non entamé", marks: marks)])
        #expect(narrow.value == .string("none"))
    }

    @Test func oneStruckOfTwoOnALine() throws {
        let answer = try Self.state([Run("En cours / "), Run("Non entamé", marks: .strike)])
        #expect(answer.value == .string("running"))
        let arabic = try Self.state([Run("في طور التنفيذ", marks: .strike), Run(" / "), Run("لم يشرع فيه")])
        #expect(arabic.value == .string("none"))
    }

    @Test func anUntouchedLineIsBlank() throws {
        #expect(try Self.state([Run("En cours    Non entamé")]).status == .blank)
        #expect(try Self.state([Run("En cours / Non entamé")]).status == .blank)
    }

    @Test func theNumberOfAnOption() throws {
        let answer = try Self.state([Run("2")], [Run("1. En cours")], [Run("2. Non entamé")])
        #expect(answer.value == .string("none"))
        #expect(answer.status == .accepted)
        #expect(answer.evidence.count == 2)
        let letter = try Self.state([Run("a) En cours")], [Run("b) Non entamé")], [Run("Réponse : a")])
        #expect(letter.value == .string("running"))
        // The form's own list has no numbers: the first may be meant, and a person must say.
        let bare = try Self.state([Run("1")], [Run("En cours")], [Run("Non entamé")])
        #expect(bare.value == nil)
        #expect(bare.candidates.map(\.value) == [.string("running")])
        #expect(bare.status == .needsReview)
    }

    @Test func aStruckAnswerWithANewOne() throws {
        let ticked = try Self.state([Run("☒ "), Run("En cours", marks: .strike)], [Run("☒ Non entamé")])
        #expect(ticked.value == .string("none"))
        let reading = try Self.read([
            Run("1.3 Les compétences sont-elles claires ? "), Run("2", marks: .strike), Run(" 4"),
        ])
        #expect(reading.answers["clarity"]?.value == .number(4))
        let amount = try Self.read([
            Run("1.6 Observations complémentaires : "), Run("ancien", marks: .strike), Run(" nouveau"),
        ])
        #expect(amount.answers["remarks"]?.value == .string("nouveau"))
    }

    @Test func allStruckOutWaits() throws {
        #expect(try Self.state([Run("☒ "), Run("En cours", marks: .strike)]).status == .needsReview)
        let reading = try Self.read([Run("1.6 Observations complémentaires : "), Run("ancien", marks: .strike)])
        #expect(reading.answers["remarks"]?.status == .needsReview)
        #expect(reading.answers["remarks"]?.value == nil)
    }

    @Test func anErasedTickIsNone() throws {
        let erased = try Self.state([Run("x ", marks: .deleted), Run("En cours")], [Run("x Non entamé")])
        #expect(erased.value == .string("none"))
        #expect(try Self.state([Run("☐ En cours")], [Run("☐ Non entamé")]).status == .blank)
    }

    @Test func nothingToSayIsBlankAndNoted() throws {
        let reading = try Self.read([Run("1.6 Observations complémentaires : RAS")])
        #expect(reading.answers["remarks"]?.status == .blank)
        #expect(reading.findings.contains { $0.code == "not_available" })
    }

    @Test(arguments: ["-2+3", "=cmd", "+212", "@nom"])
    func leadingMarksStay(_ text: String) throws {
        let beside = try Self.read([Run("1.6 Observations complémentaires : \(text)")])
        #expect(beside.answers["remarks"]?.value == .string(text))
        let below = try Self.read([Run("1.6 Observations complémentaires")], [Run(text)])
        #expect(below.answers["remarks"]?.value == .string(text))
    }

    @Test func aMinusBeforeAnAmountWaits() throws {
        var document = ReadingFixture.text(
            "1.1 Nom et prénom du répondant : Karima", "1.3 Les compétences sont-elles claires ? 2",
            "1.4 Total des recettes du budget : -500 DH")
        document.format = .docx
        let reading = try #require(try ReadingFixture.read(document).first)
        #expect(reading.answers["revenue"]?.status == .needsReview)
        #expect(reading.answers["revenue"]?.candidates.map(\.value) == [.number(-500), .number(500)])
    }

    @Test func aNumberInBracketsAmongTheNumbers() throws {
        let reading = try Self.read([Run("1.3 Les compétences sont-elles claires ?")], [Run("1   2   (3)   4   5")])
        #expect(reading.answers["clarity"]?.value == .number(3))
        let untouched = try Self.read([Run("1.3 Les compétences sont-elles claires ?")], [Run("1   2   3   4   5")])
        #expect(untouched.answers["clarity"]?.status == .blank)
        let ringed = try Self.read([Run("1.3 Les compétences sont-elles claires ?")], [Run("1   2   ③   4   5")])
        #expect(ringed.answers["clarity"]?.value == .number(3))
    }

    @Test func yesAndNoBesideTheOptions() throws {
        let answer = try Self.state([Run("En cours : non")], [Run("Non entamé : oui")])
        #expect(answer.value == .string("none"))
        let neither = try Self.state([Run("En cours : non")], [Run("Non entamé : non")])
        #expect(neither.value == nil)
    }

    @Test(arguments: ["Ci-joint", "en annexe", "voir PJ", "رفقته", "انظر المرفقات"])
    func theWayToAnotherPaperIsNoAnswer(_ text: String) throws {
        let reading = try Self.read([Run("1.6 Observations complémentaires : \(text)")])
        #expect(reading.answers["remarks"]?.value == nil)
        #expect(reading.answers["remarks"]?.status == .needsReview)
    }

    @Test func arabicAnswersInAFrenchForm() throws {
        #expect(try Self.state([Run("لم يشرع فيه")]).value == .string("none"))
        let reading = try Self.read([Run("1.3 Les compétences sont-elles claires ? ثلاثة")])
        #expect(reading.answers["clarity"]?.value == .number(3))
    }

    @Test func aStrayTickMakesADoubt() throws {
        let answer = try Self.state([Run("☒ Suspendu par décision")], [Run("☒ Non entamé")])
        #expect(answer.status == .needsReview)
    }
}
