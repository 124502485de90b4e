import Documents
import Testing

struct DocxControlTests {
    @Test func standsAtEveryLevel() throws {
        let text = "<w:text/>"
        let fixture = WordFixture(
            sdt("<w:tag w:val=\"block\"/>" + text, p("b"))
                + "<w:p>" + sdt("<w:tag w:val=\"run\"/>" + text, r("r")) + "</w:p>"
                + "<w:tbl>"
                + sdt(
                    "<w:tag w:val=\"row\"/>",
                    "<w:tr><w:tc>\(p("1"))</w:tc>" + sdt("<w:tag w:val=\"cell\"/>", "<w:tc>\(p("2"))</w:tc>")
                        + "</w:tr>")
                + "</w:tbl>")
        let document = try fixture.read()
        #expect(document.fields.map(\.name) == ["block", "run", "row", "cell"])
        #expect(document.fields.map(\.value) == ["b", "r", "1\n2", "2"])
        #expect(document.fields.map(\.parent) == [nil, nil, nil, 2])
        #expect(document.runs.map(\.field) == [0, 1, 2, 3])
    }

    @Test func aPlaceholderIsNoValue() throws {
        let document = try WordFixture(
            "<w:p>" + r("Nom : ")
                + sdt("<w:alias w:val=\"Nom\"/><w:tag w:val=\"name\"/><w:showingPlcHdr/><w:text/>", r("Cliquez ici"))
                + "</w:p>"
        ).read()
        let field = try #require(document.fields.first)
        #expect(field.isPlaceholder)
        #expect(field.value == nil)
        #expect(field.title == "Nom")
        #expect(document.runs.map { $0.marks.contains(.placeholder) } == [false, true])
        #expect(document.text == "Nom : Cliquez ici")
    }

    @Test func anEmptyControlKeepsItsPlace() throws {
        let document = try WordFixture("<w:p>\(r("a"))\(sdt("<w:text/>", ""))\(r("b"))</w:p>").read()
        #expect(document.runs.map(\.text) == ["a", "", "b"])
        #expect(document.runs.map(\.field) == [nil, 0, nil])
        #expect(document.fields[0].value == nil)
    }

    @Test(arguments: [("<w14:checked w14:val=\"1\"/>", true), ("<w14:checked w14:val=\"0\"/>", false), ("", false)])
    func aCheckBoxShowsItsState(state: String, isChecked: Bool) throws {
        for content in ["", r(isChecked ? "☑" : "□")] {
            let document = try WordFixture("<w:p>\(sdt("<w14:checkbox>\(state)</w14:checkbox>", content))</w:p>").read()
            #expect(document.fields[0].kind == .checkbox)
            #expect(document.fields[0].isChecked == isChecked)
            #expect(document.text == (isChecked ? "☒" : "☐"))
            #expect(document.findings.isEmpty)
        }
    }

    @Test func aCheckBoxMayHaveSignsOfItsOwn() throws {
        let properties =
            "<w14:checkbox><w14:checked w14:val=\"true\"/><w14:checkedState w14:val=\"0058\"/>"
            + "<w14:uncheckedState w14:val=\"00B7\"/></w14:checkbox>"
        let document = try WordFixture("<w:p>\(sdt(properties, r("X")))</w:p>").read()
        #expect(document.text == "☒")
        #expect(document.fields[0].isChecked == true)
    }

    @Test func aTickSetByHandCountsAndIsReported() throws {
        let box = sdt("<w:tag w:val=\"yes\"/><w14:checkbox><w14:checked w14:val=\"0\"/></w14:checkbox>", r("☒"))
        let document = try WordFixture("<w:p>\(box)</w:p>").read()
        #expect(document.fields[0].isChecked == true)
        #expect(document.findings.map(\.code) == ["checkbox_conflict"])
        #expect(document.findings.map(\.location) == ["yes"])
    }

    @Test func aListHasItsOptions() throws {
        let list =
            "<w:dropDownList><w:listItem w:displayText=\"نعم\" w:value=\"yes\"/><w:listItem w:value=\"no\"/></w:dropDownList>"
        let document = try WordFixture("<w:p>\(sdt(list, r("نعم")))</w:p>").read()
        #expect(document.fields[0].kind == .choice)
        #expect(document.fields[0].options == [.init(value: "yes", label: "نعم"), .init(value: "no", label: "no")])
        #expect(document.fields[0].value == "نعم")
    }

    @Test func aRepeatingSectionGroupsItsRows() throws {
        func item(_ text: String) -> String {
            sdt(
                "<w15:repeatingSectionItem/>",
                "<w:tr><w:tc><w:p>\(sdt("<w:tag w:val=\"c\"/><w:text/>", r(text)))</w:p></w:tc></w:tr>")
        }
        let section = sdt("<w:tag w:val=\"rows\"/><w15:repeatingSection/>", item("one") + item("two"))
        let document = try WordFixture("<w:tbl>\(section)</w:tbl>").read()
        #expect(document.fields.map(\.kind) == [.group, .group, .text, .group, .text])
        #expect(document.fields.map(\.value) == [nil, nil, "one", nil, "two"])
        #expect(document.fields.map(\.parent) == [nil, 0, 1, 0, 3])
        #expect(document.tables.first?.rows.count == 2)
    }

    @Test func aDoubleOfLibreOfficeIsDropped() throws {
        let control = sdt("<w:alias w:val=\"q1 · النص\"/><w:text/>", r("جواب"))
        let document = try WordFixture("<w:p>\(r("أ "))\(control)\(control)\(control)\(r(" ب"))</w:p>").read()
        #expect(document.fields.count == 1)
        #expect(document.text == "أ جواب ب")
    }

    @Test func twoTaggedControlsOfOneTextStay() throws {
        let controls = ["a", "b"].map { sdt("<w:alias w:val=\"x\"/><w:tag w:val=\"\($0)\"/><w:text/>", r("5")) }
        #expect(try WordFixture("<w:p>\(controls.joined())</w:p>").read().fields.count == 2)
    }

    @Test func aTableOfContentsIsNoField() throws {
        #expect(try WordFixture(sdt("<w:docPartObj/>", p("Sommaire"))).read().fields.isEmpty)
    }

    @Test func deletedAndHiddenTextIsNotTheValue() throws {
        let content =
            "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>\(r("new"))</w:ins>\(r("x", "<w:vanish/>"))"
        let document = try WordFixture("<w:p>\(sdt("<w:text/>", content))</w:p>").read()
        #expect(document.fields[0].value == "new")
        #expect(document.runs.map(\.marks) == [.deleted, .inserted, .hidden])
    }
}
