import DocumentReaders
import Documents
import Testing

/// What XML may look like: through the reader, as a sender's file would.
struct XMLScannerTests {
    /// A document part as it stands, with no prologue of ours.
    private func read(_ part: [UInt8]) throws -> Document {
        var zip = ZipBuilder()
        zip.add("word/document.xml", part)
        return try DocxReader().read(zip.bytes)
    }

    private static let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    private func document(_ body: String, prefix: String = "w:") -> String {
        let declared = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
        return
            "<\(prefix)document \(declared)=\"\(Self.namespace)\"><\(prefix)body>\(body)</\(prefix)body></\(prefix)document>"
    }

    private func paragraph(_ text: String) -> String { document("<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>") }

    private func code(_ part: String) -> DocumentError.Code? {
        do {
            _ = try read(Array(part.utf8))
            return nil
        } catch {
            return (error as? DocumentError)?.code
        }
    }

    @Test(arguments: [
        ("a &amp; b &lt;c&gt; &quot;d&quot; &apos;", "a & b <c> \"d\" '"), ("&#1593;&#x639;&#x1F5F9;", "عع☒"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a<!-- <w:t> -- > -->b<?pi ?>c", "abc"), ("<![CDATA[a & <b>]]>c", "a & <b>c"),
        ("a > b", "a > b"),
    ])
    func textIsWhatItMeans(written: String, text: String) throws {
        #expect(try read(Array(paragraph(written).utf8)).text == text)
    }

    @Test(arguments: [
        "a &nbsp; b", "a & b", "&#0;", "&#xD800;", "&#1;", "&;", "\u{1}", "<w:t", "</w:r>", "<w:b></w:i>", "<>",
        "< w:b/>", "<w:b w:val=1/>",
        "<w:b w:val/>", "<w:b w:val=\"<\"/>", "<w:b w:val=\"1/>", "<!-- ", "<![CDATA[", "<?pi", "</w:t",
    ])
    func whatIsNotWellFormedIsBroken(written: String) {
        #expect(code(paragraph(written)) == .broken)
    }

    @Test(arguments: ["<!DOCTYPE a>", "<!ENTITY a \"b\">", "<!a>", "<!"])
    func aDeclarationIsForbidden(written: String) {
        #expect(code(paragraph(written)) == .forbidden)
        #expect(code(written + paragraph("x")) == .forbidden)
    }

    @Test func invalidUTF8IsBroken() {
        let bytes = Array(paragraph("%").utf8).map { $0 == UInt8(ascii: "%") ? 0xE9 : $0 }
        #expect(throws: DocumentError(.broken, "")) { try read(bytes) }
    }

    @Test(arguments: ["utf8", "bom", "utf16le", "utf16be", "bare16", "1256"])
    func everyEncodingReadsAlike(encoding: String) throws {
        let text = "<?xml version=\"1.0\" encoding=\"windows-1256\"?>" + paragraph("المجلس")
        let plain = paragraph("المجلس")
        let units = plain.utf16.map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let bytes: [UInt8] =
            switch encoding {
            case "bom": [0xEF, 0xBB, 0xBF] + Array(plain.utf8)
            case "utf16le": [0xFF, 0xFE] + units.flatMap { $0 }
            case "utf16be": [0xFE, 0xFF] + units.flatMap { $0.reversed() }
            case "bare16": units.flatMap { $0 }
            case "1256":
                text.unicodeScalars.map { scalar in
                    let table: [Unicode.Scalar: UInt8] = [
                        "ا": 0xC7, "ل": 0xE1, "م": 0xE3, "ج": 0xCC, "س": 0xD3,
                    ]
                    return table[scalar] ?? UInt8(truncatingIfNeeded: scalar.value)
                }
            default: Array(plain.utf8)
            }
        #expect(try read(bytes).text == "المجلس")
    }

    @Test func prefixesAreTheDocumentsOwn() throws {
        let other = document("<p><r><t>a</t></r></p>", prefix: "")
        #expect(try read(Array(other.utf8)).text == "a")
        let moved = document("<w:p><x:r xmlns:x='\(Self.namespace)'><x:t>a</x:t></x:r><y:r><y:t>no</y:t></y:r></w:p>")
        #expect(try read(Array(moved.utf8)).text == "a")
        let inner = document("<w:p><r xmlns='\(Self.namespace)'><t>a</t></r><r><t>no</t></r></w:p>")
        #expect(try read(Array(inner.utf8)).text == "a")
        let hidden = document("<w:p><w:r xmlns:w='urn:other'><w:t>no</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>")
        #expect(try read(Array(hidden.utf8)).text == "a")
    }

    @Test func attributesAreReadByTheirNamespace() throws {
        let text = try read(
            Array(
                document(
                    "<w:p><w:pPr><w:bidi w:val='0'/></w:pPr><w:r><w:sym w:char = \"2612\" w:font='a&#x20;b'/><w:t  >x</w:t ></w:r></w:p>"
                ).utf8))
        #expect(text.text == "☒x")
        #expect(text.paragraphs.first?.isRightToLeft == false)
    }

    @Test func theEndOfAnErrorNamesItsLine() {
        #expect(throws: DocumentError.self) { try read(Array(paragraph("\n\n&bad;").utf8)) }
        do {
            _ = try read(Array(paragraph("\n\n&bad;").utf8))
        } catch {
            #expect(String(describing: error).contains("line 3"))
        }
    }

    @Test func namespacesWithoutEndAreRefused() {
        let declarations = (0..<2_000).map { " xmlns:p\($0)='u\($0)'" }.joined()
        #expect(code("<a\(declarations)/>") == .broken)
    }
}
