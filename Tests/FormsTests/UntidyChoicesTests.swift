import Forms
import Testing

/// Choices, orders and scales as people write them when nobody tells them how.
@Suite struct UntidyChoicesTests {
    private static let options = [
        ("borehole", "ثقب مائي", "Forage"), ("well", "بئر تقليدية", "Puits traditionnel"),
        ("office", "المكتب الوطني للماء", "Office national de l'eau"), ("law", "القانون والعقود", "Droit et contrats"),
    ].map { FormOption(code: $0.0, label: LocalizedText([.arabic: $0.1, .french: $0.2])) }

    private static func parse(_ text: String, _ type: QuestionType) -> ParsedValue {
        let other = FormOption(
            code: "other", label: LocalizedText([.arabic: "مصدر آخر", .french: "Autre origine"]), hasFreeText: true)
        return ValueParser.parse(
            text, as: Question(id: "q", type: type, label: LocalizedText([:]), options: options + [other]))
    }

    @Test(arguments: [
        ("ثقب مائي والمكتب الوطني للماء", ["borehole", "office"]), ("ثقب مائي و بئر تقليدية", ["borehole", "well"]),
        ("Forage et Puits traditionnel", ["borehole", "well"]), ("القانون والعقود", ["law"]),
        ("ثقب مائي، بئر تقليدية والقانون والعقود", ["borehole", "well", "law"]),
        ("Droit et contrats et Forage", ["borehole", "law"]), ("Forage & Puits traditionnel", ["borehole", "well"]),
        ("ﺛﻘﺐ ﻣﺎﺋﻲ", ["borehole"]), ("ثـقـب مائی", ["borehole"]), ("\u{202B}بئر تقليديّة\u{202C}", ["well"]),
        ("2. Puits traditionnel", ["well"]), ("ب) بئر تقليدية", ["well"]),
    ])
    func lists(_ text: String, _ codes: [String]) {
        #expect(Self.parse(text, .multi).value == .list(codes))
    }

