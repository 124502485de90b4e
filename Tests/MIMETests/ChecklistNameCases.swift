extension ChecklistCase {
    private static let disposition = "Content-Type: application/pdf\nContent-Disposition: attachment; "

    /// Names of attachments.
    static let names: [Self] = [
        attachment(
            4, "a word as a quoted name", disposition + "filename=\"=?UTF-8?B?2KfYs9iq2YXYp9ix2Kk=?=.pdf\"",
            named: "استمارة.pdf", codes: ["encoded_word_in_parameter"]),
        attachment(
            4, "words as an unquoted name",
            "Content-Type: application/pdf;\n name==?UTF-8?Q?Relev=C3=A9?=\n =?UTF-8?Q?.pdf?=", named: "Relevé.pdf",
            codes: ["encoded_word_in_parameter", "bad_quoting"]),
        attachment(
            4, "quotes inside the word", disposition + "filename=\"=?utf-8?Q?=22a b.pdf=22?=\"", named: "a b.pdf",
            codes: ["encoded_word_in_parameter"]),
        attachment(
            5, "pieces out of order, the first one quoted",
            disposition + "filename*1*=%A3.pdf;\n filename*0*=\"UTF-8''%D8\"", named: "أ.pdf"),
        attachment(
            5, "a missing piece", disposition + "filename*0=\"form\"; filename*2=\".pdf\"", named: "form.pdf",
            codes: ["missing_segment"]),
        attachment(
            6, "an encoded word in filename*", disposition + "filename*=\"=?UTF-8?B?UmVsZXbDqS5wZGY=?=\"",
            named: "Relevé.pdf", codes: ["encoded_word_in_parameter"]),
        attachment(
            6, "an empty filename* beside a name", disposition + "filename*=; filename=a.pdf", named: "a.pdf"),
        attachment(
            7, "us-ascii that is none", disposition + "filename*=us-ascii''%F6l.pdf", named: "öl.pdf",
            codes: ["untrue_charset"]),
        attachment(
            7, "UTF-8 that is windows-1256", disposition + "filename*=UTF-8''%C7%D3%CA%E3%C7%D1%C9.pdf",
            named: "استمارة.pdf", codes: ["untrue_charset"]),
        attachment(
            8, "windows-1256 without a charset",
            disposition + "filename=\"\u{C7}\u{D3}\u{CA}\u{E3}\u{C7}\u{D1}\u{C9}.pdf\"",
            named: "استمارة.pdf", codes: ["undeclared_charset"], bytes: octets),
        attachment(
            8, "one letter, the charset told by another name",
            "Content-Type: application/pdf; name=\"\u{E5}.pdf\"\nContent-Description: \u{C7}\u{D3}\u{CA}",
            named: "ه.pdf", codes: ["undeclared_charset"], bytes: octets),
        attachment(
            10, "the whole disposition as a word",
            "Content-Disposition: =?utf-8?B?YXR0YWNobWVudDsgZmlsZW5hbWU9Itin2LPYqtmF2KfYsdipLnBkZiI=?=",
            named: "استمارة.pdf", codes: ["encoded_field"]),
        attachment(
            10, "the whole disposition as a word of no charset",
            "Content-Disposition: =?unknown-8bit?q?attachment=3B_filename=3D=22a_b.pdf=22?=", named: "a b.pdf",
            codes: ["unknown_charset", "encoded_field"]),
        attachment(
            10, "the whole type as a word", "Content-Type: =?utf-8?B?YXBwbGljYXRpb24vcGRmOyBuYW1lPSJhIGIucGRmIg==?=",
            named: "a b.pdf", codes: ["encoded_field"]),
        attachment(
            11, "blanks and no quotes", disposition + "filename=fiche de paie.pdf; size=3", named: "fiche de paie.pdf",
            codes: ["bad_quoting"]),
        attachment(
            11, "a semicolon and no quotes", disposition + "filename=a;b.pdf", named: "a;b.pdf", codes: ["bad_quoting"]),
        attachment(12, "a name and no disposition", "Content-Type: application/pdf; name=a.pdf", named: "a.pdf"),
        attachment(
            13, "inline", "Content-Type: application/pdf; name=a.pdf\nContent-Disposition: inline", named: "a.pdf"),
        attachment(14, "octet-stream", "Content-Type: application/octet-stream; name=a.dat", named: "a.dat"),
        attachment(15, "no name at all", "Content-Type: application/pdf", named: nil),
        attachment(
            16, "ContentType", "ContentType: application/pdf; name=a.pdf", named: "a.pdf", codes: ["misspelt_field"]),
        attachment(
            16, "ContentDisposition and Content_Type",
            "Content_Type: application/pdf\nContentDisposition: attachment; filename=a.pdf", named: "a.pdf",
            codes: ["misspelt_field"]),
        attachment(16, "no type", "Content-Disposition: attachment; filename=a.pdf", named: "a.pdf"),
        attachment(
            33, "a path", disposition + "filename=\"C:\\Documents\\..\\a.pdf\"", named: "a.pdf",
            codes: ["unsafe_filename"]),
        attachment(
            33, "a direction turned", disposition + "filename=\"a\u{202E}fdp.exe\"", named: "afdp.exe",
            codes: ["unsafe_filename"]),
        attachment(
            33, "300 letters", disposition + "filename=\"" + String(repeating: "ا", count: 300) + ".pdf\"",
            named: String(repeating: "ا", count: 98) + ".pdf", codes: ["unsafe_filename"]),
        attachment(
            36, "only an extended name", "Content-Type: application/pdf; name*=UTF-8''a%20b.pdf", named: "a b.pdf"),
        attachment(
            43, "an empty name, then another", disposition + "filename=\"\"\nContent-Description: a.pdf", named: "a.pdf"
        ),
        attachment(43, "only dots", disposition + "filename=\"...\"", named: nil),
    ]
}
