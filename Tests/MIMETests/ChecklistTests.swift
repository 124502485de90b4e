import MIME
import Mail
import Testing

/// What breaks naive intake, kind by kind; wrappers and IMAP have tests of their own.
@Suite struct ChecklistTests {
    static let cases = ChecklistCase.headers + ChecklistCase.names + ChecklistCase.bodies + ChecklistCase.structures

    @Test(arguments: cases) func comesOutWhole(_ expected: ChecklistCase) throws {
        let (raw, conversion) = MessageParser.readable(expected.raw)
        let message = try MessageParser().parse(raw)
        var defects = (conversion.map { [$0] } ?? []) + message.defects
        let found = leaves(message.root).map { part in
            let content = PartDecoder().decode(part, in: raw)
            let type = ContentSignature.detect(content)
            var sink = ArraySink()
            defects += PartDecoder().decode(part, in: raw, into: &sink)
            var text = String(decoding: content, as: UTF8.self)
            if part.mediaType.type == "text", type == "text/plain" {
                let decoded = PartDecoder().text(of: part, in: raw)
                text = decoded.text
                defects += decoded.defects.filter { $0.code.hasSuffix("charset") }
            }
            return ChecklistCase.Leaf(path: part.path, filename: part.filename, type: type, content: text)
        }
        #expect(found == expected.leaves)
        #expect(message.envelope.subject == expected.subject)
        #expect(message.envelope.from == expected.from)
        #expect(message.envelope.date?.description == expected.date)
        var codes: [String] = []
        for defect in defects where !codes.contains(defect.code) { codes.append(defect.code) }
        #expect(codes == expected.codes)
    }

    @Test func repairsNameTheirField() throws {
        let raw = octets(
            ChecklistCase.mail("Content-Disposition: attachment; filename=\u{E9}.pdf\n\nx", header: "Subject: \u{E9}\n")
        )
        let places = try MessageParser().parse(raw).defects.map { "\($0.partPath) \($0.field) \($0.code)" }
        #expect(places == ["2 Content-Disposition undeclared_charset", " Subject undeclared_charset"])
    }

    @Test func unsafeNameIsKeptInTheRecord() throws {
        let raw = crlf(ChecklistCase.mail("Content-Disposition: attachment; filename=\"../a\u{202E}b.pdf\"\n\nx"))
        let defect = try #require(try MessageParser().parse(raw).defects.first)
        #expect(defect.code == "unsafe_filename")
        #expect(defect.message.hasSuffix("../aU+202Eb.pdf"))
    }

    @Test func sameMessageIDOfDifferentMails() throws {
        let (one, other) = (crlf("Message-ID: <1@x>\nFrom: a@x.ma\n\na"), crlf("Message-ID: <1@x>\nFrom: a@x.ma\n\nb"))
        #expect(try MessageParser().parse(one).envelope.messageID == MessageParser().parse(other).envelope.messageID)
        #expect(ContentDigest(of: one) != ContentDigest(of: other))
    }
}
