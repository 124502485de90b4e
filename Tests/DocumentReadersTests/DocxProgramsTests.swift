import Documents
import Testing

/// What the word processors people use make of a document: Word, Google Docs, WPS, Writer.
struct DocxProgramsTests {
    @Test func lettersThatGoogleDocsSplitsAreOneRun() throws {
        let letters = "المجلس".unicodeScalars.map { r(String($0), "<w:rtl w:val=\"1\"/>") }.joined()
        let document = try WordFixture("<w:p>\(letters)\(r(" x"))</w:p>").read()
        #expect(document.runs.map(\.text) == ["المجلس", " x"])
        #expect(document.runs.map(\.marks) == [.rightToLeft, []])
    }

    private func alternate(_ choice: String, _ fallback: String) -> String {
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">\(choice)</mc:Choice><mc:Fallback>\(fallback)</mc:Fallback></mc:AlternateContent>"
    }

    @Test(arguments: ["block", "inline", "run", "row", "cell"])
    func oneOfTheAlternativesIsRead(level: String) throws {
        let body =
            switch level {
            case "block": alternate(p("a"), p("b"))
            case "inline": "<w:p>\(alternate(r("a"), r("b")))</w:p>"
            case "run": "<w:p><w:r>\(alternate("<w:t>a</w:t>", "<w:t>b</w:t>"))</w:r></w:p>"
            case "row":
                "<w:tbl>\(alternate("<w:tr><w:tc>\(p("a"))</w:tc></w:tr>", "<w:tr><w:tc>\(p("b"))</w:tc></w:tr>"))</w:tbl>"
            default: "<w:tbl><w:tr>\(alternate("<w:tc>\(p("a"))</w:tc>", "<w:tc>\(p("b"))</w:tc>"))</w:tr></w:tbl>"
            }
        #expect(try WordFixture(body).read().text == "a")
    }

    @Test func theFallbackIsReadWhereTheChoiceSaysNothing() throws {
        #expect(try WordFixture("<w:p>\(alternate("", r("b")))</w:p>").read().text == "b")
    }

    @Test(arguments: ["drawing", "pict"]) func aTextBoxWithinATextBoxIsReadOnce(element: String) throws {
        func box(_ content: String) -> String {
            let inside = "<w:txbxContent>\(content)</w:txbxContent>"
            return "<w:r>\(alternate("<w:\(element)>\(inside)</w:\(element)>", "<w:pict>\(inside)</w:pict>"))</w:r>"
        }
        let inner = "<w:p>\(r("in"))\(box(p("deep")))</w:p>"
        #expect(try WordFixture("<w:p>\(r("out"))\(box(inner))</w:p>").read().text == "out\nin\ndeep")
    }

