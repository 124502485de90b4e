import Documents
import Testing

struct DocxBookmarkTests {
    private func start(_ name: String, _ id: Int = 0) -> String {
        "<w:bookmarkStart w:id=\"\(id)\" w:name=\"\(name)\"/>"
    }

    private func end(_ id: Int = 0) -> String { "<w:bookmarkEnd w:id=\"\(id)\"/>" }

    private let checkbox = "<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>"

    @Test(arguments: ["☒", ""])
    func standsAroundAControl(content: String) throws {
        let box = sdt(checkbox, content.isEmpty ? "" : r(content))
        let document = try WordFixture("<w:p>\(start("a__1"))\(box)\(end())\(r("oui"))</w:p>").read()
        #expect(document.fields.map(\.bookmark) == ["a__1"])
    }

    @Test func anEmptyControlHasItToo() throws {
        let document = try WordFixture("<w:p>\(start("a"))\(sdt("<w:text/>", ""))\(end())</w:p>").read()
        #expect(document.fields.map(\.bookmark) == ["a"])
    }

    @Test func writerMovesItIntoTheControl() throws {
        let box = sdt(checkbox, start("a__1") + r("") + r("☒"))
        let document = try WordFixture("<w:p>\(box)\(end())\(r(" نعم"))</w:p>").read()
        #expect(document.fields.map(\.bookmark) == ["a__1"])
        #expect(document.text == "☒ نعم")
    }

    @Test func belongsToTheInnermostField() throws {
        let inner = sdt("<w:text/>", r("x"))
        let around = try WordFixture("<w:p>\(start("a"))\(sdt("", inner + r("y")))\(end())</w:p>").read()
        #expect(around.fields.map(\.bookmark) == [nil, "a"])
        let within = try WordFixture("<w:p>\(sdt("", start("a") + inner + end() + r("y")))</w:p>").read()
        #expect(within.fields.map(\.bookmark) == [nil, "a"])
    }

    @Test func aroundBlocksItIsReadToo() throws {
        let document = try WordFixture(start("a") + sdt("<w:text/>", p("x")) + end() + sdt("<w:text/>", p("y"))).read()
        #expect(document.fields.map(\.bookmark) == ["a", nil])
    }

    @Test(arguments: [("a", "", r("word")), ("a", "<w:bookmarkEnd w:id=\"0\"/>", ""), ("_GoBack", "", "")])
    func afterAWordOrItsEndOrAProgramsOwnIsNoFieldsName(name: String, ended: String, between: String) throws {
        let field = sdt("<w:text/>", r("x"))
        let document = try WordFixture("<w:p>\(start(name))\(ended)\(between)\(field)\(end())</w:p>").read()
        #expect(document.fields.map(\.bookmark) == [nil])
    }

    @Test func onceAWordHasComeTheFieldKeepsNoLaterOne() throws {
        let content = r("x") + start("late") + r("y") + end()
        let document = try WordFixture("<w:p>\(sdt("<w:text/>", content))</w:p>").read()
        #expect(document.fields.map(\.bookmark) == [nil])
    }

    @Test func aLegacyFieldHasIt() throws {
        let field =
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>"
            + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        let document = try WordFixture("<w:p>\(start("c"))\(field)\(end())</w:p>").read()
        #expect(document.fields.map(\.bookmark) == ["c"])
    }

    @Test func aControlThatWriterSavedAsTwoIsOne() throws {
        let content = "<w:p>\(sdt(checkbox, start("s__taste__1") + r("☒")))\(end())</w:p>"
        let outer = sdt("<w:alias w:val=\"s.taste.1 · مذاق\"/>", content)
        let document = try WordFixture("<w:tbl><w:tr><w:tc>\(outer)</w:tc></w:tr></w:tbl>").read()
        #expect(document.fields.map(\.kind) == [.group, .checkbox])
        #expect(document.fields.map(\.title) == ["s.taste.1 · مذاق", "s.taste.1 · مذاق"])
        #expect(document.fields.map(\.bookmark) == [nil, "s__taste__1"])
        #expect(document.fields.map(\.isChecked) == [nil, true])
        #expect(document.fields.map(\.value) == [nil, nil])
    }

    @Test(arguments: ["<w:tag w:val=\"t\"/>", "<w:alias w:val=\"own\"/>"])
    func aControlWithANameOfItsOwnStaysInAnother(naming: String) throws {
        let outer = sdt("<w:alias w:val=\"s\"/>", "<w:p>\(sdt(naming + checkbox, r("☒")))</w:p>")
        #expect(try WordFixture(outer).read().fields.map(\.kind) == [.richText, .checkbox])
    }

    @Test func arabicThatWriterRepeatsInTheDoublesIsReadOnce() throws {
        let controls = ["كلام", "كلامكلام", "كلام"].map { sdt("<w:alias w:val=\"q · سؤال\"/><w:text/>", r($0)) }
        let document = try WordFixture("<w:p>\(start("q"))\(controls.joined())\(end())</w:p>").read()
        #expect(document.fields.map(\.value) == ["كلام"])
        #expect(document.fields.map(\.bookmark) == ["q"])
        #expect(document.text == "كلام")
    }

    @Test func controlsOfOneTitleWithWordsBetweenStay() throws {
        let control = sdt("<w:alias w:val=\"n\"/><w:text/>", r("5"))
        #expect(try WordFixture("<w:p>\(control)\(r(" et "))\(control)</w:p>").read().text == "5 et 5")
    }
}
