import Foundation
import Testing

@testable import Forms

@Suite struct DefinitionTests {
    @Test func theShippedFormIsRead() throws {
        let url = URL(filePath: #filePath).appending(path: "../../../config/forms/ampcpp-consultation.yaml")
            .standardized
        let (definition, problems) = FormDefinition.load(yaml: try String(contentsOf: url, encoding: .utf8), file: "f")
        #expect(problems == [])
        let form = try #require(definition)
        #expect(form.reference == FormReference(id: "ampcpp-consultation", version: "1.0"))
        #expect(form.languages == [.arabic, .french])
        #expect(form.returnTo == "ampcpp2019@gmail.com")
        #expect(form.sections.map(\.questions.count) == [8, 6, 7, 7, 4, 2])
        #expect(
            form.sections.map(\.theme) == [nil, "competences", "finances", "human_resources", "legal_measures", nil])
        let counts = Dictionary(grouping: form.questions, by: \.type).mapValues(\.count)
        #expect(
            counts == [
                .single: 7, .multi: 6, .table: 4, .longtext: 4, .scale: 3, .number: 3, .council: 1, .text: 1, .phone: 1,
                .email: 1, .date: 1, .amount: 1, .ranking: 1,
            ])
        let byID = Dictionary(uniqueKeysWithValues: form.questions.map { ($0.id, $0) })
        #expect(byID["region"]?.options.first?.code == "01")
        #expect(byID["follow_up"]?.options.map(\.code) == ["yes", "no"])
        #expect(byID["respondent_capacity"]?.options.last?.hasFreeText == true)
        #expect(byID["t1_clarity"]?.scale?.maximumLabel?[.french] == "Très claires")
        #expect(byID["t2_vat_share"]?.range == 0...100)
        #expect(byID["t2_proposals"]?.columns == byID["t1_proposals"]?.columns)
        #expect(byID["t4_measures"]?.minimumRows == 5)
        #expect(byID["free_proposals"]?.isClassified == true)
    }

    @Test func gridsFixedRowsAndMergeKeysAreRead() throws {
        let (definition, problems) = FormDefinition.load(yaml: try resource("services.yaml"), file: "services.yaml")
        #expect(problems == [])
        let questions = try #require(definition).questions
        #expect(definition?.defaultLanguage == .french)
        #expect(questions[0].rows.map(\.id) == ["transport", "water", "roads"])
        #expect(questions[0].scale?.minimum == 1)
        #expect(questions[1].options.map(\.code) == ["weak", "fair", "good"])
        #expect(questions[2].columns.map(\.id) == ["spent", "since", "level", "partners", "donors"])
        #expect(questions[2].columns[4].options.map(\.code) == ["state", "region", "ngo"])
        #expect(questions[2].columns[4].label[.french] == "Donateurs")
    }

    @Test func everyMistakeIsNamedInOnePass() throws {
        let (definition, problems) = FormDefinition.load(yaml: try resource("mistakes.yaml"), file: "mistakes.yaml")
        #expect(definition == nil)
        let expected = try resource("mistakes.txt").split(separator: "\n").map(String.init)
        #expect(problems.map(\.description) == expected)
    }

    @Test(
        arguments: [
            ("", nil, "the file is empty"),
            ("# nothing but a comment\n", nil, "the file is empty"),
            ("form: [1, 2\nsections: 3\n", 2, "is not YAML"),
            ("form:\n  id: \"open\n", 3, "begun in line 2"),
            ("form:\n\tid: x\n", 2, "is not YAML"),
            ("form: {}\nsections: []\nform: {}\n", 1, "`form` stands twice in one mapping"),
            ("form: *nowhere\n", 1, "undefined alias"),
            ("form: {}\n---\nform: {}\n", 2, "another document"),
            ("form: a\u{1}b\n", 1, "is not YAML"),
            ("- a\n- b\n", 1, "expects a mapping, and has a list"),
            ("just words\n", 1, "expects a mapping, and has a single value"),
        ] as [(String, Int?, String)])
    func aFileThatIsNoDefinitionSaysWhy(yaml: String, line: Int?, words: String) {
        let (definition, problems) = FormDefinition.load(yaml: yaml, file: "f.yaml")
        #expect(definition == nil)
        #expect(problems.count == 1)
        #expect(problems.first?.line == line)
        #expect(problems.first?.message.contains(words) == true, "\(problems)")
    }

    @Test func aliasBombsAndTowersAreRefused() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            bomb += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
        }
        let tower = "a: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        let skyscraper = "a: " + String(repeating: "[", count: 100_000)
        let novel = "a: " + String(repeating: "x", count: 1_000_001)
        for (yaml, words) in [
            (bomb, "more than 100000 nodes"), (tower, "nested deeper"), (skyscraper, "nested deeper"),
            (novel, "longer than"),
        ] {
            let (definition, problems) = FormDefinition.load(yaml: yaml, file: "f.yaml")
            #expect(definition == nil)
            #expect(problems.count == 1)
            #expect(problems.first?.message.contains(words) == true, "\(problems)")
        }
    }

    @Test func aByteOrderMarkAndWindowsLinesAreNoMistake() throws {
        let yaml =
            "\u{FEFF}"
            + (try resource("services.yaml")).split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(FormDefinition.load(yaml: yaml, file: "f").problems == [])
    }

    @Test func aMistakeInAnAnchoredNodeIsNamedOnce() throws {
        let yaml = try resource("services.yaml").replacing("{id: water, fr:", with: "{id: water, en:")
        let problems = FormDefinition.load(yaml: yaml, file: "f").problems
        #expect(problems.map(\.path) == ["sections[0].questions[0].rows[1].en", "sections[0].questions[0].rows[1].fr"])
        #expect(problems.map(\.line) == [29, 29])
    }

    @Test func anIdThatMakesATagTooLongForWordIsNamed() throws {
        let long = String(repeating: "q", count: 60)
        let yaml = try resource("services.yaml").replacing("- id: contact", with: "- id: \(long)")
        let problems = FormDefinition.load(yaml: yaml, file: "f").problems
        #expect(problems.map(\.path) == ["sections[0].questions[3].id"])
    }

    private func resource(_ name: String) throws -> String {
        let url = try #require(Bundle.module.url(forResource: "Resources/definitions/\(name)", withExtension: nil))
        return try String(contentsOf: url, encoding: .utf8)
    }
}

