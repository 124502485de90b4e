import Foundation
import Testing

@testable import Forms

struct ThemesTests {
    private struct Sample: Decodable {
        var id: String
        var theme: String
        var text: String
    }

    private static let loaded = Result { ThemeLexicon.load(yaml: try resource("themes.yaml"), file: "themes.yaml") }

    private static func shipped() throws -> ThemeLexicon {
        let (lexicon, problems) = try loaded.get()
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
            }
            if result.status == .automatic {
                automatic += 1
                if theme != sample.theme { wrong += 1 }
            }
        }
        let scores = expected.keys.map { theme in
            2 * (right[theme] ?? 0) / ((found[theme] ?? 0) + (expected[theme] ?? 0))
        }
        let macroF1 = scores.reduce(0, +) / Double(scores.count)
        #expect(macroF1 >= 0.95)
        #expect(automatic >= 90)
        #expect(wrong == 0)
    }

    // MARK: Single texts

    private static func lexicon(_ keywords: String, defaults: String = "{}", neutral: String = "{}") -> (
        ThemeLexicon?, [ConfigurationProblem]
    ) {
        ThemeLexicon.load(
            yaml: """
                defaults: \(defaults)
                neutral: \(neutral)
                themes:
                - {id: money, order: 2, code: T2, title: {fr: Argent}, keywords: {fr: [{t: budget, w: 4}, {t: "taxe locale", w: 5}]}}
                - {id: staff, order: 1, code: T1, title: {fr: Agents}, keywords: {fr: \(keywords)}}
                """, file: "t.yaml")
    }

    @Test(arguments: ["", "  ", "؟!…", "\u{202B}\u{202C}", "2020", "Lorem ipsum", "漢字"])
    func `A text that says nothing of a theme has none`(text: String) throws {
        let result = try Self.shipped().classify(text)
        #expect(result.theme == nil)
        #expect(result.secondaryTheme == nil)
        #expect(result.status == .needsReview)
        #expect(result.confidence == 0)
        #expect(result.because.isEmpty)
        #expect(result.text == text)
    }

    @Test func `Keywords by weight say the same as keywords each with its weight`() throws {
        let each = try #require(Self.lexicon("[{t: agents, w: 4}, {t: recrutement, w: 3}, {t: primes, w: 4}]").0)
        let byWeight = try #require(Self.lexicon("{4: [agents, primes], 3: [recrutement]}").0)
        for text in ["les agents", "recrutement d'agents et primes", "budget"] {
            #expect(each.classify(text) == byWeight.classify(text))
        }
        #expect(byWeight.classify("recrutement d'agents").theme == "staff")
    }

    @Test func `The words that decided are quoted as they stand`() throws {
        let result = try Self.shipped().classify("يجب تعديلُ القانون التنظيميّ ١١٢-١٤ و\u{202B}تبسيط المساطر\u{202C}")
        #expect(result.theme == "legal_measures")
        #expect(result.status == .automatic)
        #expect(result.because.contains("112-14"))
        #expect(result.because.contains { $0.contains("التنظيميّ") || $0.contains("القانون") })
    }

    @Test func `Typing habits and proclitics do not hide a word`() throws {
        let lexicon = try Self.shipped()
        for text in ["بمراقبة بعدية ولتبسيط المساطر", "تبسيــط المسَاطِر", "ﺗﺒﺴﻴﻂ ﺍﻟﻤﺴﺎﻃﺮ"] {
            #expect(lexicon.classify(text).theme == "legal_measures", "\(text)")
        }
        #expect(lexicon.classify("التوضيف والتكوين ديال الموضفين").theme == "human_resources")
        #expect(lexicon.classify("LA PART DE LA T.V.A. et la TVA").theme == "finances")
    }

    @Test func `A phrase consumes its words, counts once, and ignores function words`() throws {
        let lexicon = try #require(Self.lexicon("[{t: agents, w: 4}, {t: budget des agents, w: 5}]").0)
        let result = lexicon.classify("le budget pour nos agents, agent, agents")
        #expect(result.scores == [.init(theme: "staff", score: 9), .init(theme: "money", score: 0)])
        #expect(result.because == ["budget pour nos agents", "agent", "agents"])
    }

    @Test func `Two themes of like strength go to a person, the second kept`() throws {
        let lexicon = try #require(Self.lexicon("[{t: agents, w: 4}]").0)
        let result = lexicon.classify("budget et agents")
        #expect(result.theme == "staff", "the first in order")
        #expect(result.secondaryTheme == "money")
        #expect(result.status == .needsReview)
        #expect(result.confidence < 0.5)
        #expect(result.margin == 0)
        #expect(lexicon.classify("agents").status == .automatic)
    }

    @Test func `Thresholds are the file's`() throws {
        let strict = "{file_min_score: 4.5, auto_min_score: 9, second_theme_ratio: 1}"
        let lexicon = try #require(Self.lexicon("[{t: agents, w: 4}]", defaults: strict).0)
        #expect(lexicon.classify("budget").theme == nil)
        #expect(lexicon.classify("taxe locale").theme == "money")
        #expect(lexicon.classify("taxe locale").status == .needsReview)
        #expect(lexicon.classify("taxe locale, budget").status == .automatic)
    }

    @Test func `A neutral phrase takes its words away`() throws {
        let lexicon = try #require(Self.lexicon("[{t: الرقمي, w: 4}]", neutral: "{ar: [رقم الهاتف]}").0)
        #expect(lexicon.classify("الرقم").theme == "staff")
        #expect(lexicon.classify("رقم الهاتف").theme == nil)
        #expect(lexicon.classify("ولرقم الهاتف وبالرقم").theme == "staff")
    }

    @Test func `Only scanned text is read with a letter wrong`() throws {
        let lexicon = try #require(Self.lexicon("[{t: encadrement, w: 4}]").0)
        #expect(lexicon.classify("encadremert").theme == nil)
        #expect(lexicon.classify("encadremert", isScanned: true).theme == "staff")
        #expect(lexicon.classify("encedremert", isScanned: true).theme == nil)
    }

    @Test func `Reviewed texts teach words, and none leave the lexicon as it is`() throws {
        let lexicon = try #require(Self.lexicon("[{t: agents, w: 4}]").0)
        let text = "des zellige partout"
        #expect(lexicon.learning(from: []).classify(text).theme == nil)
        let reviewed: [(String, String?)] = (0..<4).flatMap { number in
            [("zellige partout \(number)", "staff"), ("merci beaucoup \(number)", nil)]
        }
        let taught = lexicon.learning(from: reviewed)
        #expect(taught.classify(text).theme == "staff")
        #expect(taught.classify("merci beaucoup").theme == nil)
        #expect(lexicon.unknownWords(in: "les Agents du zellige, zelliges 12") == ["zellige"])
    }

    @Test func `A text of one megabyte takes little time`() throws {
        let lexicon = try Self.shipped()
        let text = String(repeating: "تبسيط المساطر et la TVA ", count: 30_000)
        let time = ContinuousClock().measure { _ = lexicon.classify(text) }
        #expect(time < .seconds(60))
    }

    @Test func `The JSON has every key, null where there is nothing`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let none = try Self.shipped().classify("x")
        let json =
            #"{"because":[],"confidence":0,"secondary_theme":null,"status":"needs_review","text":"x","theme":null}"#
        #expect(String(decoding: try encoder.encode(none), as: UTF8.self) == json)
        let found = ThemeClassification(
            text: "x", theme: "a", secondaryTheme: "b", status: .automatic, confidence: 0.666, because: ["y"])
        let decoded = try JSONDecoder().decode(ThemeClassification.self, from: encoder.encode(found))
        #expect(decoded.secondaryTheme == "b" && decoded.confidence == 0.67 && decoded.status == .automatic)
    }

    // MARK: Mistakes in the file

    @Test(
        arguments: [
            ("[{t: agents, w: 4}, {t: AGENTS, w: 2}]", "themes[1].keywords.fr[1].t", "once more, folded"),
            ("[{t: agents, w: 4}, {t: agents, w: 2}]", "themes[1].keywords.fr[1].t", "stands twice"),
            ("[{t: agents, w: 6}]", "themes[1].keywords.fr[0].w", "no weight"),
            ("[{t: agents, w: 0}]", "themes[1].keywords.fr[0].w", "no weight"),
            ("[{t: agents, w: much}]", "themes[1].keywords.fr[0].w", "expects a number"),
            ("[{t: agents}]", "themes[1].keywords.fr[0].w", "is missing"),
            ("[{t: '…', w: 1}]", "themes[1].keywords.fr[0].t", "neither letter nor digit"),
            ("[{term: agents, w: 1}]", "themes[1].keywords.fr[0].term", "unknown key"),
            ("agents", "themes[1].keywords.fr", "expects a list"),
            ("{6: [agents]}", "themes[1].keywords.fr.6", "no weight"),
            ("{much: [agents]}", "themes[1].keywords.fr.much", "no weight"),
            ("{4: agents}", "themes[1].keywords.fr.4", "expects a list"),
            ("{4: [agents], 2: [AGENTS]}", "themes[1].keywords.fr.2[0]", "once more, folded"),
        ])
    func `A bad keyword is named with its key path and line`(keywords: String, path: String, words: String) {
        let (lexicon, problems) = Self.lexicon(keywords)
        #expect(lexicon == nil)
        let found = problems.contains { $0.path == path && $0.line == 5 && $0.message.contains(words) }
        #expect(found, "\(problems)")
    }

    @Test(
        arguments: [
            ("{file_min_score: -1}", "defaults.file_min_score", "not between"),
            ("{file_min_score: 3, auto_min_score: 2}", "defaults.auto_min_score", "less than"),
            ("{auto_min_scor: 3}", "defaults.auto_min_scor", "did you mean `auto_min_score`"),
            ("{unclassified_id: money}", "themes[0].id", "is the id of another theme"),
        ])
    func `A bad threshold is named`(defaults: String, path: String, words: String) {
        let (lexicon, problems) = Self.lexicon("[{t: agents, w: 4}]", defaults: defaults)
        #expect(lexicon == nil)
        #expect(problems.contains { $0.path == path && $0.message.contains(words) }, "\(problems)")
    }

    @Test(
        arguments: [
            ("", nil, "", "is empty"),
            ("themes: []", 1, "themes", "is an empty list"),
            ("version: 1", 1, "themes", "is missing"),
            ("themes:\n- {order: 1, code: T1, title: {fr: x}, keywords: {}}", 2, "themes[0].id", "is missing"),
            (
                "themes:\n- {id: a, order: 0, code: T1, title: {fr: x}, keywords: {}}", 2, "themes[0].order",
                "less than 1"
            ),
            ("themes:\n- {id: a, order: 1, code: T1, title: {}, keywords: {}}", 2, "themes[0].title", "no text"),
            ("themes:\n- a: [", 3, "", ""),
            ("themes: 1\nthemes: 2", nil, "", "stands twice"),
        ] as [(String, Int?, String, String)])
    func `A file that is no lexicon is refused with the place`(yaml: String, line: Int?, path: String, words: String) {
        let (lexicon, problems) = ThemeLexicon.load(yaml: yaml, file: "t.yaml")
        #expect(lexicon == nil)
        let found = problems.contains { problem in
            (line == nil || problem.line == line) && problem.path == path
                && (words.isEmpty || problem.message.contains(words))
        }
        #expect(found, "\(problems)")
    }
}
