import Forms
import Testing

/// Values that a person types, as strictly as nothing else: exactly one value, or a refusal with words.
@Suite struct ValueEntryTests {
    private let entry: ValueEntry

    init() throws {
        let (register, _) = CouncilRegister.load(
            councilsCSV: "id,name_fr\nA-1,Alpha\nA-2,Beta\n", file: "councils.csv")
        entry = ValueEntry(councils: try #require(register))
    }

    private static func options(_ codes: String...) -> [FormOption] {
        codes.map { FormOption(code: $0, label: LocalizedText([.french: "Choix \($0)"])) }
    }

    private func question(
        _ type: QuestionType, options: [FormOption] = [], columns: [Question] = [], rows: [String] = []
    ) -> Question {
        Question(
            id: "q", type: type, label: LocalizedText([.french: "Question"]), options: options,
            scale: type == .scale || type == .grid && options.isEmpty ? Scale(minimum: 1, maximum: 5) : nil,
            columns: columns, rows: rows.map { FormRow(id: $0, label: LocalizedText([.french: $0])) })
    }

    @Test(arguments: [
        (QuestionType.single, "b", AnswerValue.string("b")), (.single, "Choix b", .string("b")),
        (.multi, "c, a", .list(["a", "c"])), (.ranking, "c > a", .list(["c", "a"])), (.scale, "٤", .number(4)),
        (.amount, "12 500 000", .number(12_500_000)), (.date, "12/03/2020", .string("2020-03-12")),
        (.council, "A-2", .string("A-2")), (.text, " some words ", .string("some words")),
    ])
    func codesAndWordsOfTheForm(_ type: QuestionType, _ text: String, _ value: AnswerValue) throws {
        let question = question(type, options: Self.options("a", "b", "c"))
        #expect(try entry.read(text, as: question).value == value)
        #expect(try entry.read("  ", as: question) == ValueEntry.Entered())
    }

    @Test(arguments: [
        (QuestionType.single, "d", ValueEntry.Refusal.Code.unrecognised), (.scale, "6", .outOfRange),
        (.amount, "environ 5", .inexact), (.amount, "3 ou 4", .several), (.council, "Zzzz", .unrecognised),
        (.table, "x", .unrecognised),
    ])
    func refusals(_ type: QuestionType, _ text: String, _ code: ValueEntry.Refusal.Code) {
        let question = question(type, options: Self.options("a", "b", "c"))
        let refusal = #expect(throws: ValueEntry.Refusal.self) { try entry.read(text, as: question) }
        #expect(refusal?.code == code)
    }

    @Test func wordsBesideAnotherOption() throws {
        let other = FormOption(code: "other", label: LocalizedText([.french: "Autre"]), hasFreeText: true)
        let multi = question(.multi, options: Self.options("a", "b") + [other])
        let entered = try entry.read("b, other: les souks", as: multi)
        #expect(entered == ValueEntry.Entered(value: .list(["b", "other"]), otherText: "les souks"))
        let single = question(.single, options: Self.options("a", "b") + [other])
        #expect(
            try entry.read("other: les souks", as: single)
                == ValueEntry.Entered(value: .string("other"), otherText: "les souks"))
    }

    @Test func cellsOfTablesAndGrids() throws {
        let columns = [
            Question(id: "words", type: .longtext, label: LocalizedText([:])),
            Question(id: "kind", type: .single, label: LocalizedText([:]), options: Self.options("a", "b")),
        ]
        let table = question(.table, columns: columns)
        var value = try entry.setting(nil, at: ["1", "words"], of: table, to: "first")
        value = try entry.setting(value, at: ["1", "kind"], of: table, to: "b")
        value = try entry.setting(value, at: ["2", "kind"], of: table, to: "a")
        #expect(value == .rows([["words": .string("first"), "kind": .string("b")], ["kind": .string("a")]]))
        value = try entry.setting(value, at: ["2", "kind"], of: table, to: "")
        #expect(value == .rows([["words": .string("first"), "kind": .string("b")]]), "an empty row goes")
        #expect(throws: ValueEntry.Refusal.self) { try entry.setting(value, at: ["3", "kind"], of: table, to: "a") }
        #expect(throws: ValueEntry.Refusal.self) { try entry.setting(value, at: ["1", "kind"], of: table, to: "z") }

        let fixed = question(.table, columns: columns, rows: ["north", "south"])
        #expect(
            try entry.setting(nil, at: ["south", "kind"], of: fixed, to: "a")
                == .rows([["row": .string("south"), "kind": .string("a")]]))
        let grid = question(.grid, rows: ["north", "south"])
        #expect(try entry.setting(nil, at: ["north"], of: grid, to: "3") == .object(["north": .number(3)]))
        #expect(throws: ValueEntry.Refusal.self) { try entry.setting(nil, at: ["west"], of: grid, to: "3") }
    }
}
