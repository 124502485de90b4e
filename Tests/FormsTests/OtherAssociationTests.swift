import Foundation
import TestSupport
import Testing

@testable import Forms

/// Another association's register and lexicon work with no change of code: 1,500 communes, and themes of a water board.
struct OtherAssociationTests {
    /// Names that could be communes: two or three syllables behind a few common first words.
    private static func names(_ count: Int) -> [String] {
        let (heads, middles) = (
            ["Ba", "Ker", "To", "Mi", "Sal", "Dra", "Wen", "Fo", "Lu", "Zar"],
            ["ran", "dou", "mel", "kis", "tov", "bag", "lin", "ser"]
        )
        let (tails, firsts) = (
            ["ville", "court", "mont", "sac", "ière", "ange", "heim", "oux"], ["", "Saint-", "Val de ", "Pont-"]
        )
        var names: [String] = []
        for first in firsts {
            for head in heads {
                for middle in middles { for tail in tails { names.append(first + head + middle + tail) } }
            }
        }
        var random = SplitMix(seed: 7)
        names.shuffle(using: &random)
        return Array(names.prefix(count))
    }

    private static func register(_ count: Int) throws -> (CouncilRegister, [String]) {
        let names = names(count)
        let rows = names.enumerated().map {
            "C-\($0),commune,\($1),Commune de \($1),Conseil municipal de \($1),\($0 % 9)"
        }
        let csv = (["id,kind,name_fr,full_name_fr,council_fr,region_code"] + rows).joined(separator: "\n")
        let (register, problems) = CouncilRegister.load(councilsCSV: csv, file: "communes.csv")
        #expect(problems.isEmpty, "\(problems.prefix(3))")
        return (try #require(register), names)
    }

    @Test func `A register of 1,500 communes resolves its names and no others`() throws {
        let (register, names) = try Self.register(1_500)
        for (place, name) in names.enumerated() where place.isMultiple(of: 7) {
            for text in [name, "Commune de \(name)", "Le Maire, Conseil municipal de \(name)", name.uppercased()] {
                let result = register.resolve(text)
                if text.hasPrefix("Le Maire") {
                    #expect(result.council == "C-\(place)", "\(text)")
                } else {
                    #expect(result.status == .automatic && result.council == "C-\(place)", "\(text)")
                }
            }
        }
        for text in ["Conseil provincial de Taza", "Ministère de l'Intérieur", "Commune de Xyzzy"] {
            #expect(register.resolve(text).status != .automatic, "\(text)")
        }
    }

    @Test func `A name in a large register costs at most three times one in a small`() throws {
        func cost(_ count: Int) throws -> Double {
            let (register, names) = try Self.register(count)
            let texts = names.prefix(75).flatMap { ["Conseil municipal de \($0)", "Comune de \($0.dropLast())x"] }
            var best = Double.infinity
            for _ in 0..<5 {
                let time = ContinuousClock().measure { for text in texts { _ = register.resolve(text) } }
                best = min(best, time / .seconds(1))
            }
            return best
        }
        let (small, large) = (try cost(75), try cost(1_500))
        #expect(large <= 3 * small, "\(large / small) times")
    }

    @Test func `A lexicon of other themes files its own texts`() throws {
        let (lexicon, problems) = ThemeLexicon.load(
            yaml: """
                defaults: {unclassified_id: none_of_them}
                themes:
                - {id: leaks, order: 1, code: W1, title: {fr: Fuites, ar: التسربات}, keywords: {fr: {5: [fuite, canalisation], 3: [compteur]}, ar: {5: [تسرب]}}}
                - {id: billing, order: 2, code: W2, title: {fr: Factures}, keywords: {fr: {5: [facture], 4: [tarif, montant]}}}
                - {id: quality, order: 3, code: W3, title: {fr: Qualité}, keywords: {fr: {5: [goût, odeur, turbidité]}}}
                unclassified: {fr: {5: [invitation]}}
                """, file: "water.yaml")
        #expect(problems.isEmpty)
        let water = try #require(lexicon)
        for (text, theme) in [
            ("La canalisation a une fuite", "leaks"), ("تسرب الماء", "leaks"), ("Le tarif de ma facture", "billing"),
            ("l'eau a une odeur", "quality"),
        ] { #expect(water.classify(text).theme == theme, "\(text)") }
        #expect(water.classify("Invitation au repas").theme == nil)
    }
}
