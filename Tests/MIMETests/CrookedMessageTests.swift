import Foundation
import MIME
import Mail
import Testing

/// Messages that break the rules the way real mail does; each carries one file that must come out whole.
@Suite struct CrookedMessageTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var filename: String?
        var subject = "x"
        var defects: [String] = []
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(file: "01-whole-disposition-encoded", filename: "form.pdf", defects: ["encoded_field"]),
        Case(
            file: "02-filename-star-holds-2047", filename: "استمارة.pdf",
            defects: ["encoded_word_in_parameter", "encoded_word_in_parameter"]),
        Case(file: "03-unquoted-spaces", filename: "fiche de paie 2026.pdf", defects: ["bad_quoting"]),
        Case(file: "04-2231-out-of-order", filename: "استمارة.pdf"),
        Case(file: "05-2231-quoted-wrong-charset", filename: "Relevé Wölbung.pdf", defects: ["untrue_charset"]),
        Case(
            file: "06-2047-split-inside-char", filename: "استمارة.pdf",
            defects: ["split_encoded_word", "encoded_word_in_parameter"]),
        Case(file: "07-no-disposition-name-only", filename: "2026_form.pdf"),
        Case(file: "08-ContentType-misspelt", filename: "a.pdf", defects: ["misspelt_field"]),
        Case(file: "09-raw-utf8-filename", filename: "استمارة.pdf"),
        Case(
            file: "10-raw-cp1256-header", filename: "استمارة.pdf", subject: "طلب رخصة البناء",
            defects: ["undeclared_charset", "undeclared_charset"]),
        Case(file: "11-base64-no-padding-and-junk", filename: "a.pdf"),
        Case(file: "12-no-final-boundary", filename: "a.pdf", defects: ["missing_final_boundary"]),
        Case(file: "14-cte-8bit-suffix", filename: "a.pdf", defects: ["irregular_encoding"]),
        Case(file: "16-bare-CR-lines", filename: "a.pdf", defects: ["bare_cr"]),
        Case(file: "18-boundary-with-trailing-space", filename: "a.pdf"),
        Case(file: "19-octet-stream-rfc2231-cp1256", filename: "استمارة.docx"),
        Case(file: "20-path-in-name", filename: "form.pdf", defects: ["unsafe_filename"]),
        Case(file: "21-wrong-case-crlf-folded-name", filename: "a b.pdf"),
        Case(file: "22-empty-part-header", filename: nil, defects: ["undeclared_base64"]),
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Resources", withExtension: nil))
            .appendingPathComponent("Crooked")
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name + ".eml")))
    }

    private let file = Array(String(repeating: "%PDF-1.4 hello world ", count: 40).utf8)

    @Test(arguments: cases) func fileComesOutWhole(_ expected: Case) throws {
        let bytes = try Self.bytes(expected.file)
        let message = try MessageParser().parse(bytes)
        #expect(message.envelope.subject == expected.subject)
        #expect(message.envelope.from == [EmailAddress(address: "a@b.ma")])
        #expect(codes(message) == expected.defects)
        let parts = leaves(message.root)
        try #require(parts.map(\.path) == ["1", "2"])
        #expect(PartDecoder().text(of: parts[0], in: bytes).text == "hi")
        #expect(parts[1].filename == expected.filename)
        let content = PartDecoder().decode(parts[1], in: bytes)
        #expect(content == file)
        #expect(ContentSignature.detect(content) == "application/pdf")
    }

    @Test func listFooterBehindBase64IsReported() throws {
        let bytes = try Self.bytes("11-base64-no-padding-and-junk")
        let part = leaves(try MessageParser().parse(bytes).root)[1]
        var sink = ArraySink()
        #expect(PartDecoder().decode(part, in: bytes, into: &sink).map(\.code) == ["trailing_text"])
    }

    @Test func chunkedBase64GoesOnBehindPadding() throws {
        let bytes = try Self.bytes("15-chunked-base64")
        let part = leaves(try MessageParser().parse(bytes).root)[1]
        #expect(PartDecoder().decode(part, in: bytes) == Array("%PDF-1.4 part one!xand two".utf8))
    }

    @Test func encodedMessageIsALeafThatCanBeParsed() throws {
        let bytes = try Self.bytes("13-rfc822-base64")
        let part = leaves(try MessageParser().parse(bytes).root)[1]
        #expect(part.mediaType.description == "message/rfc822")
        #expect(part.filename == "fwd.eml")
        let inner = PartDecoder().decode(part, in: bytes)
        #expect(ContentSignature.detect(inner) == "message/rfc822")
        let attached = leaves(try MessageParser().parse(inner).root)[1]
        #expect(attached.filename == "in.pdf")
        #expect(PartDecoder().decode(attached, in: inner) == file)
    }

    @Test func uuencodedFileInAPlainBodyIsFound() throws {
        let bytes = try Self.bytes("17-no-mime-uuencode-body")
        let root = try MessageParser().parse(bytes).root
        let found = PartDecoder().embeddedFiles(in: PartDecoder().decode(root, in: bytes))
        #expect(found.files.map(\.filename) == ["form.doc"])
        #expect(found.files.first?.content.count == 45 * 3)
        #expect(found.files.first?.isWhole == true)
        #expect(String(decoding: found.text, as: UTF8.self) == "bonjour\r\n\r\n")
    }
}
