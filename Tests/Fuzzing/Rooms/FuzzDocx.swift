import DocumentReaders
import Documents
import Mail
import TestSupport

@testable import Extraction

/// A Word document: the XML of one part of it, in a package that is whole.
///
/// The first byte of an input says which part its XML is; the others are as a Word document has them.
enum FuzzDocx {
    private static let bounds = DocumentBounds(Limits())

    static func run(_ input: [UInt8]) {
        let chosen = Int(input.first ?? 0) & 0xF
        let xml = Array(input.dropFirst())
        let members = parts.enumerated().map { index, part in
            var member = ZipForge.Member(part.name, part.xml)
            if index == chosen { member.content = xml }
            return member
        }
        guard let document = try? DocxReader().read(ZipForge(members).bytes) else { return }
        FuzzReply.sendThroughWire(document)
    }

    private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

    private static let related = ["styles", "numbering", "header", "footer", "footnotes", "comments"]

    private static let parts: [(name: String, xml: String)] = [
        ("word/document.xml", document), ("word/styles.xml", "<w:styles \(word)/>"),
        ("word/numbering.xml", "<w:numbering \(word)/>"), ("word/header.xml", "<w:hdr \(word)/>"),
        ("word/footer.xml", "<w:ftr \(word)/>"), ("word/footnotes.xml", "<w:footnotes \(word)/>"),
        ("word/comments.xml", "<w:comments \(word)/>"),
        ("word/_rels/document.xml.rels", links(related.map { ($0, "\($0).xml") })),
        (
            "_rels/.rels",
            links([("officeDocument", "word/document.xml"), ("custom-properties", "docProps/custom.xml")])
        ),
        ("docProps/custom.xml", "<Properties/>"),
    ]

    /// A list in a style and a list without, and a control: what the other parts are looked up for.
    private static let document = """
        <w:document \(word)><w:body><w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:rPr>\
        <w:rStyle w:val="C"/></w:rPr><w:t>b</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>\
        </w:body></w:document>
        """

    private static func links(_ links: [(kind: String, target: String)]) -> String {
        let each = links.map { "<Relationship Type=\"\(relationships)/\($0.kind)\" Target=\"\($0.target)\"/>" }
        return "<Relationships xmlns=\"\(package)\">\(each.joined())</Relationships>"
    }
}