@Suite struct ControlTagTests {
    @Test(arguments: [
        ("phone", ControlTag.answer(question: "phone")),
        ("t1_obstacles.no_data", .choice(question: "t1_obstacles", code: "no_data")),
        ("t1_clarity.4", .choice(question: "t1_clarity", code: "4")),
        ("cold.-2", .choice(question: "cold", code: "-2")),
        ("t1_obstacles.other_text", .otherText(question: "t1_obstacles")),
        ("t1_proposals.2.priority", .cell(question: "t1_proposals", row: "2", column: "priority")),
        ("t.r.c.x", .cellChoice(question: "t", row: "r", column: "c", code: "x")),
    ])
    func aTagIsReadAndPrinted(text: String, tag: ControlTag) {
        #expect(ControlTag(text) == tag)
        #expect(tag.description == text)
        #expect(ControlTag(title: tag.title(label: "1.3 ما هي أهم العوائق")) == tag)
        #expect(ControlTag(title: text) == tag)
    }

    @Test(arguments: ["", ".", "a.", ".a", "a..b", "a b", "مجلس", "a.b.c.d.e", "a/b"])
    func whatIsNoTagIsNotRead(text: String) {
        #expect(ControlTag(text) == nil)
    }

    @Test(
        arguments: [
            ("phone", "phone"), ("t1_clarity.4", "t1_clarity__4"),
            ("t1_proposals.2.priority", "t1_proposals__2__priority"),
            ("q.other_text", "q__other_text"), ("a__b.c", nil), ("a_.b", nil), ("a._b", "a___b"), ("1a.b", nil),
            ("_a.b", nil),
            ("a-b.c", nil), ("cold.-2", nil), ("q234567890123456789012345678901234567.ab", nil),
        ] as [(String, String?)])
    func aBookmarkIsReadAsTheTagItStandsFor(text: String, name: String?) throws {
        let tag = try #require(ControlTag(text))
        #expect(tag.bookmark == name)
        if let name { #expect(ControlTag(bookmark: name) == tag) }
    }

    @Test(arguments: ["", "a b", "__", "a__", "__a", "مرجع"])
    func aBookmarkThatIsNoTagIsNotRead(name: String) {
        #expect(ControlTag(bookmark: name) == nil)
    }

    @Test func aTitleHasNoMoreThanWordTakes() {
        let tag = ControlTag.choice(question: "t1_obstacles", code: "overlap_levels")
        let title = tag.title(label: String(repeating: "تداخل ", count: 40))
        #expect(title.utf16.count <= 64)
        #expect(title.utf16.count > 56)
        #expect(title.hasPrefix("t1_obstacles.overlap_levels · تداخل"))
        #expect(title.hasSuffix("…"))
        #expect(tag.title(label: "État") == "t1_obstacles.overlap_levels · État")
        let long = ControlTag.answer(question: String(repeating: "q", count: 62))
        #expect(long.title(label: "État") == long.description)
    }
}
