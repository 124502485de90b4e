import DocumentReaders
import Documents
import Testing

struct TextAndHTMLTests {
    private static let arabic: [UInt8] = [0xC7, 0xE1, 0xE3, 0xCC, 0xE1, 0xD3]

    @Test(
        arguments: [
            (Array("المجلس".utf8), nil), ([0xEF, 0xBB, 0xBF] + Array("المجلس".utf8), "windows-1256"),
            (arabic, nil), (arabic, "windows-1256"), (arabic, "iso-8859-1"),
            ([0xFF, 0xFE] + "المجلس".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, nil),
        ] as [([UInt8], String?)])
    func arabicIsReadInAnyCharset(bytes: [UInt8], hint: String?) throws {
        #expect(try TextReader(charset: hint).read(bytes).text == "المجلس")
    }

    @Test func frenchIsNotTakenForArabic() throws {
        let bytes: [UInt8] = Array("cr".utf8) + [0xE9, 0xE9] + Array("e ".utf8) + [0xC9] + Array("tat".utf8)
        #expect(try TextReader().read(bytes).text == "créée État")
    }

    @Test func aLineIsAParagraphAndQuotesAreMarked() throws {
        let document = try TextReader().read(Array("a\r\n\n> q\n>> r\nb □".utf8))
        #expect(document.text == "a\n\nq\nr\nb ☐")
        #expect(document.blocks.count == 4)
        guard case .container(.quoted, let blocks) = document.blocks[2] else {
            Issue.record("no quotation")
            return
        }
        #expect(blocks.count == 2)
    }

    private func html(_ page: String) throws -> Document { try HTMLReader().read(Array(page.utf8)) }

    @Test func scriptsAreDroppedAndSpacesCollapse() throws {
        let page =
            "<html><head><title>T</title><style>p{}</style></head><body><script>x</script><p> a \n <b>b</b> c</p>d<br>e"
        let document = try html(page)
        #expect(document.text == "a b c\nd\ne")
        #expect(document.properties["title"] == "T")
    }

    @Test(
        arguments: [
            ("<b>x</b>", .bold), ("<span style='font-weight:700'>x</span>", .bold), ("<u>x</u>", .underline),
            ("<s>x</s>", .strike), ("<span style='background:yellow'>x</span>", .highlight),
            ("<font color='#0000ff'>x</font>", .colored), ("<span style='color:black'>x</span>", []),
            ("<span style='display:none'>x</span>", .hidden),
        ] as [(String, Marks)])
    func formattingIsAMark(page: String, marks: Marks) throws {
        #expect(try html("<p>\(page)</p>").runs.first?.marks == marks)
    }

    @Test func formControlsAreFields() throws {
        let document = try html(
            "<form><input type=radio name=k value=p> P <input type=radio name=k value=q checked> Q"
                + "<textarea name=t>deux\nlignes</textarea><select name=s><option value=1>un<option value=2 selected>deux</select>"
                + "<input name=n value='نعم'><input name=e></form>")
        #expect(document.fields.map(\.kind) == [.radio, .radio, .multiline, .choice, .text, .text])
        #expect(document.fields.map(\.isChecked) == [false, true, nil, nil, nil, nil])
        #expect(document.fields.map(\.value) == [nil, "q", "deux\nlignes", "deux", "نعم", nil])
        #expect(document.fields[3].options.map(\.value) == ["1", "2"])
        #expect(document.text.hasPrefix("☐ P ☒ Q"))
    }

    @Test func tablesQuotationsAndDirection() throws {
        let document = try html(
            "<div dir=rtl>نص</div><table dir=rtl><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>"
                + "<blockquote type=cite><p>old</p></blockquote>")
        #expect(document.paragraphs.first?.isRightToLeft == true)
        let table = try #require(document.tables.first)
        #expect(table.isRightToLeft)
        #expect(table.rows.map { $0.map(\.column) } == [[0, 1], [1, 2]])
        guard case .container(.quoted, _) = document.blocks.last else {
            Issue.record("no quotation")
            return
        }
    }

    @Test func theDeclaredCharsetOfAPageCounts() throws {
        let head = Array("<meta charset=windows-1252><p>".utf8)
        #expect(try HTMLReader(charset: "utf-8").read(head + [0xE0, 0xE9]).text == "àé")
    }

    @Test func nestingIsLimited() {
        let page = String(repeating: "<div>", count: 300)
        #expect(throws: DocumentError("xml_depth", "")) {
            try HTMLReader(limits: ReaderLimits(xmlDepth: 10)).read(Array(page.utf8))
        }
    }
}