    @Test func aFieldInATextBoxIsReadOnce() throws {
        let control = "<w:p>\(sdt("<w:tag w:val=\"t\"/><w:text/>", r("x")))</w:p>"
        let inside = "<w:txbxContent>\(control)</w:txbxContent>"
        let box = "<w:r>\(alternate("<w:drawing>\(inside)</w:drawing>", "<w:pict>\(inside)</w:pict>"))</w:r>"
        #expect(try WordFixture("<w:p>\(box)</w:p>").read().fields.map(\.value) == ["x"])
    }

    @Test func movedWordsCountWhereTheyStandNow() throws {
        let document = try WordFixture(
            "<w:moveFromRangeStart w:id=\"1\" w:name=\"m\"/><w:moveFrom>\(p("old"))</w:moveFrom><w:moveFromRangeEnd w:id=\"1\"/>"
                + "<w:p>\(r("a "))<w:moveTo>\(r("here"))</w:moveTo></w:p>"
        ).read()
        #expect(document.text == "\na here")
        #expect(document.runs.map(\.marks) == [.deleted, [], .inserted])
    }

    @Test func changesWithinAControlAndARowCount() throws {
        let value =
            "<w:del><w:r><w:delText>non</w:delText></w:r></w:del><w:ins>\(r("oui"))</w:ins><w:moveFrom>\(r("!"))</w:moveFrom>"
        let rows =
            "<w:tr><w:trPr><w:del/></w:trPr><w:tc>\(p("gone"))</w:tc></w:tr><w:tr><w:trPr><w:ins/></w:trPr><w:tc>\(p("new"))</w:tc></w:tr>"
        let document = try WordFixture("<w:p>\(sdt("<w:text/>", value))</w:p><w:tbl>\(rows)</w:tbl>").read()
        #expect(document.fields[0].value == "oui")
        #expect(document.text == "oui\n\nnew")
    }

    @Test func tablesStandInTables() throws {
        let inner = "<w:tbl><w:tr><w:tc>\(p("b"))</w:tc></w:tr></w:tbl>"
        let document = try WordFixture("<w:tbl><w:tr><w:tc>\(p("a"))\(inner)\(p("c"))</w:tc></w:tr></w:tbl>").read()
        #expect(document.text == "a\nb\nc")
        guard case .table? = document.tables.first?.rows.first?.first?.blocks[1] else {
            Issue.record("no table in the cell")
            return
        }
    }

    @Test(arguments: [
        ("arabicAlpha", 3, "ت)"), ("arabicAbjad", 3, "ج)"), ("hindiNumbers", 12, "١٢)"), ("decimalZero", 3, "03)"),
        ("upperRoman", 4, "IV)"), ("lowerLetter", 27, "aa)"), ("somethingNew", 3, "3)"),
    ])
    func aMarkerIsDrawnAsItIsSeen(format: String, number: Int, marker: String) throws {
        var fixture = WordFixture(p("x", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"))
        fixture.numbering =
            "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"\(number)\"/>"
            + "<w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum>"
            + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
        #expect(try fixture.read().paragraphs.first?.kind == .listItem(level: 0, marker: marker))
    }

    @Test func aProtectedDocumentIsReadAndEveryControlInTheStrictNamespaceToo() throws {
        var fixture = WordFixture(
            "<w:p>\(sdt("<w:tag w:val=\"t\"/><w:lock w:val=\"sdtContentLocked\"/><w:text/>", r("x")))</w:p>")
        fixture.parts = [
            ("settings", "<w:settings><w:documentProtection w:edit=\"forms\" w:enforcement=\"1\"/></w:settings>")
        ]
        for namespace in [fixture.namespace, "http://purl.oclc.org/ooxml/wordprocessingml/main"] {
            fixture.namespace = namespace
            let document = try fixture.read()
            #expect(document.fields.map(\.value) == ["x"])
            #expect(document.fields.map(\.isReadOnly) == [true])
        }
    }

    @Test(arguments: [
        "<w:comboBox><w:listItem w:displayText=\"Un\" w:value=\"1\"/></w:comboBox>",
        "<w:date><w:dateFormat w:val=\"dd/MM/yyyy\"/></w:date>",
        "<w:text w:multiLine=\"1\"/>", "",
    ])
    func whatIsWrittenInAControlIsItsValue(kind: String) throws {
        let document = try WordFixture("<w:p>\(sdt("<w:tag w:val=\"t\"/>\(kind)", r("17/03/2020")))</w:p>").read()
        #expect(document.fields.map(\.value) == ["17/03/2020"])
        #expect(
            document.fields[0].kind
                == (kind.contains("combo")
                    ? .choice : kind.contains("date") ? .date : kind.isEmpty ? .richText : .multiline))
    }

    @Test func notesAndCommentsAreReadEachInItsPlace() throws {
        var fixture = WordFixture(p("x"))
        fixture.parts = [
            ("endnotes", "<w:endnotes><w:endnote>\(p("end"))</w:endnote></w:endnotes>"),
            (
                "comments",
                "<w:comments><w:comment w:author=\"A\">\(p("c1"))</w:comment><w:comment>\(p("c2"))</w:comment></w:comments>"
            ),
            ("header", "<w:hdr>\(sdt("<w:tag w:val=\"h\"/><w:text/>", p("top")))</w:hdr>"),
        ]
        let document = try fixture.read()
        #expect(document.text == "top\nx\nend\nc1\nc2")
        #expect(document.fields.map(\.name) == ["h"])
    }
}
