import Forms
import Testing

/// Numbers and amounts as people write them when nobody tells them how.
@Suite struct UntidyNumbersTests {
    private static func amount(_ text: String) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .amount, label: LocalizedText([:])))
    }

    private static func count(_ text: String, range: ClosedRange<Double>? = 0...20_000) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .number, label: LocalizedText([:]), range: range))
    }

    @Test(arguments: [
        ("خمسة دراهم ونصف", 5.5), ("درهمان", 2), ("درهمين ونصف", 2.5), ("نصف درهم", 0.5), ("خمسة دراهم وربع", 5.25),
        ("5 دراهم ونصف", 5.5), ("trois dirhams et demi", 3.5), ("3 dirhams et demi", 3.5),
        ("ثلاثة ملايين ونصف", 3_500_000), ("مليون ونصف المليون درهم", 1_500_000), ("نصف مليون درهم", 500_000),
        ("un demi million", 500_000), ("3 ملايين ونصف", 3_500_000), ("خمسة دراهم وعشرون سنتيما", 5.2),
        ("6 dirhams 50 centimes", 6.5), ("6 DH et 50 centimes", 6.5), ("650 centimes", 6.5),
        ("6,50 DH (650 centimes)", 6.5), ("12 مليون و 500 ألف سنتيم", 125_000), ("8 DH/m3", 8), ("8 DH/m³", 8),
        ("4,20 درهم/م3", 4.2), ("85 KDH", 85_000), ("5 آلاف وخمسمائة درهم", 5500), ("12 (douze) dirhams", 12),
        ("مليونان ومائتا ألف درهم", 2_200_000), ("ألفي درهم", 2000), ("quarante mille dirhams", 40_000),
        ("حوالي 12 مليون", 12_000_000), ("quatre-vingt-cinq mille dirhams", 85_000),
    ])
    func amounts(_ text: String, _ expected: Double) {
        #expect(Self.amount(text).value == .number(expected))
    }

    @Test(arguments: [
        ("أحد عشر عضوا", 11.0), ("إحدى عشرة امرأة", 11), ("اثنا عشر", 12), ("اثنتي عشرة سيدة", 12),
        ("ثمانية عشر", 18), ("خمسة وعشرين موظفا", 25), ("مائتان وستة وأربعون", 246), ("عضوان", 2), ("امرأتان", 2),
        ("عضو واحد", 1), ("vingt et un", 21), ("soixante-dix-sept foyers", 77), ("190 foyers à peu près", 190),
        ("cinq membres dont deux femmes", 5), ("120 m3", 120), ("ﺧﻤﺴﺔ", 5), ("خـمـسـة", 5), ("\u{202B}۱۲\u{202C}", 12),
        ("300 m", 300), ("- 5", 5), ("quinze pour cent", 15), ("خمسة عشر في المائة", 15), ("onze (11)", 11),
    ])
    func counts(_ text: String, _ expected: Double) {
        #expect(Self.count(text).value == .number(expected))
    }

    @Test(arguments: [
        ("entre 40 et 50", [40.0, 50]), ("trois ou quatre", [3, 4]), ("12 ou 13", [12, 13]), ("-5", [5]),
        ("aucun", [0]), ("néant", [0]), ("لا شيء", [0]), ("لا أحد", [0]), ("بئران", [2]), ("5 (ستة)", [5, 6]),
        ("2+3", [2, 3]), ("6/7", [6, 7]),
    ])
    func severalReadingsChooseNothing(_ text: String, _ candidates: [Double]) {
        #expect(Self.count(text) == .several(candidates.map { .number($0) }))
    }

    @Test func theDualBeforeItsNounIsOneOrTwo() {
        #expect(Self.amount("ألفا درهم") == .several([.number(2000), .number(1000)]))
    }

    @Test func aMinusIsKeptOrAsked() {
        #expect(Self.count("-5", range: -20...50).value == .number(-5))
        #expect(Self.count("-25", range: -20...50) == .unreadable(.outOfRange))
        #expect(Self.count("- 5", range: -20...50) == .several([.number(-5), .number(5)]))
        #expect(Self.amount("-1500 DH") == .several([.number(-1500), .number(1500)]))
        #expect(Self.count("-5 à 10", range: -20...50) == .several([.number(-5), .number(10)]))
    }

    @Test(arguments: [
        "vingt et quelques", "vingt-cinc", "عشرون ونيف", "1O", "12.3.20", "12+", "au moins 12", "أزيد من 40",
        "un quart",
        "الثلث", ".5", "15 %", "12 DH", "un quart ou un tiers", "لا واحد منهم", "مائة ونصف",
    ])
    func doubtIsNeverAccepted(_ text: String) {
        switch Self.count(text) {
        case .value(_, .partial, _), .value(_, .bound, _), .several, .unreadable: break
        case let other: Issue.record("\(text): \(other)")
        }
    }

    @Test(arguments: ["24/24", "24h/24", "24 h / 24", "24h/24 et 7j/7", "24 ساعة على 24", "7j/7, 24h/24"])
    func allHoursOfTheDay(_ text: String) {
        #expect(Self.count(text, range: 0...24).value == .number(24))
        let hours = Question(id: "q", type: .number, label: LocalizedText([.french: "Heures de service par jour"]))
        #expect(ValueParser.parse(text, as: hours).value == .number(24))
    }

    @Test func aPartOfTheWhole() {
        #expect(Self.count("22 h sur 24", range: 0...24).value == .number(22))
        #expect(Self.count("5j/7", range: 0...7).value == .number(5))
        #expect(Self.count("6/7", range: 0...7) == .several([.number(6), .number(7)]))
    }

    @Test func aUnitOfAnotherKindIsNotRead() {
        #expect(Self.amount("12 %").value == nil)
        #expect(Self.amount("8 m3").value == nil)
        #expect(Self.count("45 min", range: 0...24).value == nil)
        let share = Question(id: "q", type: .number, label: LocalizedText([.french: "Taux de pertes"]))
        #expect(ValueParser.parse("15 %", as: share).value == .number(15))
    }

    @Test func metresAreNoKilometres() {
        let length = Question(id: "q", type: .number, label: LocalizedText([:]), range: 0...500, unit: "km")
        #expect(ValueParser.parse("300 m", as: length) == .several([.number(0.3), .number(300)]))
        #expect(ValueParser.parse("1.250 km", as: length).value == .number(1.25))
        let open = Question(id: "q", type: .number, label: LocalizedText([:]), unit: "km")
        #expect(ValueParser.parse("1.250", as: open) == .several([.number(1.25), .number(1250)]))
        #expect(ValueParser.parse("14 km", as: length).value == .number(14))
    }

    @Test(arguments: [
        "RAS", "R.A.S.", "néant", "Néant.", "لا شيء", "لا ملاحظات", "لا شيء يذكر", "Rien à signaler",
        "Aucune observation", "pas de remarques particulières", "بدون تعليق", "n/a", "لا تـوجد أيّة ملاحظة",
    ])
    func nothingToSay(_ text: String) {
        for type in [QuestionType.text, .longtext] {
            #expect(
                ValueParser.parse(text, as: Question(id: "q", type: type, label: LocalizedText([:]))) == .notAvailable)
        }
    }

    @Test(arguments: [
        "Non", "لا", "لا أعطاب تذكر سوى تآكل الخزان", "Rien n'a changé", "Aucune salle de réunion", "-2+3", "=cmd",
    ])
    func somethingIsSaid(_ text: String) {
        let remarks = Question(id: "q", type: .longtext, label: LocalizedText([:]))
        #expect(ValueParser.parse(text, as: remarks).value == .string(text))
    }

    @Test func textIsStoredInLettersAndWithoutControls() {
        let name = Question(id: "q", type: .text, label: LocalizedText([:]))
        #expect(ValueParser.parse("\u{202B}ﻣﺤﻤﺪ الﻻمي\u{202C} ٢", as: name).value == .string("محمد اللامي ٢"))
        #expect(ValueParser.parse("کریم", as: name).value == .string("کریم"))
    }
}
