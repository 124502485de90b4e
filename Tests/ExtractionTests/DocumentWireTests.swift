import Documents
import Mail
import TestSupport
import Testing

@testable import Extraction

/// A document with every kind of thing in it.
private let rich = Document(
    format: .docx,
    blocks: [
        .paragraph(
            Paragraph(
                kind: .heading(level: 2), style: "Titre 2", isRightToLeft: true,
                runs: [Run("مجلس", marks: [.bold, .rightToLeft], field: 1), Run("", marks: .deleted)])),
        .paragraph(Paragraph(kind: .listItem(level: 1, marker: "أ)"), runs: [Run("x", box: page)])),
        .table(
            Table(
                rows: [
                    [Cell(blocks: [.paragraph(Paragraph(runs: [Run("☒", field: 0)]))], column: 0, columnSpan: 2)],
                    [], [Cell(blocks: [], column: 1, rowSpan: 3, reference: "B7")],
                ], isRightToLeft: true, name: "t")),
        .container(.footnote, [.container(.textBox, [.pageBreak])]), .pageBreak,
    ],
    fields: [
        Field(
            kind: .group, source: .contentControl, name: "t1_clarity", title: "الوضوح",
            bookmark: "t1_clarity__4", value: "4", isChecked: false,
            options: [Field.Option(value: "4", label: "جيد")], isPlaceholder: true, isReadOnly: true, box: page),
        Field(kind: .text, source: .legacyField, parent: 0),
    ],
    findings: [Finding(.note, code: "external_reference", location: "table 3", message: "…")],
    properties: ["title": "Consultation", "formId": "ampcpp-consultation"])

private let page = Box(page: 2, x: -0.5, y: 1e300, width: 3, height: 0)
private let bounds = DocumentBounds(Limits())

private func decode(_ frame: [UInt8]) throws -> Document? {
    guard case .document(let document) = try WorkerReply.decode(frame, from: 0, bounds: bounds) else { return nil }
    return document
}

@Suite struct DocumentWireTests {
    @Test func comesBackAsItWas() throws {
        #expect(try decode(WorkerReply.document(rich).encoded()) == rich)
    }

    @Test func isRefusedWhereverItIsCut() {
        let frame = WorkerReply.document(rich).encoded()
        for length in frame.indices {
            #expect(throws: WireError.self) { try WorkerReply.decode(Array(frame[..<length]), from: 0, bounds: bounds) }
        }
        #expect(throws: WireError.self) { try WorkerReply.decode(frame + [0], from: 0, bounds: bounds) }
    }

