import Documents
import Foundation
import Mail
import Testing
import ZipPackage

@testable import Extraction

/// A file that takes exactly so much of one limit.
struct LimitCase: CustomTestStringConvertible {
    var limit: Limit
    var quantity: Int
    /// A message, or a document where its bytes are one.
    var file: [UInt8]

    init(_ limit: Limit, _ quantity: Int, _ file: [UInt8]) {
        self.limit = limit
        self.quantity = quantity
        self.file = file
    }

    var testDescription: String { limit.rawValue }

    /// What the extraction says of the file: the codes of the message and of its parts.
    func codes(at value: Int) throws -> Set<String> {
        var limits = Limits()
        limits[limit] = value
        let message = try Extractor(workerPath: Workers.real, limits: limits).extract(file: file, filename: nil)
        let found = message.findings + message.parts.flatMap(\.findings)
        return Set(found.map(\.code) + message.parts.compactMap(\.reason))
    }
}

extension WorkerTests {
    @Suite(.serialized) struct LimitTests {
        @Test("At its limit a file is read; with one less, the limit is told", arguments: cases)
        func limit(_ limit: LimitCase) throws {
            #expect(try limit.codes(at: limit.quantity) == [])
            #expect(try limit.codes(at: limit.quantity - 1) == [limit.limit.rawValue])
        }

        /// Limits of time, memory, the network and the disk, which no one file takes exactly, and where they are tested.
        static let elsewhere: [Limit: String] = [
            .messageSize: "MailFolderTests, MailboxPassTests", .imapLine: "ResponseFramerTests",
            .imapNesting: "ResponseParserTests", .imapSilence: "DeadlinesTests", .imapFloor: "DeadlinesTests",
            .imapDailyBytes: "FetchBudgetTests", .workerWall: "HostileTests", .workerCPU: "FenceTests",
            .workerMemory: "HostileTests", .workerReply: "below", .attempts: "RecordStoreConformance",
            .diskFree: "PollCycleTests", .alarmWall: "AlarmTests",
        ]

        /// Limits of formats that have no reader.
        static let withoutReader: Set<Limit> = [.documentPages, .pageGlyphs, .imagePixels]

        @Test func everyLimitIsTested() {
            let tested = Set(Self.cases.map(\.limit)).union(Self.elsewhere.keys).union(Self.withoutReader)
            #expect(tested == Set(Limit.allCases))
        }

        @Test("A reply of just the limit is taken; of one byte more, none of it")
        func reply() throws {
            let file = Array(String(repeating: "ligne de texte\n", count: 500).utf8)
            func state(_ bytes: Int) throws -> String? {
                var limits = Limits()
                limits[.workerReply] = bytes
                let extractor = Extractor(workerPath: Workers.real, limits: limits)
                return try extractor.extract(document: file, filename: "a.txt").parts[0].reason
            }
            // The smallest limit that lets the reply through.
            var refused = 1_000
            var taken = 1_000_000
            while taken - refused > 1 {
                let middle = (taken + refused) / 2
                if try state(middle) == nil { taken = middle } else { refused = middle }
            }
            #expect(try state(taken) == nil)
            #expect(try state(refused) == "worker_reply")
            // The text itself is most of a reply.
            #expect((file.count..<file.count * 8).contains(taken))
        }

        static let cases: [LimitCase] = [
            LimitCase(.headerBlock, letterHeader.count, letterHeader + Array("\r\nBonjour\r\n".utf8)),
            LimitCase(.mimeDepth, 7, Letter.message(nested(7))),
            LimitCase(.mimeParts, 9, Letter.message(.multipart("mixed", Array(repeating: note, count: 9)))),
            LimitCase(
                .addresses, 28,
                Letter.message(
                    note, fields: ["Cc: " + Array(repeating: "a@example.org", count: 28).joined(separator: ", ")])),
            LimitCase(.attachmentSize, 5_000, Letter.mixed(.text("x\n"), .attachment("a.txt", words(5_000)))),
            LimitCase(.archiveEntries, 12, archive((1...12).map { ("\($0).txt", words(10)) })),
            LimitCase(.archiveDepth, 3, archive([("2.zip", archive([("3.zip", archive([("a.txt", words(10))]))]))])),
            LimitCase(.archiveTotal, 3_000, archive((1...3).map { ("\($0).txt", words(1_000)) })),
            LimitCase(.archiveRatio, loose.ratio, loose.archive),
            LimitCase(.packagePart, word(p("un")).part, word(p("un")).file),
            LimitCase(.packageTotal, word(p("un")).total, word(p("un")).file),
            LimitCase(.xmlDepth, 43, word(nest(42)).file),
            LimitCase(.xmlNodes, 3 + 4 + 7 * 100, word(String(repeating: p("un"), count: 100)).file),
            LimitCase(.documentText, 900, word(p(String(repeating: "é", count: 450))).file),
            LimitCase(.documentCells, 24, word(table(rows: 6, columns: 4)).file),
            LimitCase(.documentFields, 8, word(String(repeating: control, count: 8)).file),
        ]
    }
}

// What the cases are made of.

private let letterHeader = Array(
    "From: a@example.org\r\nSubject: \(String(repeating: "x", count: 900))\r\nContent-Type: text/plain\r\n".utf8)
private let note = Letter.Part.attachment("a.txt", words(10))

/// A text of so many bytes.
private func words(_ count: Int) -> [UInt8] { (1...count).map { UInt8(ascii: $0 % 8 == 0 ? "\n" : "m") } }

/// Multiparts within one another.
private func nested(_ depth: Int) -> Letter.Part {
    depth == 0 ? note : .multipart("mixed", [nested(depth - 1)])
}

private func archive(_ members: [(String, [UInt8])]) -> [UInt8] {
    var writer = ZipWriter()
    for (name, content) in members { writer.add(name, content) }
    return (try? writer.finish()) ?? []
}

/// An archive of one file of blanks beyond the size from which the ratio counts, and how loosely it is packed.
private let loose: (archive: [UInt8], ratio: Int) = {
    let size = 2_100_000
    let words = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 97) & 0x1F | 0x40 }
    let bytes = archive([("a.txt", words)])
    let packed = (try? ZipPackage(bytes))?.members.first.map { Int($0.packedSize) } ?? 1
    // The least whole ratio r of which size / r, rounded down, is not more than is there.
    return (bytes, (1...).first { size / $0 <= packed } ?? 1)
}()

private func p(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }

/// Elements within one another, in a body.
private func nest(_ depth: Int) -> String {
    String(repeating: "<w:x>", count: depth) + String(repeating: "</w:x>", count: depth)
}

private func table(rows: Int, columns: Int) -> String {
    let row = "<w:tr>" + String(repeating: "<w:tc>\(p("un"))</w:tc>", count: columns) + "</w:tr>"
    return "<w:tbl>" + String(repeating: row, count: rows) + "</w:tbl>"
}

private let control =
    "<w:sdt><w:sdtPr><w:tag w:val=\"q\"/><w:text/></w:sdtPr><w:sdtContent>\(p("un"))</w:sdtContent></w:sdt>"

/// A Word document, the bytes of its largest part and of all that are read.
private func word(_ body: String) -> (file: [UInt8], part: Int, total: Int) {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let links =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\""
        + " Type=\"\(office)/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    let main =
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\(body)</w:body>"
        + "</w:document>"
    let parts = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", links), ("word/document.xml", main)]
    return (
        archive(parts.map { ($0.0, Array($0.1.utf8)) }), max(links.utf8.count, main.utf8.count),
        links.utf8.count + main.utf8.count
    )
}
