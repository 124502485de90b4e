import DocumentReaders
import Documents
import Testing

struct DocxTextTests {
    @Test(
        arguments: [
            ("<w:b/>", Marks.bold), ("<w:bCs/>", .bold), ("<w:b w:val=\"0\"/>", []), ("<w:i/>", .italic),
            ("<w:u w:val=\"single\"/>", .underline), ("<w:u w:val=\"none\"/>", []), ("<w:strike/>", .strike),
            ("<w:highlight w:val=\"yellow\"/>", .highlight), ("<w:shd w:fill=\"FFFF00\"/>", .highlight),
            ("<w:shd w:fill=\"auto\"/>", []), ("<w:color w:val=\"0070C0\"/>", .colored),
            ("<w:color w:val=\"000000\"/>", []),
            ("<w:color w:val=\"auto\"/>", []), ("<w:vanish/>", .hidden), ("<w:rtl/>", .rightToLeft),
            ("<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>", .bold),
        ] as [(String, Marks)])
    func directFormattingIsAMark(properties: String, marks: Marks) throws {
        #expect(try WordFixture("<w:p>\(r("x", properties))</w:p>").read().runs.first?.marks == marks)
    }

    @Test func stylesGiveMarksAndDirectFormattingTakesThemAway() throws {
        var fixture = WordFixture(
            p("a", "<w:pStyle w:val=\"Q\"/>")
                + "<w:p><w:pPr><w:pStyle w:val=\"Q\"/></w:pPr>\(r("b", "<w:b w:val=\"0\"/>"))\(r("c", "<w:rStyle w:val=\"S\"/>"))</w:p>"
        )
        fixture.styles =
            "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:rPr><w:b/></w:rPr></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"Q\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Base\"/>"
            + "<w:pPr><w:bidi/><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>"
            + "<w:style w:type=\"character\" w:styleId=\"S\"><w:rPr><w:i/></w:rPr></w:style></w:styles>"
        let document = try fixture.read()
        #expect(document.runs.map(\.marks) == [.bold, [], [.bold, .italic]])
        #expect(document.paragraphs.map(\.kind) == [.heading(level: 2), .heading(level: 2)])
        #expect(document.paragraphs.map(\.isRightToLeft) == [true, true])
        #expect(document.paragraphs.map(\.style) == ["heading 2", "heading 2"])
    }

    @Test func listsAreCounted() throws {
        func item(_ level: Int) -> String {
            p("x", "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"7\"/></w:numPr>")
        }
        var fixture = WordFixture(
            [0, 1, 1, 0, 1, 2].map(item).joined() + p("y", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>"))
        func level(_ index: Int, _ format: String, _ text: String) -> String {
            "<w:lvl w:ilvl=\"\(index)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/></w:lvl>"
        }
        fixture.numbering =
            "<w:numbering><w:abstractNum w:abstractNumId=\"1\">\(level(0, "decimal", "%1."))\(level(1, "decimal", "%1.%2"))"
            + "\(level(2, "bullet", "\u{F0A7}"))</w:abstractNum>"
            + "<w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
        let kinds = try fixture.read().paragraphs.map(\.kind)
        #expect(
            kinds == [
                .listItem(level: 0, marker: "1."), .listItem(level: 1, marker: "1.1"),
                .listItem(level: 1, marker: "1.2"),
                .listItem(level: 0, marker: "2."), .listItem(level: 1, marker: "2.1"), .listItem(level: 2, marker: "•"),
                .normal,
            ])
    }

    @Test(arguments: [
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r>", "☒"),
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/></w:r>", "☐"),
        ("<w:r><w:sym w:font=\"Wingdings 2\" w:char=\"F052\"/></w:r>", "☒"),
        ("<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>o</w:t></w:r>", "☐"),
        ("<w:r><w:t>□ ☑ ✓ ■ é</w:t></w:r>", "☐ ☒ ☒ ☒ é"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>", "a\tb\nc-"),
    ])
    func signsAreUniform(run: String, text: String) throws {
        #expect(try WordFixture("<w:p>\(run)</w:p>").read().text == text)
    }

    @Test func trackedInsertionsCountAndDeletionsDoNot() throws {
        let document = try WordFixture(
            "<w:p>\(r("a"))<w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins>\(r("c"))</w:ins>"
                + "<w:moveFrom>\(r("d"))</w:moveFrom><w:moveTo>\(r("e"))</w:moveTo></w:p>"
        ).read()
        #expect(document.text == "ace")
        #expect(document.runs.map(\.text) == ["a", "b", "c", "d", "e"])
    }

    @Test func wrappersAreSeenThrough() throws {
        let wrapped = "<w:smartTag><w:hyperlink><w:customXml>\(r("a"))</w:customXml></w:hyperlink></w:smartTag>"
        #expect(try WordFixture("<w:p>\(wrapped)<m:oMath><m:r><m:t>2</m:t></m:r></m:oMath></w:p>").read().text == "a2")
    }

    @Test func aTextBoxIsReadOnce() throws {
        let box = "<w:txbxContent>\(p("box"))</w:txbxContent>"
        let document = try WordFixture(
            "<w:p>\(r("a"))<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>\(box)</w:drawing></mc:Choice>"
                + "<mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r>\(r("b"))</w:p>"
        ).read()
        #expect(document.text == "ab\nbox")
        #expect(document.blocks.last == .container(.textBox, [.paragraph(Paragraph(runs: [Run("box")]))]))
    }

    @Test func otherStoriesStandInTheirContainers() throws {
        var fixture = WordFixture(p("body"))
        fixture.parts = [
            ("header", "<w:hdr>\(p("top"))</w:hdr>"), ("footer", "<w:ftr>\(p("end"))</w:ftr>"),
            (
                "footnotes",
                "<w:footnotes><w:footnote w:type=\"separator\">\(p("-"))</w:footnote><w:footnote>\(p("note"))</w:footnote></w:footnotes>"
            ),
            ("comments", "<w:comments><w:comment>\(p("remark"))</w:comment></w:comments>"),
        ]
        let document = try fixture.read()
        #expect(document.text == "top\nbody\nend\nnote\nremark")
        let origins = document.blocks.map { if case .container(let origin, _) = $0 { origin } else { Origin.body } }
        #expect(origins == [.header, .body, .footer, .footnote, .comment])
    }

    @Test func tablesKeepTheirGrid() throws {
        func cell(_ text: String, _ properties: String = "") -> String {
            "<w:tc><w:tcPr>\(properties)</w:tcPr>\(p(text))</w:tc>"
        }
        let document = try WordFixture(
            "<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr>"
                + "<w:tr>\(cell("a", "<w:gridSpan w:val=\"2\"/>"))\(cell("b", "<w:vMerge w:val=\"restart\"/>"))</w:tr>"
                + "<w:tr>\(cell("c"))\(cell("d"))\(cell("", "<w:vMerge/>"))</w:tr>"
                + "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>\(cell("e"))</w:tr></w:tbl>"
        ).read()
        let table = try #require(document.tables.first)
        #expect(table.isRightToLeft)
        #expect(table.rows.map { $0.map(\.column) } == [[0, 2], [0, 1], [1]])
        #expect(table.rows.map { $0.map(\.columnSpan) } == [[2, 1], [1, 1], [1]])
        #expect(table.rows.map { $0.map(\.rowSpan) } == [[1, 2], [1, 1], [1]])
    }

    @Test func propertiesAndTheStrictNamespace() throws {
        var fixture = WordFixture(p("x", "<w:bidi/>"))
        fixture.namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        fixture.customProperties = [("formId", "ampcpp-consultation"), ("formVersion", "1.0")]
        let document = try fixture.read()
        #expect(document.text == "x")
        #expect(document.paragraphs.first?.isRightToLeft == true)
        #expect(document.properties == ["formId": "ampcpp-consultation", "formVersion": "1.0"])
    }
}
