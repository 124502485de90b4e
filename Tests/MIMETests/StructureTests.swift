import MIME
import Mail
import Testing

/// The tree of parts (RFC 2046 §5.1).
@Suite struct StructureTests {
    private func paths(_ part: BodyPart) -> [String] {
        [part.path + ":" + part.mediaType.description] + part.children.flatMap(paths)
    }

    @Test func nestedMultiparts() throws {
        let bytes = crlf(
            """
            From: a@x.ma
            Content-Type: multipart/mixed; boundary=outer

            preamble
            --outer
            Content-Type: multipart/alternative; boundary="inner"

            --inner

            text
            --inner
            Content-Type: text/html

            <p>
            --inner--
            epilogue
            --outer
            Content-Type: message/rfc822

            From: b@x.ma

            --inner
            --outer--
            """)
        let message = try MessageParser().parse(bytes)
        #expect(
            paths(message.root) == [
                ":multipart/mixed", "1:multipart/alternative", "1.1:text/plain", "1.2:text/html", "2:message/rfc822",
            ])
        #expect(
            leaves(message.root).map { String(decoding: bytes[$0.body], as: UTF8.self) }
                == ["text", "<p>", "From: b@x.ma\r\n\r\n--inner"])
        #expect(message.defects.isEmpty)
    }

    @Test func outerBoundaryEndsInnerParts() throws {
        let bytes = crlf(
            "From: a@x.ma\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\na\n--o\n\nb\n--o--\n"
        )
        let message = try MessageParser().parse(bytes)
        #expect(leaves(message.root).map(\.path) == ["1.1", "2"])
        #expect(codes(message) == ["missing_final_boundary"])
    }

    @Test func partBehindTheEndIsNotLost() throws {
        let bytes = crlf(
            "From: a@x.ma\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\na\n--o--\n\n--o\n\nb\n--o--\n")
        let message = try MessageParser().parse(bytes)
        #expect(leaves(message.root).map { PartDecoder().text(of: $0, in: bytes).text } == ["a", "b"])
        #expect(codes(message) == ["part_after_end"])
    }

    @Test func boundaryThatNeverComesLeavesText() throws {
        let bytes = crlf("From: a@x.ma\nContent-Type: multipart/mixed; boundary=o\n\nall of it\n")
        let message = try MessageParser().parse(bytes)
        #expect(paths(message.root) == ["1:text/plain"])
        #expect(message.root.declaredType == "multipart/mixed")
        #expect(PartDecoder().text(of: message.root, in: bytes).text == "all of it\n")
        #expect(codes(message) == ["missing_boundary"])
    }

    @Test func undeclaredBoundaryIsGuessed() throws {
        let bytes = crlf(
            "From: a@x.ma\nContent-Type: multipart/mixed\n\n--b1\nContent-Type: text/plain\n\nhi\n--b1--\n")
        #expect(
            leaves(try MessageParser().parse(bytes).root).map { PartDecoder().text(of: $0, in: bytes).text } == ["hi"])
    }

    @Test(arguments: [
        "\n\nFrom: a@x.ma\nSubject: s\n\nb", "From x@y Thu Mar 12 09:30:00 2020\nFrom: a@x.ma\nSubject: s\n\nb",
        "\u{FEFF}From: a@x.ma\nSubject: s\n\nb", ">From x\nFrom: a@x.ma\nSubject: s\n\nb",
        "Mail content:\nFrom: a@x.ma\nSubject: s\n\nb", "From: a@x.ma\na line that is no field\nSubject: s\n\nb",
    ]) func junkBeforeAndInTheHeader(_ text: String) throws {
        let envelope = try MessageParser().parse(crlf(text)).envelope
        #expect(envelope.from == [EmailAddress(address: "a@x.ma")])
        #expect(envelope.subject == "s")
    }

    @Test(arguments: [
        "", "\n\n\n", "%PDF-1.7\n%…\nobj", "Le conseil a dit: oui\net après: non\n", "PK\u{3}\u{4}\0\0", "a,b\n1,2\n",
    ])
    func otherFilesAreNoMessages(_ text: String) {
        let error = #expect(throws: MIMEError.self) { try MessageParser().parse(Array(text.utf8)) }
        #expect(error?.code == .notAMessage)
    }
}
