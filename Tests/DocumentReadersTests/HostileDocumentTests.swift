import DocumentReaders
import Documents
import Testing

struct HostileDocumentTests {
    private func code(_ bytes: [UInt8], limits: ReaderLimits = ReaderLimits()) -> DocumentError.Code? {
        do throws(DocumentError) {
            _ = try DocxReader(limits: limits).read(bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("badxml.docx", "broken"), ("billion_laughs.docx", "forbidden"), ("billion_laughs_utf16.docx", "forbidden"),
            ("xxe.docx", "forbidden"), ("xxe_param.docx", "forbidden"), ("dup_document.docx", "forbidden"),
            ("traversal.docx", "forbidden"), ("deep.docx", "archive_ratio"), ("encrypted.docx", "locked"),
            ("truncated.docx", "broken"), ("pk_garbage.docx", "broken"), ("garbage.docx", "broken"),
            ("ratio_declared.docx", "archive_ratio"),
        ])
    func isRefusedByItsName(file: String, expected: String) throws {
        #expect(code(try resource("hostile/\(file)"))?.rawValue == expected)
    }

    @Test func aLieAboutTheSizeIsRefused() throws {
        let code = try #require(code(try resource("hostile/ratio_lied.docx")))
        #expect([DocumentError.Code("archive_ratio"), .broken].contains(code))
    }

    @Test func nestedTablesAreRead() throws {
        let document = try DocxReader().read(try resource("hostile/deep_tables_80.docx"))
        #expect(!document.tables.isEmpty)
    }

    @Test func nestingWithoutCompressionIsDepth() {
        let control = String(repeating: "<w:sdt><w:sdtContent>", count: 150)
        let end = String(repeating: "</w:sdtContent></w:sdt>", count: 150)
        #expect(code(WordFixture(control + p("x") + end).bytes) == "xml_depth")
    }

    @Test func everyLimitHasItsCode() {
        let table = "<w:tbl><w:tr><w:tc>\(p("a"))</w:tc><w:tc>\(p("b"))</w:tc></w:tr></w:tbl>"
        let controls = sdt("<w:text/>", p("a")) + sdt("<w:text/>", p("b"))
        let fixture = WordFixture(table + controls).bytes
        #expect(code(fixture) == nil)
        #expect(code(fixture, limits: ReaderLimits(packageTotal: 600)) == "package_total")
        #expect(code(fixture, limits: ReaderLimits(packagePart: 600)) == "package_part")
        #expect(code(fixture, limits: ReaderLimits(archiveEntries: 3)) == "archive_entries")
        #expect(code(fixture, limits: ReaderLimits(xmlNodes: 20)) == "xml_nodes")
        #expect(code(fixture, limits: ReaderLimits(documentText: 3)) == "document_text")
        #expect(code(fixture, limits: ReaderLimits(documentCells: 1)) == "document_cells")
        #expect(code(fixture, limits: ReaderLimits(documentFields: 1)) == "document_fields")
    }

    @Test(arguments: [
        "<!DOCTYPE w:document [<!ENTITY a \"b\">]>", "<!DOCTYPE w:document SYSTEM \"http://127.0.0.1/x.dtd\">",
    ])
    func aDocumentTypeIsRefusedInAnyPart(declaration: String) {
        var body = WordFixture(p("x"))
        body.prologue = declaration
        #expect(code(body.bytes) == .forbidden)
        var header = WordFixture(p("x"))
        header.parts = [("header", declaration + "<w:hdr>\(p("h"))</w:hdr>")]
        #expect(code(header.bytes) == .forbidden)
    }

    @Test func aDamagedHeaderCostsOnlyItself() throws {
        var fixture = WordFixture(p("body"))
        fixture.parts = [("header", "<w:hdr><w:p>")]
        let document = try fixture.read()
        #expect(document.text == "body")
        #expect(document.findings.map(\.code) == ["broken_part"])
    }

    @Test(arguments: [
        ("macro.docm", ["macros"]), ("template_external.docx", ["external_reference"]),
        ("includes.docx", ["external_reference", "external_reference"]),
    ])
    func whatPointsOutsideIsAFinding(file: String, findings: [String]) throws {
        #expect(try DocxReader().read(try resource("hostile/\(file)")).findings.map(\.code) == findings)
    }

    @Test func aLinkIsNoFinding() throws {
        var fixture = WordFixture("<w:p><w:hyperlink>\(r("site"))</w:hyperlink></w:p><w:altChunk/>")
        fixture.external = [("hyperlink", "https://example.org"), ("image", "https://example.org/x.png")]
        let document = try fixture.read()
        #expect(document.text == "site")
        #expect(document.findings.map(\.code) == ["external_reference", "alt_chunk"])
    }

    @Test func theReaderIsChosenByType() throws {
        let docx = WordFixture(p("x")).bytes
        let type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        let limits = ReaderLimits()
        #expect(try DocumentReading.read(docx, mediaType: type, charset: nil, limits: limits).format == .docx)
        #expect(
            try DocumentReading.read([], mediaType: "Text/Plain; x=y", charset: nil, limits: limits).format == .text)
        #expect(throws: DocumentError(.noReader, "")) {
            try DocumentReading.read(docx, mediaType: "image/png", charset: nil, limits: limits)
        }
        #expect(throws: DocumentError(.locked, "")) {
            let bytes = try resource("hostile/encrypted.docx")
            return try DocumentReading.read(bytes, mediaType: "application/x-ole-storage", charset: nil, limits: limits)
        }
    }
}
