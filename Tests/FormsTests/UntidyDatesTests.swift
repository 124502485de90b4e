import Forms
import Testing

/// Dates as people write them when nobody tells them how.
@Suite struct UntidyDatesTests {
    private static func date(_ text: String) -> ParsedValue {
        ValueParser.parse(text, as: Question(id: "q", type: .date, label: LocalizedText([:])))
    }

    @Test(arguments: [
        ("03/04/2020", "2020-04-03"), ("فاتح أبريل 2020", "2020-04-01"), ("فاتح شهر ماي لسنة 2021", "2021-05-01"),
        ("12/03/98", "1998-03-12"), ("12.3.20", "2020-03-12"), ("le 1er du mois de mars 2020", "2020-03-01"),
        ("17 رجب 1441 الموافق 12 مارس 2020", "2020-03-12"), ("12 مارس 2020 الموافق لـ 17 رجب 1441 هـ", "2020-03-12"),
        ("1441/07/08 - 2020/03/03", "2020-03-03"), ("03/03/2020 (08/07/1441)", "2020-03-03"),
        ("17/07/1441 هـ الموافق 12/03/2020 م", "2020-03-12"), ("١٢ مـارس ٢٠٢٠", "2020-03-12"),
        ("\u{200F}۱۲/۰۳/۲۰۲۰\u{200F}", "2020-03-12"), ("ﻣﺎﺭﺱ 2020", "2020-03"), ("عام 2000", "2000"),
    ])
    func dates(_ text: String, _ expected: String) {
        #expect(Self.date(text).value == .string(expected))
    }

    @Test(arguments: ["17/07/1441", "17 رجب 1441", "1441-07-17", "فاتح أبريل", "19 novembre", "12/03/45", "03/25/2020"])
    func noDateOfTheCommonCalendar(_ text: String) {
        switch Self.date(text) {
        case .unreadable: break
        case let other: Issue.record("\(text): \(other)")
        }
    }

    @Test func twoYearsAreTwo() {
        #expect(Self.date("2020/2021") == .several([.string("2020"), .string("2021")]))
        #expect(Self.date("2020-2021") == .several([.string("2020"), .string("2021")]))
        #expect(Self.date("du 2 au 5 mars 2020") == .several([.string("2020-03-02"), .string("2020-03-05")]))
        #expect(Self.date("2 و 3 مارس 2020") == .several([.string("2020-03-02"), .string("2020-03-03")]))
        #expect(Self.date("1999 ou 2000") == .several([.string("1999"), .string("2000")]))
    }

    @Test func nothingIsNoDate() {
        for text in ["néant", "لا شيء", "غير معروف"] { #expect(Self.date(text) == .notAvailable) }
    }
}
