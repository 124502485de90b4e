import DocumentReaders
import Documents
import Foundation
import Testing

/// A Word document from the XML of its body and of whatever other parts a test needs.
struct WordFixture {
    var body: String
    var styles: String?
    var numbering: String?
    /// More parts by the relationship that leads to them: `header`, `footnotes`.
    var parts: [(kind: String, xml: String)] = []
    /// Relationships of the main document to places outside.
    var external: [(kind: String, target: String)] = []
    var customProperties: [(name: String, value: String)] = []
    var namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    var prologue = ""

    init(_ body: String) { self.body = body }

    var bytes: [UInt8] {
        let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        var zip = ZipBuilder()
        zip.add("[Content_Types].xml", "<Types/>")
        zip.add(
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\"\(relationships)/officeDocument\" Target=\"word/document.xml\"/>"
                + "<Relationship Id=\"r2\" Type=\"\(relationships)/custom-properties\" Target=\"docProps/custom.xml\"/>"
                + "</Relationships>")
        var links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        let related =
            parts + [("styles", styles), ("numbering", numbering)].compactMap { kind, xml in xml.map { (kind, $0) } }
        for (index, part) in related.enumerated() {
            links +=
                "<Relationship Id=\"p\(index)\" Type=\"\(relationships)/\(part.kind)\" Target=\"part\(index).xml\"/>"
            zip.add("word/part\(index).xml", wrapped(part.xml))
        }
        for (index, link) in external.enumerated() {
            links += "<Relationship Id=\"e\(index)\" Type=\"\(relationships)/\(link.kind)\" Target=\"\(link.target)\""
            links += " TargetMode=\"External\"/>"
        }
        zip.add("word/_rels/document.xml.rels", links + "</Relationships>")
        zip.add("word/document.xml", prologue + wrapped("<w:document><w:body>\(body)</w:body></w:document>"))
        let custom = customProperties.map { "<property name=\"\($0.name)\"><v>\($0.value)</v></property>" }.joined()
        zip.add(
            "docProps/custom.xml",
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\">\(custom)</Properties>"
        )
        return zip.bytes
    }

    /// The XML with the namespaces declared on its root.
    private func wrapped(_ xml: String) -> String {
        guard let end = xml.firstIndex(where: { $0 == ">" || $0 == " " || $0 == "/" }) else { return xml }
        let declarations =
            " xmlns:w=\"\(namespace)\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
            + " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\""
        return xml[..<end] + declarations + xml[end...]
    }

    func read(limits: ReaderLimits = ReaderLimits()) throws -> Document { try DocxReader(limits: limits).read(bytes) }
}

/// A paragraph of one run.
func p(_ text: String, _ properties: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
}

/// A run.
func r(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
}

/// A content control.
func sdt(_ properties: String, _ content: String) -> String {
    "<w:sdt><w:sdtPr>\(properties)</w:sdtPr><w:sdtContent>\(content)</w:sdtContent></w:sdt>"
}

extension Document {
    /// All text, a line for each paragraph, tables and containers included.
    var text: String { Self.lines(blocks).joined(separator: "\n") }

    /// All runs in order.
    var runs: [Run] { Self.paragraphs(blocks).flatMap(\.runs) }

    var paragraphs: [Paragraph] { Self.paragraphs(blocks) }

    var tables: [Documents.Table] { blocks.compactMap { if case .table(let table) = $0 { table } else { nil } } }

    /// The text in a field and the fields inside it, as the runs have it.
    func runText(ofField index: Int) -> String {
        runs.filter { run in
            var field = run.field
            while let current = field, current != index { field = fields[current].parent }
            return field == index && run.marks.isDisjoint(with: [.deleted, .hidden])
        }.map(\.text).joined()
    }

    private static func lines(_ blocks: [Block]) -> [String] { paragraphs(blocks).map(\.text) }

    private static func paragraphs(_ blocks: [Block]) -> [Paragraph] {
        blocks.flatMap { (block: Block) -> [Paragraph] in
            switch block {
            case .paragraph(let paragraph): [paragraph]
            case .table(let table): table.rows.flatMap { $0.flatMap { paragraphs($0.blocks) } }
            case .container(_, let blocks): paragraphs(blocks)
            case .pageBreak: []
            }
        }
    }
}

/// A file of the test's resources.
func resource(_ path: String) throws -> [UInt8] {
    let url = Bundle.module.bundleURL.appending(path: "Resources/\(path)")
    return [UInt8](try Data(contentsOf: url))
}
