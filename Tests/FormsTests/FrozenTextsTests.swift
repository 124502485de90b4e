import Foundation
import Testing

@testable import Forms

/// The figures on texts and spellings by hands that have not read the lexicon; nobody tunes on them.
struct FrozenTextsTests {
    private struct Sample: Decodable {
        var text: String
        var theme: String?
        var council: String?
    }

    private static func lexicon() throws -> ThemeLexicon {
        let (lexicon, problems) = ThemeLexicon.load(yaml: try resource("themes.yaml"), file: "themes.yaml")
        #expect(problems.isEmpty, "\(problems.prefix(5))")
        return try #require(lexicon)
    }

    private static func texts(_ names: String...) throws -> [LabelledText] {
        try names.flatMap { try jsonLines($0, as: Sample.self) }
            .map { LabelledText(text: $0.text, theme: $0.theme == "other" ? nil : $0.theme) }
    }

    private static func register() throws -> CouncilRegister {
        let (register, problems) = CouncilRegister.load(
            councilsCSV: try resource("councils.csv"), file: "councils.csv",
            regions: .init(name: "regions.csv", text: try resource("regions.csv")),
            districts: .init(
                name: "arrondissement-prefectures.csv", text: try resource("arrondissement-prefectures.csv")))
        #expect(problems.isEmpty)
        return try #require(register)
    }

    @Test func `Frozen texts are filed rightly, and the confidence says how often`() throws {
        let texts = try Self.texts("frozen/themes-a.jsonl", "frozen/themes-b.jsonl")
        #expect(texts.count == 330)
        #expect(texts.count { $0.theme == nil } == 112)
        let figures = ThemeFigures(of: texts, under: try Self.lexicon())
        #expect(figures.macroF1 >= 0.86, "\(figures)")
        #expect(figures.precision >= 0.97, "\(figures)")
        #expect(figures.automatic >= 0.38, "\(figures)")
        #expect(figures.calibrationError < 0.05, "\(figures)")
    }

    @Test func `Development texts are filed rightly`() throws {
        let figures = ThemeFigures(of: try Self.texts("themes-dev.jsonl"), under: try Self.lexicon())
        #expect(figures.macroF1 >= 0.93, "\(figures)")
        #expect(figures.precision >= 0.97, "\(figures)")
    }

    @Test(arguments: [("frozen/councils.jsonl", 0.90), ("councils-dev.jsonl", 0.90)])
    func `Names of councils are found, none wrongly, and nothing else is one`(file: String, share: Double) throws {
        let register = try Self.register()
        let samples = try jsonLines(file, as: Sample.self)
        var (named, automatic, wrong, accepted) = (0, 0, 0, 0)
        for sample in samples {
            let result = register.resolve(sample.text)
            if sample.council != nil { named += 1 }
            guard result.status == .automatic else { continue }
            switch sample.council {
            case nil: accepted += 1
            case result.council: automatic += 1
            default: wrong += 1
            }
        }
        #expect(wrong == 0)
        #expect(accepted == 0)
        #expect(Double(automatic) >= share * Double(named), "\(automatic) of \(named)")
    }
}
