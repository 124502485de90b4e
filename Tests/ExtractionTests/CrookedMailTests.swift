import Documents
import Mail
import Testing

@testable import Extraction

/// Mail that breaks the rules, opened as the program opens it.
extension WorkerTests {
    @Suite(.serialized) struct CrookedMailTests {
        let extractor = Extractor(workerPath: Workers.real)

        /// Lines of 45 bytes as `uuencode` writes them.
        private func uuencoded(_ content: [UInt8], named name: String) -> String {
            var lines = ["begin 644 \(name)"]
            for start in stride(from: 0, to: content.count, by: 45) {
                let piece = Array(content[start..<min(start + 45, content.count)])
                var line: [UInt8] = [UInt8(piece.count) + 0x20]
                for index in stride(from: 0, to: piece.count, by: 3) {
                    let group = (0..<3).reduce(UInt32(0)) {
                        $0 << 8 | UInt32(index + $1 < piece.count ? piece[index + $1] : 0)
                    }
                    for shift in [18, 12, 6, 0] as [UInt32] {
                        let value = UInt8(group >> shift & 63)
                        line.append(value == 0 ? 0x60 : value + 0x20)
                    }
                }
                lines.append(String(decoding: line, as: UTF8.self))
            }
            return (lines + ["`", "end"]).joined(separator: "\r\n")
        }

        private func words(_ document: Document?) -> String { String(describing: document?.blocks ?? []) }

        @Test func aFormUuencodedInTheLetterIsAPart() throws {
            let form = try Letter.file("filled.docx")
            let text = "Voici le formulaire.\r\n\r\n\(uuencoded(form, named: "form.docx"))\r\nCordialement\r\n"
            let raw = Array("From: a@example.org\r\nSubject: uu\r\n\r\n\(text)".utf8)
            let message = try extractor.extract(message: raw)
            #expect(message.parts.map(\.path) == ["1", "1!form.docx"])
            #expect(message.parts.map(\.role) == [.body, .form])
            #expect(message.parts.map(\.state) == [.read, .read])
            #expect(message.parts[1].digest == ContentDigest(of: form))
            #expect(message.parts[1].findings.map(\.code) == ["uuencoded_file"])
            #expect(PartContent.bytes(of: "1!form.docx", in: raw) == form)
            #expect(PartContent.bytes(of: "1!other.docx", in: raw) == nil)
            // The letter's bytes are whole; what is read of it are its words.
            #expect(message.parts[0].digest == ContentDigest(of: Array(text.utf8)))
            #expect(words(message.parts[0].document).contains("Cordialement"))
            #expect(!words(message.parts[0].document).contains("begin 644"))
        }

        @Test func aMessageUuencodedInALetterIsOpened() throws {
            let form = try Letter.file("filled.docx")
            let inner = Letter.mixed(.text("x\n"), .attachment("f.docx", form))
            let raw = Letter.mixed(.text("fwd\n\(uuencoded(inner, named: "m.eml"))\n"))
            let message = try extractor.extract(message: raw)
            #expect(message.parts.map(\.path) == ["1", "1!m.eml", "1!m.eml/1", "1!m.eml/2"])
            #expect(message.parts[3].role == .form)
            #expect(PartContent.bytes(of: "1!m.eml/2", in: raw) == form)
        }

        @Test func theResourceForkIsLeftAlone() throws {
            let fork: [UInt8] = [0, 5, 0x16, 7, 0, 2, 0, 0] + [UInt8](repeating: 0, count: 40)
            let double = Letter.Part.multipart(
                "appledouble",
                [
                    .attachment("form.docx", "application/applefile", fork),
                    .attachment("form.docx", try Letter.file("filled.docx")),
                ])
            let message = try extractor.extract(message: Letter.mixed(.text("x\n"), double))
            #expect(message.parts.map(\.state) == [.read, .skipped, .read])
            #expect(message.parts.allSatisfy { !$0.isQuarantined })
        }

        @Test func repairsSayWhereTheyWere() throws {
            let inner = Array("From: b@example.org\r\nSubject: ".utf8) + [0xE9, 0x0D, 0x0A, 0x0D, 0x0A, 0x78]
            let raw = Letter.mixed(
                .text("x\n"), .attachment("../f.docx", try Letter.file("filled.docx")),
                .init("message/rfc822", content: inner))
            let message = try extractor.extract(message: raw)
            #expect(message.parts[1].findings.map(\.code) == ["unsafe_filename"])
            let finding = try #require(message.findings.first)
            #expect(finding.code == "undeclared_charset")
            #expect(finding.location == "part 3, field Subject")
            #expect(finding.severity == .warning)
        }

        @Test func aMessageSavedAsUTF16IsRead() throws {
            let text = String(
                decoding: Letter.mixed(.text("x\n"), .attachment("f.docx", try Letter.file("filled.docx"))),
                as: UTF8.self)
            let raw: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            let message = try extractor.extract(file: raw, filename: "saved.eml")
            #expect(message.digest == ContentDigest(of: raw))
            #expect(message.findings.map(\.code) == ["utf16_message"])
            #expect(message.parts.map(\.role) == [.body, .form])
            #expect(PartContent.bytes(of: "2", in: raw) == (try Letter.file("filled.docx")))
        }
    }
}
