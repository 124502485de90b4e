import Foundation
import Testing

@testable import Forms

struct ThemeLearningTests {
    private static let yaml = """
        themes:
        - {id: money, order: 1, code: T1, title: {fr: Argent}, keywords: {fr: {4: [budget]}}}
        - {id: staff, order: 2, code: T2, title: {fr: Agents}, keywords: {fr: {4: [agent]}}}
        """

    private static func lexicon(own: String? = nil) throws -> ThemeLexicon {
        let (lexicon, problems) = ThemeLexicon.load(yaml: yaml, file: "t.yaml", own: own.map { ($0, "o.yaml") })
        return try #require(lexicon, "\(problems)")
    }

    private static let corrections = [
        LabelledText(text: "le zellige coûte", theme: "money"),
        LabelledText(text: "du zellige partout", theme: "money"),
        LabelledText(text: "الكريدي ديال الزليج", theme: "money"),
        LabelledText(text: "le budget partout", theme: "staff"),
    ]

    @Test func `Words of corrections that the lexicon does not know are proposed with weights`() throws {
        let proposals = ThemeLearning(try Self.lexicon()).proposals(from: Self.corrections)
        let first = try #require(proposals.first)
        #expect(first.term == OwnTerms.Term(theme: "money", text: "zellige", weight: 2))
        #expect(first.texts == 2 && first.others == 0)
        #expect(!proposals.contains { $0.term.text == "partout" }, "it stands in texts of two themes")
        #expect(!proposals.contains { $0.term.text == "budget" }, "the lexicon knows it")
        let against = [LabelledText(text: "zellige", theme: nil), LabelledText(text: "zellige", theme: "staff")]
        let weighed = ThemeLearning(try Self.lexicon()).proposals(from: Self.corrections, beside: against)
        #expect(!weighed.contains { $0.term.text == "zellige" })
    }

    @Test func `Own terms are written beside the lexicon and read with it`() throws {
        let lexicon = try Self.lexicon()
        let terms = [
            OwnTerms.Term(theme: "money", text: "zellige", weight: 4),
            OwnTerms.Term(theme: "money", text: "الكريدي", weight: 3),
            OwnTerms.Term(theme: nil, text: "dit \"tombola\"", weight: 2.5),
            OwnTerms.Term(theme: nil, text: "dit \"\u{301}loto", weight: 2),
        ]
        let (written, problems) = OwnTerms.adding(terms, to: nil, file: "o.yaml", of: lexicon)
        #expect(problems.isEmpty)
        let own = try #require(written)
        let taught = try Self.lexicon(own: own)
        #expect(taught.classify("zellige").theme == "money")
        #expect(taught.classify("الكريدي").theme == "money")
        #expect(lexicon.classify("zellige").theme == nil)
        let (again, _) = OwnTerms.adding(
            [OwnTerms.Term(theme: "money", text: "Zellige", weight: 1)], to: own, file: "o.yaml", of: lexicon)
        #expect(try #require(again).contains("{t: \"zellige\", w: 1}"), "a term that is there gets the new weight")
        #expect(OwnTerms.file(besides: "config/themes.yaml") == "config/themes-own.yaml")
    }

    @Test func `A mistake in the own terms is named with its file`() {
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: Self.yaml, file: "t.yaml", own: ("themes: {nothing: {fr: {3: [x]}}}", "o.yaml"))
        #expect(lexicon == nil)
        #expect(problems.contains { $0.file == "o.yaml" && $0.message.contains("no theme") }, "\(problems)")
    }

    @Test func `Figures say how a lexicon files labelled texts`() throws {
        let lexicon = try Self.lexicon()
        let figures = ThemeFigures(
            of: [
                LabelledText(text: "budget", theme: "money"), LabelledText(text: "agent", theme: "money"),
                LabelledText(text: "merci", theme: nil),
            ], under: lexicon)
        #expect(figures.texts == 3)
        #expect(figures.automatic == 2.0 / 3)
        #expect(figures.precision == 0.5)
        #expect(abs(figures.macroF1 - (2.0 / 3 + 0 + 1) / 3) < 1e-9)
        #expect(ThemeFigures(of: [], under: lexicon).texts == 0)
    }
}