    /// Whatever bytes come, what is let through holds what the rest of the program relies on.
    @Test func isSoundWhateverIsChanged() {
        let frame = WorkerReply.document(rich).encoded()
        var generator = SplitMix(seed: 0x5EED)
        var accepted = 0
        for _ in 0..<20_000 {
            var changed = frame
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                changed[Int.random(in: changed.indices, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            guard let document = try? decode(changed) else { continue }
            accepted += 1
            Self.check(document.blocks, fields: document.fields.count)
            #expect(document.fields.allSatisfy { $0.parent.map(document.fields.indices.contains) ?? true })
        }
        #expect(accepted > 0)
    }

    private static func check(_ blocks: [Block], fields: Int) {
        for block in blocks {
            switch block {
            case .paragraph(let paragraph):
                for run in paragraph.runs {
                    #expect(run.field.map((0..<fields).contains) ?? true)
                    #expect(!run.text.utf8.contains(0))
                }
            case .table(let table):
                for cell in table.rows.joined() {
                    #expect(cell.columnSpan >= 1 && cell.rowSpan >= 1 && cell.column >= 0)
                    check(cell.blocks, fields: fields)
                }
            case .container(_, let blocks): check(blocks, fields: fields)
            case .pageBreak: break
            }
        }
    }

    @Test func noNullGoesOn() throws {
        let sent = Document(format: .text, blocks: [.paragraph(Paragraph(runs: [Run("a\0b")]))])
        let received = try #require(try decode(WorkerReply.document(sent).encoded()))
        #expect(received.blocks == [.paragraph(Paragraph(runs: [Run("a\u{FFFD}b")]))])
        #expect(received.findings.map(\.code) == ["null_character"])
    }

    static let impossible: [Document] = [
        Document(format: .docx, blocks: [.paragraph(Paragraph(runs: [Run("x", field: 0)]))]),
        Document(format: .docx, blocks: [.table(Table(rows: [[Cell(blocks: [], column: 0, columnSpan: 0)]]))]),
        Document(format: .docx, blocks: [.table(Table(rows: [[Cell(blocks: [], column: 0, rowSpan: 0)]]))]),
        Document(format: .docx, blocks: [.table(Table(rows: [[Cell(blocks: [], column: 99_999)]]))]),
        Document(format: .docx, blocks: [.paragraph(Paragraph(runs: [Run("x", marks: Marks(rawValue: 1 << 15))]))]),
        Document(format: .docx, fields: [Field(kind: .text, source: .acroForm, parent: 0)]),
        Document(format: .docx, fields: [Field(kind: .text, source: .acroForm, parent: 1)]),
        Document(
            format: .docx,
            fields: [
                Field(kind: .text, source: .acroForm, parent: 1), Field(kind: .text, source: .acroForm, parent: 0),
            ]),
        Document(
            format: .pdf,
            blocks: [.paragraph(Paragraph(runs: [Run("x", box: Box(page: 0, x: 0, y: 0, width: 0, height: 0))]))]),
        Document(
            format: .pdf,
            blocks: [.paragraph(Paragraph(runs: [Run("x", box: Box(page: 1, x: .nan, y: 0, width: 0, height: 0))]))]),
        Document(format: .pdf, findings: [Finding(.note, code: "Not A Code", message: "")]),
        Document(format: .pdf, fields: Array(repeating: Field(kind: .text, source: .xfa), count: 5_001)),
        Document(format: .pdf, blocks: [(0..<300).reduce(.pageBreak) { inner, _ in .container(.body, [inner]) }]),
    ]

    @Test("What no reader says is refused", arguments: impossible)
    func refuses(document: Document) {
        #expect(throws: WireError.self) { try decode(WorkerReply.document(document).encoded()) }
    }

    @Test func aFailureComesBack() throws {
        let failure = WorkerReply.failure(DocumentError(.locked, String(repeating: "ع", count: 2_000)))
        guard case .failure(let error) = try WorkerReply.decode(failure.encoded(), from: 0, bounds: bounds) else {
            Issue.record("another reply")
            return
        }
        #expect(error.code == .locked)
        #expect(error.detail == String(repeating: "ع", count: 500))
    }

    @Test func anArchiveComesBack() throws {
        let entries = [
            ArchiveEntry(name: "د/a.docx", isNameGuessed: true, kind: .file, size: 1 << 40, obstacle: nil),
            ArchiveEntry(
                name: "", isNameGuessed: false, kind: .special, size: 0, obstacle: DocumentError(.locked, "x")),
        ]
        guard
            case .entries(let listed) = try WorkerReply.decode(
                WorkerReply.entries(entries).encoded(), from: 0, bounds: bounds)
        else {
            Issue.record("another reply")
            return
        }
        #expect(listed == entries)
        let contents: [EntryContent] = [.bytes([]), .bytes([0, 1, 255]), .failure(DocumentError(.broken, "sum"))]
        guard
            case .contents(let unpacked) = try WorkerReply.decode(
                WorkerReply.contents(contents).encoded(), from: 0, bounds: bounds)
        else {
            Issue.record("another reply")
            return
        }
        #expect(unpacked == contents)
        let many = WorkerReply.entries(Array(repeating: entries[1], count: 2_001)).encoded()
        #expect(throws: WireError.self) { try WorkerReply.decode(many, from: 0, bounds: bounds) }
    }

    @Test(
        "Requests about archives come back",
        arguments: [
            WorkerRequest.list(mediaType: "application/zip", limits: ["archive_total": 0]),
            .unpack(mediaType: "application/zip", indices: [0, 7, 1_999], limits: ["worker_reply": 1]),
        ])
    func archiveRequests(request: WorkerRequest) throws {
        let (received, file) = try WorkerRequest.decode(request.encoded() + [9], from: 0)
        #expect(received == request)
        #expect(file == [9])
    }

    @Test func aRequestComesBackWithItsFile() throws {
        let request = ReadRequest(mediaType: "text/plain", charset: "windows-1256", limits: ["xml_depth": 200])
        let (received, file) = try WorkerRequest.decode(WorkerRequest.read(request).encoded() + [1, 2, 3], from: 0)
        guard case .read(let read) = received else {
            Issue.record("another request")
            return
        }
        #expect(read == request)
        #expect(file == [1, 2, 3])
    }
}
