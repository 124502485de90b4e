import Mail

extension ChecklistCase {
    /// Header text and envelopes.
    static let headers: [Self] = [
        subject(
            1, "neighbouring words, the first one padded",
            "=?UTF-8?B?2KfYs9iq?= =?UTF-8?B?2YXYp9ix2Kk=?= =?UTF-8?B?w7g=?=",
            is: "استمارةø"),
        subject(
            2, "a character cut by two words", "=?utf-8?B?2KfYs9iq2Q==?=\n =?utf-8?B?hdin2LHYqQ==?=", is: "استمارة",
            codes: ["split_encoded_word"]),
        subject(3, "word without padding", "=?utf-8?B?2KfYs9iq2YXYp9ix2Kk?= =?utf-8?B?2KfYs9iq?=", is: "استمارةاست"),
        subject(3, "word with too much padding", "=?utf-8?B?2KfYs9iq====?=", is: "است"),
        subject(3, "word cut within a group", "=?utf-8?B?2KfYs9iq2Q?=!", is: "است\u{FFFD}!", codes: ["untrue_charset"]),
        subject(
            8, "windows-1256 without a word", "\u{D8}\u{E1}\u{C8} \u{D1}\u{CE}\u{D5}\u{C9}", is: "طلب رخصة",
            codes: ["undeclared_charset"], bytes: octets),
        subject(
            8, "windows-1252 without a word", "R\u{E9}ponse \u{E0} l'\u{C9}tat", is: "Réponse à l'État",
            codes: ["undeclared_charset"], bytes: octets),
        subject(8, "UTF-8 without a word", "استمارة", is: "استمارة"),
        Self(
            number: 8, what: "one letter, the charset told by the letter's body",
            raw: octets(
                "From: a@x.ma\nSubject: \u{E5} \u{C8}\nContent-Type: text/plain; charset=windows-1256\n\n\u{C7}\u{D3}\u{CA}"
            ),
            subject: "ه ب", leaves: [Leaf(path: "1", type: "text/plain", content: "است")], codes: ["undeclared_charset"]
        ),
        subject(
            9, "windows-1256 and ISO-8859-6 words", "=?windows-1256?B?x9PK48fRyQ==?= =?ISO-8859-6?B?x9PK5cfRyQ==?=",
            is: "استمارةاستمارة"),
        subject(
            9, "a label that nobody knows", "=?x-none-such?Q?R=E9ponse?=", is: "Réponse", codes: ["unknown_charset"]),
        subject(
            9, "windows-1256 labelled ISO-8859-6", "=?iso-8859-6?Q?=CD=DE?=", is: "حق",
            codes: ["untrue_charset"]),
        Self(
            number: 26, what: "no date, no id", raw: crlf("From: a@x.ma\nSubject: s\nDate: yesterday\n\nhi"),
            leaves: [hi],
            codes: ["bad_date"]),
        Self(
            number: 26, what: "a date that overflows",
            raw: crlf("From: a@x.ma\nSubject: s\nDate: 1 Jan 2005555555522 00:00\n\nhi"),
            leaves: [hi], codes: ["bad_date"]),
        Self(
            number: 26, what: "a date of the past century's style",
            raw: crlf("From: a@x.ma\nSubject: s\nDate: Thursday, 12-Mar-20 9:30 CET\n\nhi"),
            date: "2020-03-12T09:30:00+01:00", leaves: [hi]),
        Self(
            number: 27, what: "an mbox line, a blank one and a mark before the header",
            raw: crlf("\u{FEFF}\nFrom a@x.ma Thu Mar 12 09:30:00 2020\nFrom: a@x.ma\nSubject: s\n\nhi"), leaves: [hi],
            codes: ["junk_before_header"]),
        Self(
            number: 27, what: "words of a virus scanner before the header",
            raw: crlf("Scanned by the gateway:\n\nFrom: a@x.ma\nSubject: s\n\nhi"), leaves: [hi],
            codes: ["junk_before_header"]),
        Self(
            number: 27, what: "saved as UTF-16",
            raw: [0xFF, 0xFE]
                + "From: a@x.ma\r\nSubject: استمارة\r\n\r\nhi".utf16.flatMap {
                    [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
                },
            subject: "استمارة", leaves: [hi], codes: ["utf16_message"]),
        Self(
            number: 27, what: "saved as UTF-16 without a mark",
            raw: "From: a@x.ma\r\nSubject: s\r\n\r\nhi".utf16.flatMap {
                [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)]
            },
            leaves: [hi], codes: ["utf16_message"]),
        Self(
            number: 28, what: "CR alone ends the lines of the header, LF those of the body",
            raw: Array("From: a@x.ma\rX-Mailer: old\rSubject: s\r\rhi\nthere".utf8),
            leaves: [Leaf(path: "1", type: "text/plain", content: "hi\nthere")], codes: ["bare_cr"]),
        Self(
            number: 28, what: "CR alone everywhere", raw: Array("From: a@x.ma\rSubject: s\r\rhi".utf8), leaves: [hi],
            codes: ["bare_cr"]),
        Self(
            number: 28, what: "CR CR LF", raw: Array("From: a@x.ma\r\r\nSubject: s\r\r\n\r\r\nhi".utf8), leaves: [hi]),
        subject(32, "NUL in a field", "\0s\0", is: "s", codes: ["null_character"]),
        Self(
            number: 32, what: "NUL in a body stays",
            raw: crlf("From: a@x.ma\nSubject: s\nContent-Type: image/x\n\nh\0i"),
            leaves: [Leaf(path: "1", type: "application/octet-stream", content: "h\0i")]),
        Self(
            number: 44, what: "a comma inside an encoded word",
            raw: crlf("From: =?utf-8?B?2YXYrdmF2K/YjCDYudmE2Yo=?= <a@x.ma>\nSubject: s\n\nhi"),
            from: [EmailAddress(name: "محمد، علي", address: "a@x.ma")], leaves: [hi]),
        Self(
            number: 44, what: "the whole address inside an encoded word",
            raw: crlf("From: =?utf-8?B?QWxpIEFsYW1pIDxhbGlAeC5tYT4=?=\nSubject: s\n\nhi"),
            from: [EmailAddress(name: "Ali Alami", address: "ali@x.ma")], leaves: [hi], codes: ["encoded_field"]),
        Self(
            number: 44, what: "no angle brackets, and a second From",
            raw: crlf("From: Ali Alami a@x.ma\nFrom: b@x.ma\nSubject: s\n\nhi"),
            from: [EmailAddress(name: "Ali Alami", address: "a@x.ma")], leaves: [hi], codes: ["repeated_field"]),
    ]
}
