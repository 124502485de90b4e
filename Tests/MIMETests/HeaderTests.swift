import Foundation
import MIME
import Mail
import Testing

/// Header fields as composers write them (RFC 2047, RFC 2231, RFC 5322 §3.3 and §3.4).
@Suite struct HeaderTests {
    @Test(arguments: [
        ("=?UTF-8?B?2LfZhNioINix2YLZhQ==?= =?UTF-8?B?IDEy?=", "طلب رقم 12"),
        ("=?utf-8?B?2KfYs9g=?=\n =?utf-8?Q?=AA=D9=85?=", "استم"),
        ("=?utf-8?B?YQ?= =?utf-8?B?Yg=?=", "ab"),
        ("=?windows-1256?Q?=C7=D3=CA=E3=C7=D1=C9?=", "استمارة"),
        ("=?iso-8859-6?B?x9PK5cfRyQ==?=", "استمارة"),
        ("=?iso-8859-15?Q?=A4_=BD?=", "€ œ"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?windows-1255?Q?=F9=EC=E5=ED?=", "שלום"),
        ("=?utf-8*fr?Q?r=C3=A9union?= suite", "réunion suite"),
        ("avant =?utf-8?Q?a_b?= après", "avant a b après"),
        ("=?no-such-charset?Q?=C3=A9?=", "é"),
        ("=?utf-8?Q?not closed", "=?utf-8?Q?not closed"),
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=?utf-8?Q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        ("=?utf-8?Q?=E9t=E9?=", "été"),
    ]) func encodedWords(_ written: String, _ text: String) throws {
        #expect(try message(with: "Subject: \(written)").envelope.subject == text)
    }

    @Test func rawBytesAreReadByTheWholeMessage() throws {
        var bytes = Array("From: a@b.ma\nSubject: ".utf8)
        bytes += [0x64, 0xE9, 0x6C, 0x61, 0x69] + Array(" \n\nbody".utf8)
        #expect(try MessageParser().parse(bytes).envelope.subject == "délai")
        let arabic: [UInt8] = [0xC7, 0xE1, 0xCC, 0xE3, 0xC7, 0xDA, 0xC9]
        bytes = Array("From: a@b.ma\nSubject: ".utf8) + arabic + Array("\n\nbody".utf8)
        #expect(try MessageParser().parse(bytes).envelope.subject == "الجماعة")
    }

    @Test(arguments: [
        ("a@x.ma, b@x.ma", [EmailAddress(address: "a@x.ma"), EmailAddress(address: "b@x.ma")]),
        ("\"Alami, Ali\" <ali@x.ma>", [EmailAddress(name: "Alami, Ali", address: "ali@x.ma")]),
        ("ali@x.ma (Ali (le maire))", [EmailAddress(name: "Ali (le maire)", address: "ali@x.ma")]),
        ("Ali Alami ali@x.ma", [EmailAddress(name: "Ali Alami", address: "ali@x.ma")]),
        ("=?utf-8?Q?Alami,_Ali?= <ali@x.ma>", [EmailAddress(name: "Alami, Ali", address: "ali@x.ma")]),
        ("=?utf-8?Q?Ali_<ali@x.ma>?=", [EmailAddress(name: "Ali", address: "ali@x.ma")]),
        (
            "Conseil: a@x.ma, Bureau: b@x.ma;; c@x.ma",
            [EmailAddress(address: "a@x.ma"), EmailAddress(address: "b@x.ma"), EmailAddress(address: "c@x.ma")]
        ),
        ("undisclosed-recipients:;", []),
        ("<@relay.ma,@b.ma:ali@x.ma>", [EmailAddress(address: "ali@x.ma")]),
        ("Ali <ali@x.ma", [EmailAddress(name: "Ali", address: "ali@x.ma")]),
        (
            "\"Ali <ali@x.ma>, b@x.ma",
            [EmailAddress(name: "\"Ali", address: "ali@x.ma"), EmailAddress(address: "b@x.ma")]
        ),
        (
            "Sébastien (\"O\") <s@x.fr>, محمد <m@x.ma>",
            [EmailAddress(name: "Sébastien", address: "s@x.fr"), EmailAddress(name: "محمد", address: "m@x.ma")]
        ),
    ]) func addresses(_ written: String, _ expected: [EmailAddress]) throws {
        #expect(try message(with: "To: \(written)").envelope.to == expected)
    }

    @Test(arguments: [
        ("Thu, 12 Mar 2020 09:30:00 +0100", "2020-03-12T09:30:00+01:00"),
        ("12 Mar 20 09:30 GMT (a comment)", "2020-03-12T09:30:00Z"),
        ("Thu Mar 12 09:30:05 2020", "2020-03-12T09:30:05Z"),
        ("2020-03-12T09:30:00+01:00", "2020-03-12T09:30:00+01:00"),
        ("Thu, 12-Mar-2020 09:30:00 -0430", "2020-03-12T09:30:00-04:30"),
        ("Thu, 12 Mar 2020 09:30:00 PM EST", "2020-03-12T21:30:00-05:00"),
        ("1 Jan 99 00:00:00 +0000", "1999-01-01T00:00:00Z"),
        ("Thu, 12 Mar 20200555555555522 09:30", nil),
        ("Thu, 12 Mar 2020 59:10 +0000", nil),
        ("soon", nil),
        ("99999999999999999999", nil),
    ]) func dates(_ written: String, _ expected: String?) throws {
        #expect(try message(with: "Date: \(written)").envelope.date?.description == expected)
    }

    @Test func topmostReceivedAndIdentifiers() throws {
        let message = try MessageParser().parse(
            crlf(
                """
                Received: from b by a; Fri, 13 Mar 2020 10:00:00 +0000
                Received: from c by b; Thu, 12 Mar 2020 10:00:00 +0000
                Authentication-Results: mx.example.org;
                 dmarc=pass header.from=x.ma
                Message-ID: <1@x.ma> (added)
                From: =?utf-8?B?2YXYrdmF2K8=?= <m@x.ma>
                Reply-To: r@x.ma

                hi
                """))
        let envelope = message.envelope
        #expect(envelope.received?.description == "2020-03-13T10:00:00Z")
        #expect(envelope.messageID == "1@x.ma")
        #expect(envelope.authenticationResults == ["mx.example.org; dmarc=pass header.from=x.ma"])
        #expect(envelope.from == [EmailAddress(name: "محمد", address: "m@x.ma")])
        #expect(envelope.replyTo == [EmailAddress(address: "r@x.ma")])
        #expect(message.root.path == "1")
    }

    @Test(arguments: [
        ("attachment; filename=\"a.pdf\"", "a.pdf"),
        ("attachment; filename*=UTF-8''%D8%A3.pdf; filename=\"_.pdf\"", "أ.pdf"),
        ("attachment; filename*0=\"long \"; filename*1*=%C3%A9; filename*2=.doc", "long é.doc"),
        ("attachment; filename*0*=windows-1256''%C7%D3; filename*1*=%CA.odt", "است.odt"),
        ("attachment; filename=\"نموذج \"أ\"; نسخة.pdf\"", "نموذج \"أ\"; نسخة.pdf"),
        ("attachment; filename=\"C:\\TEMP\\x.png\"", "x.png"),
        ("attachment; filename=\"../../etc/passwd\"", "passwd"),
        ("attachment; filename=\"a\u{202E}fdp.exe\"", "afdp.exe"),
        ("attachment; filename=\"e\u{301}te\u{301}.txt\"", "été.txt"),
        ("attachment; filename=\"..\"", nil),
        ("attachment; filename=\"\"", nil),
        ("attachment; filename=\"unclosed.pdf", "unclosed.pdf"),
    ]) func filenames(_ disposition: String, _ expected: String?) throws {
        let message = try message(with: "Content-Type: application/pdf\nContent-Disposition: \(disposition)")
        let name = message.root.filename
        #expect(name == expected)
        #expect(name.map { Array($0.utf8) } == expected.map { Array($0.precomposedStringWithCanonicalMapping.utf8) })
        #expect(message.root.disposition == .attachment)
    }

    @Test func longNamesKeepTheirExtension() throws {
        let long = String(repeating: "استمارة ", count: 60) + ".docx"
        let name = try #require(
            try message(with: "Content-Disposition: attachment; filename=\"\(long)\"").root.filename)
        #expect(name.utf8.count <= 200)
        #expect(name.utf8.count > 190)
        #expect(name.hasSuffix(".docx"))
    }

    @Test func typeWithoutASlashIsPlainText() throws {
        let root = try message(with: "Content-Type: text; charset=\"utf-8\"").root
        #expect(root.mediaType == MediaType(type: "text", subtype: "plain", parameters: ["charset": "utf-8"]))
        #expect(root.declaredType == "text")
    }
}
