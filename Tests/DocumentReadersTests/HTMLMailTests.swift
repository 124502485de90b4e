import DocumentReaders
import Documents
import Testing

/// Answers in the body of a mail, as the mail programs write them.
struct HTMLMailTests {
    private func html(_ page: String) throws -> Document { try HTMLReader().read(Array(page.utf8)) }

    /// The lines of a document, those inside a quotation with `> ` before them.
    private func lines(_ blocks: [Block], quoted: Bool = false) -> [String] {
        blocks.flatMap { (block: Block) -> [String] in
            switch block {
            case .paragraph(let paragraph): [(quoted ? "> " : "") + paragraph.text]
            case .container(let origin, let blocks): lines(blocks, quoted: quoted || origin == .quoted)
            case .table(let table): table.rows.flatMap { $0.flatMap { lines($0.blocks, quoted: quoted) } }
            case .pageBreak: []
            }
        }
    }

    @Test(
        arguments: [
            // Thunderbird, Apple Mail.
            (
                "<p>a</p><div class=moz-cite-prefix>On wrote:</div><blockquote type=cite>q</blockquote>b",
                "a|> On wrote:|> q|b"
            ),
            // Gmail, an answer between the quoted lines.
            (
                "a<div class=gmail_quote><div class=gmail_attr>On wrote:</div><blockquote class=gmail_quote>q1</blockquote>"
                    + "<div>b</div><blockquote class=gmail_quote>q2</blockquote></div>", "a|> On wrote:|> q1|b|> q2"
            ),
            // Gmail of old: the line above has no element of its own.
            (
                "<div class=gmail_quote>On wrote:<br><blockquote class=gmail_quote>q</blockquote>b</div>",
                "> On wrote:|> q|b"
            ),
            // Gmail, forwarded.
            (
                "a<div class=gmail_quote><div class=gmail_attr>---------- Forwarded message<br>From: x</div>q<br>r</div>",
                "a|> ---------- Forwarded message|> From: x|> q|> r"
            ),
            ("<div class=gmail_quote>q<br>r</div>", "> q|> r"),
            // Gmail's indent.
            ("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>a</blockquote>", "a"),
            // Outlook: what follows the border is the quoted mail.
            (
                "<div class=WordSection1><p>a</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
                    + "<p><b>De :</b> x</p></div></div><p>q</p><p>r</p></div><p>after</p>", "a|> De : x|> q|> r|after"
            ),
            (
                "<div><p>a</p><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p>q</p></div><p>b</p></div>",
                "a|> q|b"
            ),
            // Outlook on the web.
            ("<div>a</div><hr><div id=divRplyFwdMsg dir=ltr><b>From:</b> x</div><div>q</div>", "a|> From: x|> q"),
            ("<div>a</div><div id=x_divRplyFwdMsg>From: x</div><div>q</div>", "a|> From: x|> q"),
            // A border of a page's own.
            ("<div style='border-top:solid black 1pt;padding:3.0pt 0'>a</div>b", "a|b"),
        ])
    func whatIsQuotedIsMarked(page: String, expected: String) throws {
        #expect(lines(try html(page).blocks) == expected.split(separator: "|").map(String.init))
    }

    @Test func aColouredAnswerInTheQuotationKeepsItsColour() throws {
        let document = try html(
            "<blockquote type=cite><p>1.3 Obstacles ?<br><span style='color:#1F497D'>التداخل</span></p></blockquote>")
        #expect(document.runs.map(\.marks) == [[], .colored])
        guard case .container(.quoted, let blocks) = document.blocks.first else {
            Issue.record("no quotation")
            return
        }
        #expect(blocks.count == 2)
    }

    @Test(
        arguments: [
            ("<div style='color:#1F497D'><span style='color:black'>x</span></div>", []),
            ("<div style='color:blue'><span style='color:inherit'>x</span></div>", .colored),
            ("<font color=red><font color=black>x</font></font>", []),
            ("<span style='color:rgb(80,0,80)'>x</span>", []), ("<b><span style='font-weight:normal'>x</span></b>", []),
            ("<span style='background:yellow'><span style='background:white'>x</span></span>", []),
            ("<u><span style='text-decoration:none'>x</span></u>", .underline), ("<del>x</del>", .strike),
            ("<del datetime='2020-03-17T10:00'>x</del>", .deleted), ("<ins>x</ins>", [.underline, .inserted]),
            ("<ins cite='mailto:a' datetime='2020-03-17'>x</ins>", .inserted), ("<strike>x</strike>", .strike),
            ("<s>x</s>", .strike),
        ] as [(String, Marks)])
    func marksAreThoseThatShow(page: String, marks: Marks) throws {
        #expect(try html("<p>\(page)</p>").runs.first?.marks == marks)
    }

    @Test func conditionalCommentsOfOutlookAreNoText() throws {
        let document = try html(
            "<!--[if gte mso 9]><xml><o:p>junk</o:p></xml><![endif]--><p><![if !supportLists]><span>1.&nbsp;</span><![endif]>a<o:p></o:p></p>"
                + "<xml><w:WordDocument>junk</w:WordDocument></xml><!--[if !mso]><!--><p>b</p><!--<![endif]-->")
        #expect(lines(document.blocks) == ["1.\u{A0}a", "b"])
    }

    @Test func linesAndColumnsMadeByHandStay() throws {
        let document = try html("Nom&nbsp;&nbsp;&nbsp;: Jean<br>Ville&nbsp;: Fès<br><br>Fin")
        #expect(lines(document.blocks) == ["Nom\u{A0}\u{A0}\u{A0}: Jean", "Ville\u{A0}: Fès", "", "Fin"])
    }

    private static let arabic: [UInt8] = [0xC7, 0xE1, 0xE3, 0xCC, 0xE1, 0xD3]

    @Test(
        arguments: [
            // Declared late.
            (
                "<html><head><style>\(String(repeating: "p{} ", count: 5_000))</style><meta charset=windows-1256></head>",
                arabic, "المجلس"
            ),
            // Declared wrongly.
            ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", arabic, "المجلس"),
            ("<meta charset=iso-8859-15>", arabic, "المجلس"),
            ("<meta charset=windows-1256>", [0xC9] + Array("tat cr".utf8) + [0xE9, 0xE9], "État créé"),
            ("<meta charset=utf-8>", [0xC9] + Array("tat".utf8), "État"),
            // Declared rightly, with too little to judge by.
            ("<meta charset=windows-1256>", [0xE1, 0xC7], "لا"), ("<meta charset='windows-1252'>", [0xE0], "à"),
            ("<?xml version='1.0' encoding='windows-1256'?>", [0xE1, 0xC7], "لا"),
            // Words that are UTF-8 after all.
            ("<meta charset=windows-1252>", Array("المجلس".utf8), "المجلس"),
        ] as [(String, [UInt8], String)])
    func theCharsetIsTheWords(head: String, bytes: [UInt8], text: String) throws {
        #expect(try HTMLReader().read(Array(head.utf8) + Array("<p>".utf8) + bytes).text == text)
    }
}
