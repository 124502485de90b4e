import Forms
import Foundation
import Testing

/// A text as people write it, and the value it has; the samples stand in `values-samples.jsonl`.
struct ValueSample: Decodable, Sendable, CustomTestStringConvertible {
    var id: String
    var type: String
    var raw: String
    var expected: AnswerValue?

    var testDescription: String { "\(id) \(type) \(raw)" }

    var question: Question {
        switch type {
        case "percent": question(.number, range: 0...100, unit: "%")
        case "scale": question(.scale, scale: Scale(minimum: 1, maximum: 5))
        default: question(QuestionType(rawValue: type) ?? .text)
        }
    }

    private func question(
        _ type: QuestionType, scale: Scale? = nil, range: ClosedRange<Double>? = nil, unit: String? = nil
    ) -> Question {
        Question(id: "q", type: type, label: LocalizedText([:]), scale: scale, range: range, unit: unit)
    }

    static let all: [ValueSample] = {
        guard let file = Bundle.module.url(forResource: "Resources/values-samples", withExtension: "jsonl"),
            let text = try? String(contentsOf: file, encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").compactMap { line in
            try? JSONDecoder().decode(ValueSample.self, from: Data(line.utf8))
        }
    }()
}

@Suite struct ValuesTests {
    @Test func samplesAreThere() {
        #expect(ValueSample.all.count == 78)
    }

    @Test(arguments: ValueSample.all)
    func sample(_ sample: ValueSample) {
        #expect(ValueParser.parse(sample.raw, as: sample.question).value == sample.expected)
    }

    private func amount(_ text: String) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .amount, label: LocalizedText([:])))
    }

    private func count(_ text: String) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .number, label: LocalizedText([:]), range: 0...5000))
    }

    private func date(_ text: String) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .date, label: LocalizedText([:])))
    }

    @Test(arguments: [
        ("12 مليون و 500 ألف درهم", 12_500_000.0), ("12 millions 500 mille dirhams", 12_500_000),
        ("300 مليون سنتيم", 3_000_000),
        ("خمسة وثلاثون مليون درهم", 35_000_000), ("deux cent cinquante mille dirhams", 250_000),
        ("1,5 MMDH", 1_500_000_000),
        ("2019: 9 800 000 DH", 9_800_000), ("48.400.000,00 درهم", 48_400_000),
        ("quatre-vingt-dix millions", 90_000_000),
    ])
    func amounts(_ text: String, _ expected: Double) {
        let text = text.hasPrefix("2019") ? "سنة " + text : text
        #expect(amount(text).value == .number(expected))
    }

    @Test func rangesChooseNothing() {
        #expect(amount("بين 30 و 40 مليون") == .several([.number(30_000_000), .number(40_000_000)]))
        #expect(count("30 à 40") == .several([.number(30), .number(40)]))
        #expect(date("2020-03-12 / 2020-03-14") == .several([.string("2020-03-12"), .string("2020-03-14")]))
        // A thousand or a decimal mark: the unit says neither.
        #expect(amount("1.250 MDH") == .several([.number(1_250_000), .number(1_250_000_000)]))
    }

    @Test func hedgesAreKept() {
        #expect(amount("environ 12 MDH") == .value(.number(12_000_000), precision: .approximate, otherText: nil))
        #expect(count("أكثر من 40 موظفا") == .value(.number(40), precision: .bound, otherText: nil))
        #expect(date("قبل متم 2021") == .value(.string("2021"), precision: .approximate, otherText: nil))
    }

    @Test func nothingToTellIsNoNumber() {
        #expect(count("غير متوفر") == .notAvailable)
        #expect(count("لا يوجد") == .several([.number(0)]))
        #expect(count("6000") == .unreadable(.outOfRange))
        #expect(date("30/02/2020") == .unreadable(.impossible))
        #expect(amount("3 millions d'euros") == .unreadable(.unrecognised))
    }

    @Test func fillerIsNoAnswer() {
        #expect(amount(".....51 350 000,00 DH.....").value == .number(51_350_000))
        #expect(count("الجواب: 12").value == .number(12))
        #expect(count("..........") == .unreadable(.unrecognised))
    }
}

@Suite struct OptionParserTests {
    private let areas = Question(
        id: "areas", type: .multi, label: LocalizedText([:]),
        options: [
            FormOption(code: "health", label: LocalizedText([.arabic: "الصحة", .french: "Santé"])),
            FormOption(code: "housing", label: LocalizedText([.arabic: "السكن", .french: "Habitat"])),
            FormOption(
                code: "started",
                label: LocalizedText([.arabic: "مصادق عليه", .french: "Adopté, exécution non entamée"])),
            FormOption(
                code: "other", label: LocalizedText([.arabic: "مجالات أخرى", .french: "Autres domaines"]),
                hasFreeText: true),
        ])

    private var one: Question {
        var question = areas
        question.type = .single
        return question
    }

    private var order: Question {
        var question = areas
        question.type = .ranking
        return question
    }

    @Test(arguments: [
        ("السكن، الصحة", ["health", "housing"]), ("Habitat ; Santé", ["health", "housing"]),
        ("Adopté, exécution non entamée, Santé", ["health", "started"]), ("☒ الصحة ☐ السكن", ["health"]),
        ("Santé et Habitat", ["health", "housing"]), ("[x] Habitat\n[ ] Santé", ["housing"]),
        ("الصحة / Santé", ["health"]),
    ])
    func lists(_ text: String, _ codes: [String]) {
        #expect(ValueParser.parse(text, as: areas).value == .list(codes))
    }

    @Test func otherKeepsItsWords() {
        #expect(
            ValueParser.parse("الصحة، مجالات أخرى (تحدد): تدبير المسالخ", as: areas)
                == .value(.list(["health", "other"]), precision: .exact, otherText: "تدبير المسالخ"))
        #expect(ValueParser.parse("Autres domaines (à préciser) : ........", as: areas).value == .list(["other"]))
    }

    @Test func strangeWordsMakeItPartial() {
        #expect(
            ValueParser.parse("Santé, astronomie", as: areas)
                == .value(.list(["health"]), precision: .partial, otherText: nil))
        #expect(ValueParser.parse("astronomie", as: areas) == .unreadable(.unrecognised))
    }

    @Test func twoTicksAreNoChoice() {
        #expect(ValueParser.parse("☒ الصحة ☒ السكن", as: one) == .several([.string("health"), .string("housing")]))
        #expect(ValueParser.parse("الصحة ☐ السكن ☒", as: one).value == .string("housing"))
    }

    @Test(arguments: [
        ("2  الصحة\n1  السكن\n....  مصادق عليه", ["housing", "health"]),
        ("Santé: 2\nHabitat: 1", ["housing", "health"]),
        ("(2) Santé\n(1) Habitat", ["housing", "health"]), ("Habitat > Santé", ["housing", "health"]),
        ("١- السكن\n٢- الصحة", ["housing", "health"]),
    ])
    func rankings(_ text: String, _ codes: [String]) {
        #expect(ValueParser.parse(text, as: order).value == .list(codes))
    }

    @Test func aRankGivenTwiceIsPartial() {
        #expect(
            ValueParser.parse("1 Santé\n1 Habitat", as: order)
                == .value(.list(["health", "housing"]), precision: .partial, otherText: nil))
        #expect(ValueParser.parse("Santé\nHabitat", as: order).value == nil)
    }
}