    @Test func whatIsNotSaidClearlyIsNotChosen() {
        #expect(
            Self.parse("Forage ou Puits traditionnel", .multi)
                == .value(.list(["borehole", "well"]), precision: .partial, otherText: nil))
        #expect(
            Self.parse("Forage ou Puits traditionnel", .single) == .several([.string("borehole"), .string("well")]))
        #expect(
            Self.parse("ثقب مائي والمكتب الوطني للماء", .single) == .several([.string("borehole"), .string("office")]))
        #expect(Self.parse("2", .single) == .several([.string("well")]))
        #expect(
            Self.parse("Office national ou régional de l'eau", .single)
                == .value(.string("office"), precision: .partial, otherText: nil))
        #expect(Self.parse("9", .single) == .unreadable(.unrecognised))
        #expect(Self.parse("Forage x Puits traditionnel", .single) == .several([.string("borehole"), .string("well")]))
        #expect(Self.parse("Forage x Puits traditionnel x", .multi).value == .list(["borehole", "well"]))
    }

    @Test(arguments: [
        ("بئر تقليدية ثم ثقب مائي", ["well", "borehole"]), ("Forage, puis Puits traditionnel", ["borehole", "well"]),
        ("d'abord Puits traditionnel, ensuite Forage, enfin Droit et contrats", ["well", "borehole", "law"]),
        ("بئر تقليدية أولا ثم القانون والعقود وبعد ذلك ثقب مائي", ["well", "law", "borehole"]),
        ("أولا: بئر تقليدية\nثانيا: ثقب مائي", ["well", "borehole"]),
        ("ثانيا ثقب مائي، أولا بئر تقليدية", ["well", "borehole"]),
        ("Forage avant Puits traditionnel", ["borehole", "well"]),
        ("1- بئر تقليدية 2- ثقب مائي", ["well", "borehole"]), ("Forage 2 Puits traditionnel 1", ["well", "borehole"]),
    ])
    func ordersInSentences(_ text: String, _ codes: [String]) {
        #expect(Self.parse(text, .ranking) == .exact(.list(codes)))
    }

    @Test(arguments: [
        "1 Forage\n1 Puits traditionnel\n1 Droit et contrats", "1 Forage\n3 Puits traditionnel", "2 Forage",
        "Forage puis la lune", "ثانيا بئر تقليدية ثم ثقب مائي", "Forage puis Forage",
        "d'abord Forage\nPuits traditionnel",
    ])
    func ordersThatDoNotAddUp(_ text: String) {
        switch Self.parse(text, .ranking) {
        case .value(_, .partial, _), .unreadable: break
        case let other: Issue.record("\(text): \(other)")
        }
    }

    private static func scale(_ text: String, _ range: ClosedRange<Int> = 1...5) -> ParsedValue {
        let scale = Scale(minimum: range.lowerBound, maximum: range.upperBound)
        return ValueParser.parse(text, as: Question(id: "q", type: .scale, label: LocalizedText([:]), scale: scale))
    }

    @Test(arguments: [
        ("②", 2.0), ("1 2 ③ 4 5", 3), ("1 2 3 ❹ 5", 4), ("1 2 (3) 4 5", 3), ("1 [2] 3 4 5", 2), ("trois", 3),
        ("أربعة", 4), ("ثلاثة على خمسة", 3), ("4/5", 4), ("۴", 4), ("(3)", 3), ("3.", 3),
    ])
    func scales(_ text: String, _ expected: Double) {
        #expect(Self.scale(text).value == .number(expected))
    }

    @Test func betweenTwoNumbersNothingIsChosen() {
        #expect(Self.scale("2-3") == .several([.number(2), .number(3)]))
        #expect(Self.scale("3,5") == .several([.number(3), .number(4)]))
        #expect(Self.scale("2 ou 3") == .several([.number(2), .number(3)]))
        #expect(Self.scale("1 (2) 3 (4) 5").value == nil)
        #expect(Self.scale("5 %").value == nil)
        #expect(Self.parse("غير معروف", .single) == .notAvailable)
        #expect(Self.parse("néant", .multi).value == nil)
        #expect(Self.scale("6") == .unreadable(.outOfRange))
        // A hundred hundreds and so on: more than an integer holds.
        #expect(Self.scale(String(repeating: "cent ", count: 12)) == .unreadable(.outOfRange))
        #expect(Self.scale(String(repeating: "cent ", count: 200)) == .unreadable(.outOfRange))
        #expect(Self.scale("trois sur dix") == .unreadable(.unrecognised))
    }

    @Test func scalesWithTenAndBelowZero() {
        #expect(Self.scale("0   1   2   3   4   5   (6)   7   8   9   10", 0...10).value == .number(6))
        #expect(Self.scale("0 1 2 3 4 5 6 7 8 9 (10)", 0...10).value == .number(10))
        #expect(Self.scale("-2", -3...3).value == .number(-2))
    }

    @Test(arguments: [
        "√ Forage\n☐ Puits traditionnel", "_x_ Forage\n___ Puits traditionnel", "XX Forage",
        "(√) Forage ( ) Puits traditionnel",
        "[v] Forage", "✅ Forage", "Forage ☑", "(●) Forage (○) Puits traditionnel", "☐ Puits traditionnel / ☒ Forage",
    ])
    func ticks(_ text: String) {
        #expect(Self.parse(text, .single).value == .string("borehole"))
    }

    @Test(arguments: [
        "Autre origine un lac", "autre origine : un lac", "AUTRE ORIGINE (un lac)", "Autre origine – un lac",
        "مصدر آخر / Autre origine (تحدد): un lac",
    ])
    func otherKeepsItsWordsWithoutAColon(_ text: String) {
        guard case .value(.string("other"), _, let words?) = Self.parse(text, .single) else {
            Issue.record("\(text): \(Self.parse(text, .single))")
            return
        }
        #expect(words.contains("un lac"))
    }
}
