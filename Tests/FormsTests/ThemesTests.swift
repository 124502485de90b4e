import Foundation
import Testing

@testable import Forms

struct ThemesTests {
    private struct Sample: Decodable {
        var id: String
        var theme: String
        var text: String
    }

    private static func shipped() throws -> ThemeLexicon {
        let (lexicon, problems) = ThemeLexicon.load(yaml: try resource("themes.yaml"), file: "themes.yaml")
        #expect(problems.isEmpty, "\(problems)")
        return try #require(lexicon)
    }

    @Test func `The shipped lexicon files the development texts`() throws {
        let lexicon = try Self.shipped()
        let samples = try jsonLines("themes-dev.jsonl", as: Sample.self)
        var (right, found, expected): ([String: Double], [String: Double], [String: Double]) = ([:], [:], [:])
        var (automatic, wrong) = (0, 0)
        for sample in samples {
            let result = lexicon.classify(sample.text)
            let theme = result.theme ?? lexicon.unclassified
            found[theme, default: 0] += 1
            expected[sample.theme, default: 0] += 1
            if theme == sample.theme {
                right[theme, default: 0] += 1
            } else {
                print(sample.id, sample.theme, theme, result.because, sample.text)
            }
            if result.status == .automatic {
                automatic += 1
                if theme != sample.theme { wrong += 1; print("  WRONG", result.scores.map(\.score)) }
            }
        }
        let scores = expected.keys.map { theme in
            2 * (right[theme] ?? 0) / ((found[theme] ?? 0) + (expected[theme] ?? 0))
        }
        let macroF1 = scores.reduce(0, +) / Double(scores.count)
        print("macro-F1", macroF1, automatic, wrong)
        #expect(macroF1 >= 0.90)
    }
}
