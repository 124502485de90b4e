import Documents
import Mail
import Testing

@testable import Extraction

/// Each part on one line: path, role, state and reason.
private func summary(_ message: ExtractedMessage) -> [String] {
    message.parts.map { part in
        let words = [part.path, part.role.rawValue, part.state.rawValue, part.reason].compactMap { $0 }
        return words.joined(separator: " ") + (part.isQuarantined ? " !" : "")
    }
}

private let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

extension WorkerTests {
    @Suite(.serialized) struct ExtractorTests {
        let extractor = Extractor(workerPath: Workers.real)
        /// Whoever asks this one for a worker gets an error.
        let idle = Extractor(workerPath: "/nowhere/istimara-worker")

        @Test func aFilledFormIsRead() throws {
            let form = try Letter.file("filled.docx")
            let raw = Letter.mixed(.text("Veuillez trouver ci-joint.\n"), .attachment("استمارة.docx", form))
            let message = try extractor.extract(message: raw)
            #expect(summary(message) == ["1 body read", "2 form read"])
            #expect(message.envelope?.subject == "Consultation")
            #expect(message.digest == ContentDigest(of: raw))
            let part = message.parts[1]
            #expect(part.digest == ContentDigest(of: form))
            #expect(part.filename == "استمارة.docx")
            #expect(part.declaredType == "application/octet-stream")
            #expect(part.detectedType == docx)
            let document = try #require(part.document)
            #expect(document.format == .docx)
            #expect(document.blocks.count > 100)
        }

        @Test(
            "A form in a forwarded message, however it is wrapped",
            arguments: ["message/rfc822", "application/octet-stream"])
        func forwarded(type: String) throws {
            let inner = Letter.mixed(.text("fwd\n"), .attachment("f.docx", docx, try Letter.file("filled.docx")))
            let outer = Letter.mixed(.text("ci-dessous\n"), .attachment("m.eml", type, inner))
            let message = try extractor.extract(message: outer)
            #expect(summary(message) == ["1 body read", "2 message read", "2/1 body read", "2/2 form read"])
        }

        @Test func aReportIsNotOpened() throws {
            let inner = Letter.mixed(.text("x\n"), .attachment("f.docx", docx, try Letter.file("filled.docx")))
            let raw = Letter.message(
                .multipart(
                    "report",
                    [
                        .text("could not be delivered\n"),
                        .init("message/delivery-status", text: "Reporting-MTA: dns; example.org\n"),
                        .init("message/rfc822", content: inner),
                    ]))
            #expect(
                summary(try idle.extract(message: raw)) == [
                    "1 body skipped", "2 other skipped", "3 message skipped",
                ])
        }

        @Test func anAutomaticReplyCostsNoWorker() throws {
            let raw = Letter.mixed(
                .text("Je suis absent.\n"), .attachment("f.docx", docx, try Letter.file("filled.docx")),
                fields: ["Auto-Submitted: auto-replied"])
            #expect(summary(try idle.extract(message: raw)) == ["1 body skipped", "2 form skipped"])
        }

