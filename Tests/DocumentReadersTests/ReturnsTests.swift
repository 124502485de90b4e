import DocumentReaders
import Documents
import Testing

/// Whole returned forms, each of another make.
struct ReturnsTests {
    @Test(arguments: [("d01", 172), ("d02", 172), ("d03", 191), ("d04", 172), ("d05", 172), ("d06", 0)])
    func everyFieldOfTheFormIsSeen(name: String, fields: Int) throws {
        let document = try DocxReader().read(try resource("returns/\(name).docx"))
        #expect(document.fields.count == fields)
        #expect(document.findings.isEmpty)
    }

    @Test(arguments: [
        ("d03", "council", "مجلس إقليم خريبكة"), ("d03", "region", "بني ملال-خنيفرة / Béni Mellal-Khénifra"),
        ("d03", "phone", "٠٧٨٦٥٨٩٧٣٤"), ("d04", "respondent_name", "Souad Hajjoubi"),
        ("d05", "Texte5", "بوشعيب الرامي"),
        ("d02", "respondent_name", "Hamid Aznag"),
    ])
    func valuesStandUnderTheirNames(name: String, field: String, value: String) throws {
        let document = try DocxReader().read(try resource("returns/\(name).docx"))
        #expect(document.fields.first { $0.name == field }?.value == value)
    }

    @Test func aPageOfRadioButtons() throws {
        let document = try HTMLReader().read(try resource("returns/d30.html"))
        #expect(document.fields.first { $0.name == "region" && $0.isChecked == true }?.value == "08")
        #expect(document.text.contains("Drâa-Tafilalet"))
    }
}
