#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets from what the project holds: its fixtures, its forms, and the tables below.

Run from the project's folder; `Seeds/TARGET/found-*`, inputs that once broke something, are left alone.
"""
import email, email.policy, io, json, pathlib, re, struct, zipfile

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
SEEDS = HERE / "Seeds"
CROOKED = sorted((ROOT / "Tests/MIMETests/Resources/Crooked").glob("*.eml"))


def write(target, seeds):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("seed-*"):
        old.unlink()
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number:03}").write_bytes(seed.encode() if isinstance(seed, str) else seed)


# MARK: IMAP (RFC 9051)

IMAP = [
    "* OK [CAPABILITY IMAP4rev1 LITERAL+ UIDPLUS] ready\r\n* PREAUTH hello\r\n* BYE [UNAVAILABLE] later\r\n",
    "* CAPABILITY IMAP4rev1 IDLE MOVE ESEARCH CONDSTORE\r\na1 OK [THROTTLED] done\r\n+ idling\r\n",
    "* LIST (\\HasNoChildren \\Sent) \"/\" \"Envoy&AOk-s\"\r\n* LIST () NIL {5}\r\nINBOX\r\n* LIST () \"/\" a&-b&BkUGLA-\r\n",
    "* SEARCH 1 2 3 4294967295 (MODSEQ 7)\r\n* ESEARCH (TAG \"a1\") UID COUNT 3 ALL 1:3,7,9:8\r\n* 4 EXISTS\r\n* 3 EXPUNGE\r\n",
    "* 1 FETCH (UID 7 FLAGS (\\Seen $Forwarded) RFC822.SIZE 12 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {3}\r\nabc)\r\n",
    "* 1 FETCH (BODY[HEADER.FIELDS (DATE \"X]\")]<0> \"a\\\"b\" UID 9 BODY[TEXT] NIL ENVELOPE (NIL (\"a\" NIL) ((1 2) 3)))\r\n",
    "* 2 FETCH (BODY[] {300000}\r\n" + "x" * 64, "* 2 FETCH (BODY[] ~{4+}\r\n\0\1\2\3 UID 1)\r\n",
    "* 2 FETCH (UID 1 BODY[] {262145}\r\n", "* NO [ALERT] {5} is no literal\r\na2 BAD x\r\n* VANISHED (EARLIER) 1:3\r\n",
    "* FLAGS (\\Answered)\r\n* STATUS INBOX (MESSAGES 3)\r\n* OK [UIDVALIDITY 171] ok\r\n* OK [PERMANENTFLAGS (\\*)] x\r\n",
]

# MARK: header values

HEADERS = [
    "=?windows-1256?B?x9PK48fRyQ==?= =?windows-1256?Q?_n=B012?=", "=?utf-8?Q?Ali_<ali@x.ma>?=", "a@b, \"x, y\" <c@d> (e)",
    "Team: a@x, B <b@x>, in: c@x;; , <@r,@s:d@e>", "attachment; filename*0*=utf-8'ar'%D8%A7; filename*1=b; filename=\"c;d\"",
    "text/plain; charset=\"windows-1256\"; name=form.docx", "Thu, 12 Mar 2020 09:30:00 +0100 (CET)", "12 Mar 20 9:30 EST",
    "multipart/mixed; boundary=\"a b\"", "mx.example.org; dmarc=pass header.from=b (x (y)); spf=fail", "auto-replied",
    "from a by b with SMTP id c; Fri, 31 Feb 2020 25:61:61 -2560", "=?iso-2022-jp?B?GyRCJCIbKEI=?=", "../../etc/x\u202e.cod",
    "inline; filename=\"=?utf-8?B?2YbZhdmI2LDYrC5kb2N4?=\"", "attachment; filename=a b c.docx; size=3", "base64 8bit quoted-printable",
]


def headers():
    values = {value.encode() for value in HEADERS}
    for path in CROOKED:
        head = path.read_bytes().replace(b"\r\n", b"\n").split(b"\n\n")[0]
        values.update(v.strip() for v in re.split(rb"\n(?![ \t])[^:\n]*:", b"\n" + head) if len(v) > 20)
    return sorted(values)


# MARK: MIME

MIME = [
    "Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n--a\n"
    "Content-Transfer-Encoding: quoted-printable\n\n=D8=A7=\n\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n"
    "\nx\n--ab--\n--a--\n",
    "From: a@b\nContent-Type: text/plain; charset=windows-1256\n\nx\nbegin 644 a.docx\n#86)C\n \nend\nbegin 644 a.docx\n#86)C\n",
    "From x@y Thu Jan  1 00:00:00 1970\nSubject: a\n\nb\n>From c\n\nFrom z@y Thu Jan  1 00:00:00 1970\nSubject: d\n\n",
]

# MARK: Word documents

W = (' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
     ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
     ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
     ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"')
BODIES = [
    '<w:p><w:pPr><w:pStyle w:val="S"/><w:bidi/><w:outlineLvl w:val="0"/></w:pPr><w:r><w:rPr><w:b/><w:rtl/><w:highlight w:val="yellow"/>'
    '</w:rPr><w:t xml:space="preserve">أ b</w:t><w:tab/><w:br/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p>',
    '<w:sdt><w:sdtPr><w:alias w:val="1.1 A"/><w:tag w:val="a"/><w:showingPlcHdr/><w:text w:multiLine="1"/></w:sdtPr><w:sdtContent>'
    '<w:p><w:r><w:t>x</w:t></w:r></w:p></w:sdtContent></w:sdt>',
    '<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/></w14:checkbox>'
    '</w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p>',
    '<w:p><w:sdt><w:sdtPr><w:dropDownList w:lastValue="a"><w:listItem w:displayText="A" w:value="a"/></w:dropDownList></w:sdtPr>'
    '<w:sdtContent><w:r><w:t>A</w:t></w:r></w:sdtContent></w:sdt><w:bookmarkStart w:id="1" w:name="q_a"/><w:bookmarkEnd w:id="1"/></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="c"/><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData>'
    '</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="t"/><w:textInput><w:type w:val="regular"/><w:default w:val="d"/>'
    '</w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMTEXT</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>v</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>',
    '<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/>'
    '<w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/>'
    '</w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>',
    '<w:p><w:ins w:author="a"><w:r><w:t>i</w:t></w:r></w:ins><w:del><w:r><w:delText>d</w:delText></w:r></w:del><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></mc:Choice>'
    '<mc:Fallback><w:r><w:t>f</w:t></w:r></mc:Fallback></mc:AlternateContent><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>',
    '<w:p><w:hyperlink><w:smartTag><w:r><w:ruby><w:rt><w:r><w:t>r</w:t></w:r></w:rt></w:ruby><w:object/><w:drawing/></w:r></w:smartTag>'
    '</w:hyperlink><w:bdo w:val="rtl"><w:r><w:noBreakHyphen/><w:cr/></w:r></w:bdo></w:p><w:altChunk/><w:sectPr/>',
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>&#x627;&amp;<![CDATA[c]]><!-- c --></w:t></w:r></w:p>',
]
PARTS = {
    "1": f'<w:styles{W}><w:docDefaults/><w:style w:type="paragraph" w:styleId="S"><w:name w:val="heading 1"/><w:basedOn w:val="T"/><w:pPr>'
         '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="T"><w:basedOn w:val="S"/><w:rPr><w:strike/></w:rPr></w:style></w:styles>',
    "2": f'<w:numbering{W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2"/>'
         '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="arabicAlpha"/><w:lvlText w:val="%2)"/><w:lvlRestart w:val="0"/></w:lvl></w:abstractNum><w:num w:numId="1">'
         '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>',
    "3": f'<w:hdr{W}><w:p><w:r><w:t>h</w:t></w:r></w:p></w:hdr>', "4": f'<w:ftr{W}><w:p><w:r><w:t>f</w:t></w:r></w:p></w:ftr>',
    "5": f'<w:footnotes{W}><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>',
    "6": f'<w:comments{W}><w:comment w:id="1"><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment></w:comments>',
    "7": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/header" Target="/word/../word/header.xml"/>'
         '<Relationship Type="y/attachedTemplate" Target="http://a/b" TargetMode="External"/><Relationship Type="z/vbaProject" Target="v.bin"/></Relationships>',
    "8": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="x/officeDocument" Target="word/header.xml"/>'
         '<Relationship Type="x/core-properties" Target="docProps/custom.xml"/></Relationships>',
    "9": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property name="istimara"><v>a 1</v></property></Properties>',
}


def docx():
    seeds = [f'0<?xml version="1.0"?>\n<w:document{W}><w:body>{body}</w:body></w:document>' for body in BODIES]
    return seeds + [number + xml for number, xml in PARTS.items()] + ["0<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]


# MARK: pages

PAGES = [
    "<html><head><meta charset=windows-1256><title>t</title><style>p{}</style><script>x()</script></head><body dir=rtl><h1>A</h1><p>a<br>b &amp; &#1575;</p>"
    "<ul><li>x<ol start=3><li>y</ol></ul><blockquote>q</blockquote><div class=gmail_quote>z</div></body></html>",
    "<table border=1><caption>c</caption><thead><tr><th colspan=2>h<th rowspan=3>i</thead><tr><td>1<td>2<table><tr><td>n</table></tr><tr><td hidden>3</table>",
    "<form><label for=a>L</label><input id=a name=a value=v><input type=checkbox checked name=b><input type=radio name=c value=1><textarea name=t>x\ny</textarea>"
    "<select multiple name=s><option selected value=1>one<optgroup label=g><option>two</select><button>b</button></form>",
    "<p style='display:none'>h</p><p style=\"text-decoration:line-through;color:red\">s</p><del>d</del><ins>i</ins><b>b</b><u>u</u><mark>m</mark><span dir=rtl>أ</span>",
    "<!DOCTYPE html><iframe srcdoc='<p>x'></iframe><img src=cid:1 alt=a><a href='x'>l</a><pre>  p\n q</pre><details><summary>s</summary>t</details><svg><text>v</text></svg>",
    "<o:p>&nbsp;</o:p><![if !supportLists]>1.<![endif]><!--[if gte mso 9]><xml></xml><![endif]--><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>x</p>",
]
TEXTS = ["1.1 Région : Souss\n☒ oui ☐ non\n> quoted\n\n┌──┬──┐\n│a │b │\n├──┼──┤\n│c │d │\n└──┴──┘\n", "a\tb\n1.\tc\r\n-- \nsig\f\n", "السؤال الأول:\nالجواب\n"]


def pages():
    seeds = ["0" + "%d" % (n % 7) + page for n, page in enumerate(PAGES)]
    seeds += ["10" + text for text in TEXTS]
    return seeds + [b"12" + TEXTS[2].encode("cp1256"), b"15" + TEXTS[2].encode("utf-16"), b"14" + b"\x1b$B$\"\x1b(B"]


# MARK: zips

def packed(members, **flags):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content, method in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def zips():
    stored, deflated = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
    plain = packed([("a.txt", b"abc", stored), ("d/", b"", stored), ("d/b.txt", b"x" * 300, deflated)])
    word = packed([("_rels/.rels", PARTS["8"].replace("word/header.xml", "word/document.xml"), deflated),
                   ("word/document.xml", docx()[0][1:], deflated)])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../../up.txt", "u")
        archive.writestr("استمارة.docx", "y")
        archive.writestr("a!b\\c:", "z")
    cp720 = plain.replace(b"a.txt", b"\x9f\xa0.tx")
    return [plain, word, out.getvalue(), cp720, packed([("in.zip", plain, deflated)]), b"junk" + plain + b"tail",
            plain.replace(b"abc", b"abd", 1), plain[:-22] + plain[-22:].replace(b"\x03\x00\x03\x00", b"\xff\xff\xff\xff"),
            plain.replace(b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"), packed([("b", b"\0" * 60_000, deflated)])]


# MARK: forms

def forms():
    text = (ROOT / "Tests/FormsTests/Resources/definitions/services.yaml").read_text()
    title = "h Enquête sur les services de proximité\nh 1. Les services\n"
    grid = "p 1.1 Comment jugez-vous la qualité de ces services ?\nr |1|2|3|4|5\nr Transport scolaire||x|||\nr Eau potable|☒||||\nr Pistes rurales|||||X\n"
    cover = "p 1.2 Quelle est leur couverture ?\nr |Faible|Moyen|Bon\nr Transport scolaire|☒|☐|☐\nr Eau potable||✓|\n"
    table = ("p 1.3 Dépenses et partenaires par service\nr |Dépenses 2019|Depuis|Niveau|Partenaires|Donateurs\n"
             "r Transport scolaire|12 000 DH|mars 2015|Bon|État, Région|\nr Eau potable|1,5 MDH|2010|faible|Associations|Région\n")
    mail = "p 1.4 Par quel moyen vous joindre ?\nl ☐ Courriel\nl ☒ Autre : pigeon\n"
    fields = "".join(f"f {tag}|{label}|{value}|\n" for tag, label, value in [
        ("quality.transport", "1.1", "3"), ("contact", "1.4", "Courriel"), ("budget.water.spent", "Dépenses", "300")])
    ticks = "f contact.mail|1.4|☒|x\nf contact.other|1.4|☐|o\np pigeon\n"
    labels = re.findall(r'ar: "([^"]{4,60})"', (ROOT / "config/forms/ampcpp-consultation.yaml").read_text())
    french = re.findall(r'fr: "([^"]{4,60})"', (ROOT / "config/forms/ampcpp-consultation.yaml").read_text())
    shipped = [f"{code}" + "".join(f"p {label} : {answer}\n" for label, answer in zip(words[start:start + 12], answers))
               for code, words, answers in [("!", labels, ["نعم", "12", "طنجة", "5", "2020"] * 3), ("!", french, ["oui", "3 %", "Rabat", "x"] * 3)]
               for start in (0, 20, 60)]
    whole = title + grid + cover + table + mail
    return (["(" + whole, "(" + title + fields + ticks, "(" + mail + "q\n" + grid, "(" + cover, "(" + table, "*" + whole,
             "," + whole.replace("r ", "").replace("p ", "").replace("h ", "").replace("|", "  ")]
            + [seed.replace("!", ")", 1) for seed in shipped]
            + ["-" + seed[1:].replace("p ", "") for seed in shipped[:1]]
            + ["(p \x01gras\t\x07barré\t\x06ajouté\n" + mail, "+Madame, la fiscalité locale et les ressources propres.\nCordialement\n"])


# The first question or column of a type among those that the target chooses from.
PLACES = {"grid": 0, "table": 2, "amount": 3, "date": 4, "single": 5, "multi": 6, "council": 9, "text": 12, "phone": 14,
          "email": 15, "scale": 17, "longtext": 22, "number": 28, "ranking": 30}


def values():
    samples = {}
    for line in (ROOT / "Tests/FormsTests/Resources/values-samples.jsonl").read_text().splitlines():
        sample = json.loads(line)
        samples.setdefault(sample["type"], []).append(sample["raw"])
    seeds = [(kind, raw) for kind, raws in samples.items() for raw in raws[:6]]
    seeds += [("single", "Région"), ("multi", "État, Associations & fondations"), ("multi", "☒ État ☐ Région"), ("council", "مجلس عمالة طنجة"),
              ("council", "conseil provincial de Khemisset"), ("ranking", "1 Forage > 2"), ("ranking", "أولا: القروض\n2- TVA"),
              ("grid", "transport=3"), ("table", "1.spent=12 000 DH"), ("longtext", "la fiscalité locale"), ("text", "néant"),
              ("scale", "4 sur 5"), ("scale", "1 ☐ 2 ☒"), ("scale", "1 2 ③ 4"), ("number", "quatre-vingt-dix"), ("number", "مليون ونصف"),
              ("number", "9" * 320), ("date", "du 2 au 5 mars 2020"), ("date", "10/03/1441 هـ"), ("amount", "12 millions 500 mille dirhams"),
              ("amount", "مليار مليار مليار مليار"), ("phone", "+212 6 61-23-45-67"), ("email", "a (at) b.ma")]
    return [bytes([PLACES.get(kind, 12)]) + raw.encode() for kind, raw in seeds]


# MARK: the worker's wire

def number(value):
    out = b""
    while value >= 0x80:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def text(value):
    return number(len(value.encode())) + value.encode()


def listed(items):
    return number(len(items)) + b"".join(items)


def some(value):
    return b"\0" if value is None else b"\1" + value


BOX = number(1) + struct.pack(">4d", 1, 2, 3, 4)
RUN = text("أ b") + number(1) + some(number(0)) + some(BOX)
PARAGRAPH = b"\1\1" + some(text("S")) + some(b"\1") + listed([RUN])
FIELD = (text("checkbox") + text("contentControl") + some(text("n")) + some(text("t")) + some(None) + some(text("v")) + some(b"\1")
         + listed([text("a") + text("A")]) + b"\0\0" + some(None) + some(None))


def replies():
    heading = b"\1\2" + number(1) + some(None) + some(None) + listed([text("h") + number(0) + some(None) + some(None)])
    item = b"\1\3" + number(0) + text("•") + some(None) + some(None) + listed([])
    cell = number(0) + number(1) + number(2) + some(text("A1")) + listed([PARAGRAPH])
    table = b"\2\0" + some(None) + listed([listed([cell, cell]), listed([])])
    blocks = listed([PARAGRAPH, heading, item, table, b"\3" + text("quoted") + listed([PARAGRAPH]), b"\4"])
    finding = text("note") + text("macros") + text("p") + text("m")
    document = b"\1" + text("docx") + listed([finding]) + listed([text("k") + text("v")]) + listed([FIELD]) + blocks
    failure = text("broken") + text("detail")
    entry = lambda name, kind, obstacle=None: text(name) + b"\0" + text(kind) + number(300) + some(obstacle)
    entries = b"\2" + listed([entry("d/a!b", "file"), entry("d", "directory"), entry("../x", "file", failure), entry("d/a!b", "file")])
    limits = listed([text("archive_entries") + number(2000), text("worker_reply") + number(8 << 20)])
    return [document, entries, b"\3" + failure, b"\4" + listed([b"\1" + text("abc"), b"\0" + failure]),
            b"\3" + text("attempts") + text(""), "istimara-worker 3 landlock=7 memory=0 system_calls=-38",
            b"\1" + text("text/html") + some(text("utf-8")) + limits + b"file", b"\2" + text("application/zip") + limits + b"PK",
            b"\3" + text("application/zip") + listed([number(0), number(300)]) + limits]


# MARK: definitions, settings, texts

def definitions():
    services = (ROOT / "Tests/FormsTests/Resources/definitions/services.yaml").read_text()
    mistakes = (ROOT / "Tests/FormsTests/Resources/definitions/mistakes.yaml").read_text()
    shipped = (ROOT / "config/forms/ampcpp-consultation.yaml").read_text()
    small = ('0form: {id: a, version: "1", languages: [fr, ar], title: {fr: A, ar: أ}}\nsections:\n- id: s\n  title: {fr: S, ar: س}\n  questions:\n'
             '  - {id: q, code: "1.1", type: ranking, rank_all: yes, label: {fr: Q, ar: ق}, options: [{code: a, fr: A, ar: أ}, {code: b, fr: B, ar: ب}]}\n'
             '  - {id: n, type: number, range: [0, 1e9], unit: km, label: {fr: N, ar: ن}}\n')
    themes = ('1version: "1"\ndefaults: {unclassified_id: other, file_min_score: 2.0, auto_min_score: 4.0, auto_min_margin: 1.5, learned_weight: 0.75, '
              'second_theme_ratio: 0.6}\nneutral: {fr: [belle initiative]}\nthemes:\n- {id: finances, order: 1, code: T1, title: {fr: F}, keywords: {fr: '
              '{5: [fiscalité locale], 3: [ressources]}}}\n- {id: other, order: 2, code: T2, title: {fr: O}}\n')
    csv = "2" + "\n".join((ROOT / "config/councils.csv").read_text().splitlines()[:4]) + "\n"
    return ["0" + services, "0" + mistakes[:3000], "0" + shipped[:3000], small, "0a: &x [*x, {<<: *x}]\n", "0- !!binary |\n  YQ==\n- \"\\x41\\u0627\"\n", themes, csv,
            '2id,name_fr,council_fr\nA,"B ""c""\nd",Conseil de B\n']


SETTINGS = [
    (ROOT / "config/istimara.yaml").read_text(),
    "mailboxes:\n- name: a\n  url: imaps://h:993\n  user: u\n  password: {file: s}\n  folders: [INBOX, \"Envoyés\"]\n  since: 2020-03-01\n  authserv_id: m\n"
    "  actions: {accepted: none, ignored: none}\n  ca_file: c.pem\nschedule: {calendar: \"Mon..Fri *-*-* 08..18:00/15 Africa/Casablanca\"}\n",
    "schedule: {every: 5m}\nview: {path: /srv/v, mode: \"0750\"}\nworker: {fence: best_effort, office: off}\nlimits: {message_size: 50MB, worker_wall: 30s, mime_parts: 9}\n"
    "log: {level: debug, format: json}\ntime_zone: Europe/Paris\n",
    "mailboxes: [{name: a, url: \"imap://u:p@h\", user: u, password: {env: A, command: b}, oauth: {}}]\nalarm: {command: x}\nlimts: {}\n",
    "schedule: {calendar: \"Sat,Sun 2020-02-29,31~1/2 23:59:59/7 UTC\", every: 1d, idle: true}\n",
]
TEXTS_OUT = [
    "0=cmd|' /C calc'!A0", "1-3.5", "2+212661234567", "3\u202egpj.exe\u2066\x1b]0;x\x07\x1b[2J\r\n", "4 \"=1+1\"", "5a;b,c\"d\ne\0", "6مجلس إقليم الخميسات ومجلس|طنجة",
    "7<script>'x'&amp;</script>", "8日本語テキスト\u0301\u0301", "9\u2028\u2029\ufeff\u200f\u061c", "0Très_Bien--Été", "\x00" + "long word " * 12, "1\"\u0301,\"\u0301", "2\t=1",
]

if __name__ == "__main__":
    write("imap", ["\3" + seed for seed in IMAP])
    write("header", headers())
    write("mime", MIME)
    write("docx", docx())
    write("page", pages())
    write("zip", zips())
    write("form", forms())
    write("value", values())
    write("reply", replies())
    write("definition", definitions())
    write("settings", SETTINGS)
    write("escape", TEXTS_OUT)
