import DocumentReaders
import Documents
import TestSupport
import Testing

/// Bytes changed, dropped and doubled at places that a fixed sequence chooses: a reader may refuse, never stop.
struct MutationTests {
    private static let signs = Array("<>&;/!?-[]=\"' :x\u{0}\u{1}".utf8) + [0x80, 0xC0, 0xD8, 0xFF]

    private func mutated(_ bytes: [UInt8], _ sequence: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &sequence) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &sequence)
            switch Int.random(in: 0..<4, using: &sequence) {
            case 0: bytes[place] = Self.signs[Int.random(in: 0..<Self.signs.count, using: &sequence)]
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(Self.signs[Int.random(in: 0..<Self.signs.count, using: &sequence)], at: place)
            default: bytes.removeLast(min(bytes.count, Int.random(in: 0...40, using: &sequence)))
            }
        }
        return bytes
    }

    @Test func aSpoiltPartIsReadOrRefused() throws {
        let box = sdt("<w:tag w:val='a&#x41;'/><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", r("☒"))
        let part = Array(
            ("<?xml version=\"1.0\"?><!-- c --><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                + "xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'><w:body><w:p>\(box)\(r("a &amp; b"))</w:p>"
                + "<w:tbl><w:tr><w:tc>\(p("جواب"))</w:tc></w:tr></w:tbl><w:p><w:r><w:t><![CDATA[x]]></w:t></w:r></w:p></w:body></w:document>")
                .utf8)
        var sequence = SplitMix(seed: 4)
        var outcomes = (read: 0, refused: 0)
        for _ in 0..<3_000 {
            var zip = ZipBuilder()
            zip.add("word/document.xml", mutated(part, &sequence))
            do throws(DocumentError) {
                _ = try DocxReader().read(zip.bytes)
                outcomes.read += 1
            } catch {
                #expect(["broken", "forbidden", "xml_depth"].contains(error.code.rawValue))
                outcomes.refused += 1
            }
        }
        #expect(outcomes.read > 100)
        #expect(outcomes.refused > 100)
    }

    @Test func aSpoiltPageIsRead() throws {
        let page = Array(
            ("<meta charset=utf-8><![if x]><div class=gmail_quote><label for=a>n</label><input id=a value='v'><![endif]>"
                + "<select><option selected>o</select><blockquote>q</blockquote></div><table><tr><td contenteditable>e<td>&#1593;</table>")
                .utf8)
        var sequence = SplitMix(seed: 5)
        for _ in 0..<2_000 { _ = try HTMLReader().read(mutated(page, &sequence)) }
    }
}
