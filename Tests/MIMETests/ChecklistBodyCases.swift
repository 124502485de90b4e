extension ChecklistCase {
    private static func body(
        _ number: Int, _ what: String, _ part: String, named filename: String? = nil, type: String = "application/pdf",
        _ content: String = pdf, codes: [String] = [], bytes: (String) -> [UInt8] = crlf
    ) -> Self {
        Self(
            number: number, what: what, raw: bytes(mail(part)), leaves: letter(filename, type: type, content),
            codes: codes)
    }

    /// How a part's encoding is written: the base64 of the PDF behind it.
    private static func encoding(_ what: String, _ field: String, codes: [String]) -> Self {
        body(17, what, "\(field)\n\n\(longBase64)", longPDF, codes: codes)
    }

    private static let longPDF = String(repeating: "%PDF-1.4 hello ", count: 4)
    private static let longBase64 = String(repeating: "JVBERi0xLjQgaGVsbG8g", count: 4)

    /// Transfer encodings and charsets of bodies.
    static let bodies: [Self] = [
        body(
            3, "no padding", "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQgeA"),
        body(
            3, "letters that are none", "Content-Transfer-Encoding: base64\n\nJVBE*Ri0x\nLjQg(eA==",
            codes: ["bad_base64"]),
        body(
            3, "cut within a group", "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQgeHl6e", "%PDF-1.4 xyz",
            codes: ["bad_base64"]),
        encoding("quotes and a semicolon", "Content-Transfer-Encoding: \"base64\";", codes: ["irregular_encoding"]),
        encoding("blank", "Content-Transfer-Encoding: ", codes: ["undeclared_base64"]),
        encoding(
            "a media type", "Content-Transfer-Encoding: text/html", codes: ["unknown_encoding", "undeclared_base64"]),
        encoding("7bit over base64", "Content-Transfer-Encoding: 7bit", codes: ["undeclared_base64"]),
        encoding("none", "Content-Type: application/pdf", codes: ["undeclared_base64"]),
        body(
            17, "8-bit", "Content-Transfer-Encoding: 8-bit\n\n%PDF-1.4 x", codes: ["irregular_encoding"]),
        body(
            18, "x-uuencode", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.pdf\n*)5!$1BTQ+C0@>   \n`\nend",
            named: "a.pdf"),
        body(
            18, "x-uuencode without its end",
            "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.pdf\n*)5!$1BTQ+C0@>",
            named: "a.pdf", codes: ["bad_uuencode"]),
        body(
            20, "a message in base64",
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogeEB5Lm1hDQpTdWJqZWN0OiBpbm5lcg0KRGF0ZTogVGh1LCAxMiBNYXIgMjAyMCAwOTozMDowMCArMDEwMA0KDQpoZWxsbw0K",
            type: "message/rfc822",
            "From: x@y.ma\r\nSubject: inner\r\nDate: Thu, 12 Mar 2020 09:30:00 +0100\r\n\r\nhello\r\n"),
        body(
            21, "a message as octet-stream",
            "Content-Type: application/octet-stream; name=fwd.eml\n\nFrom: x@y.ma\nSubject: inner\n\nhello",
            named: "fwd.eml",
            type: "message/rfc822", "From: x@y.ma\r\nSubject: inner\r\n\r\nhello"),
        body(
            23, "a signature", "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN",
            named: "signature.asc",
            type: "text/plain", "-----BEGIN"),
        body(
            35, "the resource fork beside a file",
            "Content-Type: application/applefile; name=\"._a.pdf\"\n\n\0\u{5}\u{16}\u{7}\0",
            named: "._a.pdf", type: "application/applefile", "\0\u{5}\u{16}\u{7}\0"),
        body(
            35, "HEIC under another name", "Content-Type: image/jpeg; name=image.jpeg\n\n\0\0\0\u{18}ftypheic\0\0\0\0",
            named: "image.jpeg",
            type: "image/heic", "\0\0\0\u{18}ftypheic\0\0\0\0"),
        body(
            36, "an empty attachment", "Content-Type: application/pdf; name=a.pdf\n", named: "a.pdf",
            type: "text/plain", "",
            codes: ["empty_part"]),
        body(
            37, "us-ascii over UTF-8", "Content-Type: text/plain; charset=us-ascii\n\néà", type: "text/plain", "éà"),
        body(
            37, "iso-8859-1 over UTF-8", "Content-Type: text/plain; charset=iso-8859-1\n\néàéà", type: "text/plain",
            "éàéà",
            codes: ["untrue_charset"]),
        body(
            37, "UTF-8 over windows-1256",
            "Content-Type: text/plain; charset=\"utf-8 junk\"\n\n\u{C7}\u{D3}\u{CA}\u{E3}",
            type: "text/plain", "استم", codes: ["unknown_charset"], bytes: octets),
        body(
            40, "a list's footer behind base64",
            "Content-Transfer-Encoding: base64\n\n\(pdfBase64)\n\n____\nList, see http://x", codes: ["trailing_text"]),
        body(
            42, "soft breaks and bad escapes in a binary file",
            "Content-Transfer-Encoding: quoted-printable\n\n%PDF=2d1.4 =\nx  \n=ZZ=", "%PDF-1.4 x\r\n=ZZ",
            codes: ["bad_quoted_printable"]),
        body(
            41, "a piece of a split message",
            "Content-Type: message/partial; id=\"1@x\"; number=1; total=2\n\nFrom: x@y.ma\nSubject: i\n\nhello",
            type: "message/rfc822", "From: x@y.ma\r\nSubject: i\r\n\r\nhello"),
    ]
}