        @Test func whatCannotHoldAFormCostsNoWorker() throws {
            let raw = Letter.mixed(
                .text(" \n"), .init("text/calendar", text: "BEGIN:VCALENDAR\n"),
                .attachment("c.vcf", Array("BEGIN:VCARD\nFN:x\n".utf8)),
                .init("application/pkcs7-signature; name=smime.p7s", content: [0x30, 0x80, 0, 1]),
                .init("application/pgp-signature", text: "-----BEGIN PGP SIGNATURE-----\n"),
                .attachment("a.mp3", "audio/mpeg", [0x49, 0x44, 0x33, 0, 1, 2]))
            #expect(
                summary(try idle.extract(message: raw)) == [
                    "1 body read", "2 other skipped", "3 other skipped", "4 signature skipped", "5 signature skipped",
                    "6 other skipped",
                ])
        }

        @Test("Kinds that have no reader yet wait for a person")
        func noReader() throws {
            let raw = Letter.mixed(
                .text(""), .attachment("a.pdf", Array("%PDF-1.7\n".utf8)),
                .attachment("a.rtf", Array("{\\rtf1 x}".utf8)),
                .attachment("scan.jpg", "image/jpeg", [0xFF, 0xD8, 0xFF] + Array(repeating: 7, count: 200_000)),
                .attachment("a.rar", Array("Rar!\u{1A}\u{07}\0".utf8)),
                .attachment("winmail.dat", [0x78, 0x9F, 0x3E, 0x22, 0, 0]))
            #expect(
                summary(try idle.extract(message: raw)) == [
                    "1 body read", "2 form unreadable no_reader", "3 form unreadable no_reader",
                    "4 form unreadable no_reader", "5 archive unreadable no_reader", "6 form unreadable no_reader",
                ])
        }

        @Test func whatIsLockedIsAskedFor() throws {
            let raw = Letter.mixed(
                .text(""), .attachment("a.docx", docx, try Letter.file("hostile/encrypted.docx")),
                .attachment("a.pdf", try Letter.file("hostile/password.pdf")),
                .init(
                    "application/pkcs7-mime", content: [0x30, 0x80, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3]),
                .text("-----BEGIN PGP MESSAGE-----\n\nhQ==\n"))
            #expect(
                summary(try idle.extract(message: raw)) == [
                    "1 body read", "2 form locked locked", "3 form locked locked", "4 form locked locked",
                    "5 body locked locked",
                ])
        }

        @Test("A document that came damaged puts the message in quarantine, and the rest is read")
        func damaged() throws {
            let raw = Letter.mixed(
                .attachment("a.docx", docx, []), .attachment("b.docx", docx, [1, 2, 3, 0]),
                .attachment("c.docx", docx, try Letter.file("hostile/truncated.docx")),
                .attachment("d.docx", docx, try Letter.file("filled.docx")))
            #expect(
                summary(try extractor.extract(message: raw)) == [
                    "1 form unreadable empty !", "2 form unreadable broken !", "3 form unreadable broken !",
                    "4 form read",
                ])
        }

        @Test func aFileOverTheLimitIsNotSent() throws {
            var limits = Limits()
            limits[.attachmentSize] = 1_000
            let small = Extractor(workerPath: "/nowhere", limits: limits)
            let raw = Letter.mixed(.text(""), .attachment("d.docx", docx, try Letter.file("filled.docx")))
            #expect(summary(try small.extract(message: raw)).last == "2 form limited attachment_size !")
        }

        @Test("Of two texts that say the same, one is read")
        func alternatives() throws {
            let rich = Letter.Part("text/html", text: "<p>Madame, veuillez trouver ci-joint le formulaire rempli.</p>")
            let plain = Letter.Part.text("Madame, veuillez trouver ci-joint le formulaire rempli.\n")
            let both = try extractor.extract(message: Letter.message(.multipart("alternative", [plain, rich])))
            #expect(summary(both) == ["1 body read", "2 body skipped"])
            let stub = try extractor.extract(message: Letter.message(.multipart("alternative", [.text(" \n"), rich])))
            #expect(stub.parts.map(\.state)[0] == .skipped)
            #expect(stub.parts.map(\.state)[1] != .skipped)
        }

        @Test("An image that the letter shows is its looks, unless it is large enough for a page")
        func images() throws {
            func image(_ size: Int, _ identifier: String) -> Letter.Part {
                Letter.Part(
                    "image/png", "Content-ID: <\(identifier)>",
                    "Content-Disposition: inline; filename=\"\(identifier).png\"",
                    content: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: size))
            }
            let html = Letter.Part("text/html", text: "<img src=\"cid:logo%40x\"><img src='cid:page@x'>")
            let letter = Letter.Part.multipart("alternative", [.text(" "), .multipart("related", [html])])
            let raw = Letter.mixed(
                letter, image(30_000, "logo@x"), image(100_000, "page@x"), image(30_000, "unseen@x"), image(90, "dot@x")
            )
            let roles = try extractor.extract(message: raw).parts.dropFirst(2).map(\.role)
            #expect(roles == [.decoration, .form, .form, .decoration])
        }

        @Test("A link in the place of a file is told; beside a form it is only a link")
        func links() throws {
            let words = "Le fichier: https://drive.google.com/file/d/1x/view\n"
            let alone = try extractor.extract(message: Letter.message(.text(words)))
            #expect(alone.findings.map(\.code) == ["attachment_by_link"])
            let form = Letter.Part.attachment("f.docx", docx, try Letter.file("filled.docx"))
            #expect(try extractor.extract(message: Letter.mixed(.text(words), form)).findings.isEmpty)
        }

        @Test func aBareDocumentIsPartOne() throws {
            let form = try Letter.file("filled.docx")
            let message = try extractor.extract(file: form, filename: "x.bin")
            #expect(message.envelope == nil)
            #expect(summary(message) == ["1 form read"])
            #expect(message.digest == ContentDigest(of: form))
            #expect(message.parts[0].digest == message.digest)
            let letter = try extractor.extract(file: Letter.message(.text("x\n")), filename: nil)
            #expect(letter.envelope != nil)
            #expect(summary(try idle.extract(file: [0, 1, 2], filename: nil)) == ["1 other unreadable no_reader"])
        }

        @Test func bytesThatAreNoMessageAreKeptAsSuch() throws {
            let message = try idle.extract(message: Array("\0\0\0\n".utf8))
            #expect(summary(message) == ["1 other unreadable not_a_message !"])
            #expect(message.envelope == nil)
        }

        @Test("Nesting ends at the limit, and says so")
        func nesting() throws {
            var raw = Letter.message(.text("innermost\n"))
            for _ in 0..<60 {
                var part = Letter.Part("message/rfc822", content: raw)
                part.isRaw = true
                raw = Letter.message(part)
            }
            let parts = try extractor.extract(message: raw).parts
            #expect(parts.count == 40)
            #expect(parts.last?.reason == "mime_depth")
            #expect(parts.last?.isQuarantined == true)
        }

        @Test("More parts than the limit are a state of the message")
        func partLimit() throws {
            var limits = Limits()
            limits[.mimeParts] = 3
            let few = Extractor(workerPath: "/nowhere", limits: limits)
            let parts = Array(repeating: Letter.Part.attachment("a.mp3", [0, 1]), count: 9)
            let message = try few.extract(message: Letter.message(.multipart("mixed", parts)))
            #expect(message.parts.count == 4)
            #expect(message.parts.last?.reason == "mime_parts")
            #expect(message.parts.last?.isQuarantined == true)
        }

        @Test func withoutAWorkerNothingIsSaidOfTheMessage() throws {
            #expect(throws: ExtractionError(.workerMissing, "")) {
                _ = try idle.extract(message: Letter.message(.text("x\n")))
            }
        }
    }
}
