import Foundation
import TestSupport
import Testing

@testable import Forms

/// The lines of a resource of JSON Lines.
func jsonLines<Line: Decodable>(_ name: String, as type: Line.Type) throws -> [Line] {
    try resource(name).split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
}

/// A resource's text.
func resource(_ name: String) throws -> String {
    let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: nil)
    return try String(contentsOf: #require(url, "no resource \(name)"), encoding: .utf8)
}

struct NormalisationTests {
    private struct Vector: Decodable {
        var id: String
        var text: String
        var clean: String
        var key: String
        var stems: [String]
    }

    @Test func `Latin letters lose their marks as Unicode decomposes them`() {
        for value in Folding.latinExtended {
            guard let letter = Unicode.Scalar(value), CompatibilityForm.isStable(letter) else { continue }
            let folded = Folding.scalars([letter])
            #expect(folded == (letter == "œ" || letter == "Œ" ? ["o", "e"] : [Folding.base(letter)]), "\(letter)")
        }
    }

    /// What the short way takes as it is, the long way, through form KC, must not change.
    @Test func `Texts are cleaned alike with and without form KC`() {
        for value in UInt32(1)..<0x3000 {
            guard let scalar = Unicode.Scalar(value), CompatibilityForm.isStable(scalar) else { continue }
            let text = "a\(scalar)b"
            #expect(Cleaning.clean(text) == Cleaning.clean(CompatibilityForm.composed(text)), "\(value)")
        }
        var generator = SplitMix(seed: 7)
        let scalars: [Unicode.Scalar] = [
            "a", "e", "ا", "و", "ي", "ل", " ", "\u{A0}", "\u{0301}", "\u{0338}", "=", "☐", "…", "\u{064B}", "\u{0651}",
            "\u{0650}", "\u{0652}", "\u{0654}", "\u{200D}", "\u{0640}", "«", "é", "٣", "/",
        ]
        for _ in 0..<20_000 {
            let length = Int.random(in: 1...8, using: &generator)
            let text = String((0..<length).map { _ in scalars.randomElement(using: &generator) ?? "a" })
            #expect(
                Cleaning.clean(text) == Cleaning.clean(CompatibilityForm.composed(text)),
                "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
        }
    }

    @Test func `All vectors give their clean text, key and stems`() throws {
        let vectors = try jsonLines("norm-vectors.jsonl", as: Vector.self)
        #expect(vectors.count == 244)
        for vector in vectors {
            #expect(Normaliser.clean(vector.text) == vector.clean, "\(vector.id)")
            #expect(Normaliser.key(vector.text) == vector.key, "\(vector.id)")
            #expect(Normaliser.stems(vector.text) == vector.stems, "\(vector.id)")
        }
    }

    @Test(arguments: ["", " ", "\u{200F}\u{202B}\u{202C}", "ـــ", "…!؟", "\n\t\u{A0}", "\u{64B}\u{650}"])
    func `A text without letters and digits has no tokens`(text: String) {
        #expect(Normaliser.tokens(text).isEmpty)
        #expect(Normaliser.key(text).isEmpty)
        #expect(Normaliser.stems(text).isEmpty)
    }

    @Test(arguments: [
        ("\u{202B}\u{2067}نسبة TVA\u{2069} : ٢٠٪\u{202C}", "نسبه tva 20"),
        ("ﺍﻟﻘﺎﻧﻮﻥ ۱۱۲/۱۴", "القانون 112.14"),
        ("L´article N° 80", "article n 80"),
        ("D’APPLICATION qu`il", "application il"),
        ("e\u{301}te\u{301}", "ete"),
        ("Ελλάδα МОСКВА", "ελλάδα москва"),
        ("مَجْـــلِس", "مجلس"),
        ("a\u{0}b", "a b"),
    ])
    func `Controls, forms and scripts fold to one key`(text: String, key: String) {
        #expect(Normaliser.key(text) == key)
    }

    @Test func `Folding again changes nothing`() throws {
        for vector in try jsonLines("norm-vectors.jsonl", as: Vector.self) {
            #expect(Normaliser.clean(vector.clean) == vector.clean)
        }
    }

    @Test(
        arguments: [
            "التقائية البرامج العُمُومية ", "Été d’Oujda ", "a'", "12-34/", "\u{202B}", "ﺍﻟﻤﺠﻠﺲ", "\u{301}\u{316}", "ااا",
            "œ",
        ])
    func `A text of one megabyte takes time in proportion`(piece: String) {
        func duration(_ bytes: Int) -> Duration {
            let text = String(repeating: piece, count: bytes / piece.utf8.count)
            return ContinuousClock().measure { _ = Normaliser.stems(text) }
        }
        _ = duration(10_000)
        let short = duration(125_000)
        let long = duration(1_000_000)
        // Quadratic work would take 64 times as long.
        #expect(long < short * 32 + .milliseconds(100), "\(short), then \(long)")
    }

    @Test func `A word can be quoted as it stands in the text`() {
        let text = TokenisedText("مراجعة «القانون التنظيميّ ١١٢-١٤» و l’article 80")
        #expect(text.tokens.map(\.key) == ["مراجعه", "القانون", "التنضيمي", "112.14", "و", "article", "80"])
        #expect(text.quote(1..<4) == "القانون التنظيميّ 112-14")
        #expect(text.quote(5..<6) == "l'article")
        #expect(text.quote(2..<2).isEmpty)
    }

    // MARK: Similarity

    @Test(arguments: [
        ("", "", 1.0), ("a", "", 0), ("abcd", "abdc", 0.75), ("abcd", "abcd", 1), ("abcd", "xyzw", 0),
        ("abcd", "abd", 0.75),
    ])
    func `A swap of neighbours is one edit`(left: String, right: String, expected: Double) {
        #expect(TextSimilarity.damerauLevenshtein(left, right) == expected)
        #expect(TextSimilarity.damerauLevenshtein(right, left) == expected)
    }

    @Test func `Trigrams count the ends of a text`() {
        // " ab" "ab " against " ab" "abc" "bc ".
        #expect(TextSimilarity.trigramDice("ab", "abc") == 0.4)
        #expect(TextSimilarity.trigramDice("", "") == 1)
        #expect(TextSimilarity.trigramDice("", "a") == 0)
        #expect(TextSimilarity.trigramDice("aaaa", "aaaaaaa") == 1)
    }

    @Test func `Order and surplus words are forgiven where asked`() {
        #expect(String(TextSimilarity.sortedWords("provincial du conseil")) == "conseil du provincial")
        #expect(TextSimilarity.tokenSet("conseil provincial de safi", "safi") == 1)
        #expect(TextSimilarity.tokenSet("rabat", "safi") < 0.5)
    }

    @Test func `A rare trigram or word weighs more than a common one`() {
        let keys = ["conseil provincial safi", "conseil provincial taza", "conseil provincial tata"]
        let cosines = TrigramIndex(keys).cosines("conseil de safi")
        #expect(cosines[0] > cosines[1] && cosines[0] > cosines[2])
        #expect(TrigramIndex(keys).cosines(keys[1])[1] > 0.999)
        let scores = TokenIndex(keys).fScores("sofi conseil")
        #expect(scores[0] > scores[1] && scores[0] < 1)
        #expect(abs(TokenIndex(keys).fScores(keys[2])[2] - 1) < 1e-9)
        #expect(TokenIndex(keys).fScores("") == [0, 0, 0])
    }
}
