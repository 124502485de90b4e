import Foundation
import Testing

@testable import Forms

struct ThemeEvidenceTests {
    private static func lexicon(_ more: String = "", defaults: String = "{}") throws -> ThemeLexicon {
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: """
                defaults: \(defaults)
                unclassified: {fr: {5: "facture n° | sincères condoléances |"}}
                themes:
                - id: money
                  order: 1
                  code: T1
                  title: {fr: Argent}
                  keywords:
                    fr:
                      4: |
                        budget | taxe |
                        recette |
                - {id: staff, order: 2, code: T2, title: {fr: Agents}, keywords: {fr: {4: [agent, ingénieur]}}}
                \(more)
                """, file: "t.yaml")
        return try #require(lexicon, "\(problems)")
    }

    @Test func `Words for no theme raise what a theme must reach`() throws {
        let lexicon = try Self.lexicon()
        #expect(lexicon.classify("le budget").theme == "money")
        #expect(lexicon.classify("facture n° 12, le budget").theme == nil)
        #expect(lexicon.classify("facture n° 12, le budget, la taxe").theme == "money")
    }

    @Test func `A mistake in a text of many terms is named by its line`() {
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: """
                themes:
                - id: money
                  order: 1
                  code: T1
                  title: {fr: Argent}
                  keywords:
                    fr:
                      4: |
                        budget | taxe |
                        BUDGET | … |
                """, file: "t.yaml")
        #expect(lexicon == nil)
        #expect(
            problems.map(\.description) == [
                "t.yaml:10: themes[0].keywords.fr.4: `BUDGET` is `budget` once more, folded",
                "t.yaml:10: themes[0].keywords.fr.4: `…` has neither letter nor digit",
            ], "\(problems)")
    }

    @Test func `The confidence is that of the curve, and decides with the scores`() throws {
        let lexicon = try Self.lexicon(
            defaults: "{auto_min_confidence: 0.9, confidence: {0: 0.5, 4: 0.9, 8: 0.98}}")
        #expect(lexicon.classify("budget").confidence == 0.7)
        #expect(lexicon.classify("budget").status == .needsReview)
        #expect(lexicon.classify("budget, taxe").confidence == 0.94)
        #expect(lexicon.classify("budget, taxe").status == .automatic)
        #expect(ConfidenceCurve().confidence(at: 3) == nil)
        #expect(ConfidenceCurve([.init(lead: 1, confidence: 0.6)]).confidence(at: -5) == 0.6)
        #expect(ConfidenceCurve([.init(lead: 1, confidence: 0.6)]).confidence(at: 50) == 0.6)
    }

    @Test(arguments: ["{confidence: {0: 0.9, 4: 0.5}}", "{confidence: {much: 0.9}}", "{confidence: {0: 2}}"])
    func `A curve that falls or is no curve is refused`(defaults: String) {
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: """
                defaults: \(defaults)
                themes: [{id: a, order: 1, code: T1, title: {fr: A}, keywords: {fr: {4: [budget]}}}]
                """, file: "t.yaml")
        #expect(lexicon == nil)
        #expect(problems.contains { $0.path.hasPrefix("defaults.confidence") }, "\(problems)")
    }

    @Test func `A letter is looked at sentence by sentence, its second theme kept`() throws {
        let lexicon = try Self.lexicon()
        let greeting = "Sincères condoléances. "
        let result = lexicon.classify(greeting + "Le budget baisse. La taxe rapporte peu. Les recettes manquent.")
        #expect(result.theme == "money")
        let hidden = lexicon.classify("Facture n° 3. Sincères condoléances. Le budget.")
        #expect(hidden.theme == "money", "certain in one sentence")
        #expect(hidden.status == .needsReview)
        let two = lexicon.classify("Budget, taxe et recettes. Un ingénieur.")
        #expect(two.theme == "money")
        #expect(two.secondaryTheme == "staff")
    }

    @Test(arguments: [
        ("Un. Deux ! Trois ؟ Quatre", 4), ("le budget\nde la province", 1), ("- un\n- deux", 2), ("3.5 % de 112.14", 1),
        ("un\n\ndeux", 2), ("", 0), ("واحد؛ اثنان", 2),
    ])
    func `Sentences end at their marks and where items begin`(text: String, count: Int) {
        let sentences = Sentences.split(text)
        #expect(sentences.count == count)
        #expect(sentences.joined() == text)
    }

    @Test(arguments: [
        "غموضية الاختصاصات وغياب الالتقاءية مابين مخططات التنمية", "تحسين الموارد المالية الداتية",
        "الخصاص في التأطيرو تتبع المشاريع", "احدات مناصب مالية",
    ])
    func `Misspellings of the association's own call do not hide a theme`(text: String) throws {
        let (lexicon, _) = ThemeLexicon.load(yaml: try resource("themes.yaml"), file: "themes.yaml")
        #expect(try #require(lexicon).classify(text).theme != nil)
    }
}
