import Documents
import Testing

struct DocxFormFieldTests {
    private func field(_ data: String, _ instruction: String, _ result: String) -> String {
        "<w:r><w:fldChar w:fldCharType=\"begin\">\(data)</w:fldChar></w:r>"
            + "<w:r><w:instrText> \(instruction) </w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\(result)<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    }

    private func data(_ name: String, _ kind: String) -> String {
        "<w:ffData><w:name w:val=\"\(name)\"/><w:helpText w:val=\"aide\"/>\(kind)</w:ffData>"
    }

    @Test func textIsReadByName() throws {
        let document = try WordFixture("<w:p>\(field(data("Texte3", "<w:textInput/>"), "FORMTEXT", r("محمد")))</w:p>")
            .read()
        let field = try #require(document.fields.first)
        #expect(field.source == .legacyField)
        #expect(field.name == "Texte3")
        #expect(field.title == "aide")
        #expect(field.value == "محمد")
        #expect(document.runs.map(\.field) == [0])
    }

    @Test(arguments: ["\u{2002}\u{2002}\u{2002}\u{2002}\u{2002}", "     ", ""])
    func enSpacesAreAPlaceholder(result: String) throws {
        let document = try WordFixture("<w:p>\(field(data("t", "<w:textInput/>"), "FORMTEXT", r(result)))</w:p>").read()
        #expect(document.fields[0].isPlaceholder)
        #expect(document.fields[0].value == nil)
        #expect(document.runs.allSatisfy { $0.text.isEmpty || $0.marks.contains(.placeholder) })
    }

    @Test(arguments: [
        ("<w:checked/>", true), ("<w:checked w:val=\"0\"/><w:default w:val=\"1\"/>", false),
        ("<w:default w:val=\"1\"/>", true), ("", false),
    ])
    func aCheckBoxShowsItsState(state: String, isChecked: Bool) throws {
        let box = field(data("c", "<w:checkBox>\(state)</w:checkBox>"), "FORMCHECKBOX", r("?"))
        let document = try WordFixture("<w:p>\(box)\(r(" نعم"))</w:p>").read()
        #expect(document.fields[0].isChecked == isChecked)
        #expect(document.text == (isChecked ? "☒ نعم" : "☐ نعم"))
    }

    @Test func aDropDownShowsWhatWasChosen() throws {
        let entries = "<w:listEntry w:val=\"Oui\"/><w:listEntry w:val=\"Non\"/>"
        let chosen = field(data("d", "<w:ddList><w:result w:val=\"1\"/>\(entries)</w:ddList>"), "FORMDROPDOWN", "")
        let untouched = field(data("e", "<w:ddList>\(entries)</w:ddList>"), "FORMDROPDOWN", "")
        let document = try WordFixture("<w:p>\(chosen)</w:p><w:p>\(untouched)</w:p>").read()
        #expect(document.fields.map(\.value) == ["Non", nil])
        #expect(document.fields.map(\.isPlaceholder) == [false, true])
        #expect(document.fields[0].options.map(\.label) == ["Oui", "Non"])
        #expect(document.text == "Non\nOui")
        #expect(document.runs.map { $0.marks.contains(.placeholder) } == [false, true])
    }

    @Test func otherFieldsAreTheirResult() throws {
        let document = try WordFixture("<w:p>\(r("page "))\(field("", "PAGE", r("2")))\(r(" fin"))</w:p>").read()
        #expect(document.text == "page 2 fin")
        #expect(document.fields.isEmpty)
    }

    @Test func aResultMayHoldSeveralParagraphs() throws {
        let begin = "<w:r><w:fldChar w:fldCharType=\"begin\">\(data("t", "<w:textInput/>"))</w:fldChar></w:r>"
        let middle = "<w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        let document = try WordFixture(
            "<w:p>\(begin)\(middle)\(r("un"))</w:p><w:p>\(r("deux"))\(end)\(r("après"))</w:p>"
        ).read()
        #expect(document.fields[0].value == "un\ndeux")
        #expect(document.runs.map(\.field) == [0, 0, nil])
    }

    @Test func aFieldWithoutItsEndLosesNothing() throws {
        let open = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
        let document = try WordFixture("<w:p>\(open)\(r("a"))</w:p>\(p("b"))").read()
        #expect(document.text == "a\nb")
        #expect(document.findings.map(\.code) == ["unended_field"])
    }
}
