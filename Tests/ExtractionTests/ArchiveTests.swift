import Documents
import Foundation
import Mail
import Testing
import ZipPackage

@testable import Extraction

/// Each part on one line: path, role, state, reason and findings.
private func summary(_ parts: some Sequence<ExtractedPart>) -> [String] {
    parts.map { part in
        let words = [part.path, part.role.rawValue, part.state.rawValue, part.reason].compactMap { $0 }
        return (words + part.findings.map { "(\($0.code))" }).joined(separator: " ") + (part.isQuarantined ? " !" : "")
    }
}

private func zip(_ members: (String, [UInt8])...) throws -> [UInt8] {
    var writer = ZipWriter()
    for (name, content) in members { writer.add(name, content) }
    return try writer.finish()
}

private func text(_ words: String) -> [UInt8] { Array(words.utf8) }

extension WorkerTests {
    @Suite(.serialized) struct ArchiveTests {
        let extractor = Extractor(workerPath: Workers.real)

        private func parts(of archive: [UInt8], limits: Limits = Limits()) throws -> [ExtractedPart] {
            let raw = Letter.mixed(.text("ci-joint\n"), .attachment("a.zip", archive))
            return Array(
                try Extractor(workerPath: Workers.real, limits: limits).extract(message: raw).parts.dropFirst())
        }

        @Test("Forms in an archive are read like attachments, and their paths lead back to their bytes")
        func forms() throws {
            let form = try Letter.file("filled.docx")
            let page = text("<html><body><p>Page</p></body></html>")
            let inner = Letter.mixed(.text("fwd\n"), .attachment("g.docx", form))
            let archive = try zip(
                ("dossier/استمارة.docx", form), ("note.txt", text("Bonjour")), ("page.html", page),
                ("m.eml", inner), ("scan.pdf", text("%PDF-1.7\n")))
            let raw = Letter.mixed(.text("ci-joint\n"), .attachment("a.zip", "application/zip", archive))
            let message = try extractor.extract(message: raw)
            #expect(
                summary(message.parts) == [
                    "1 body read", "2 archive read", "2!dossier/استمارة.docx form read", "2!note.txt form read",
                    "2!page.html form read", "2!m.eml message read", "2!m.eml/1 body read", "2!m.eml/2 form read",
                    "2!scan.pdf form unreadable no_reader",
                ])
            #expect(message.parts[2].filename == "استمارة.docx")
            #expect(message.parts[2].declaredType == nil)
            #expect(message.parts[2].document?.format == .docx)
            for part in message.parts {
                let bytes = try #require(PartContent.bytes(of: part.path, in: raw, workerPath: Workers.real))
                #expect(bytes.count == part.size)
                #expect(ContentDigest(of: bytes) == part.digest)
            }
            #expect(PartContent.bytes(of: "2!nothing", in: raw, workerPath: Workers.real) == nil)
            #expect(PartContent.bytes(of: "2!note.txt/1", in: raw, workerPath: Workers.real) == nil)
            #expect(PartContent.bytes(of: "2!note.txt", in: raw) == nil)
        }

        @Test("Word files that an archive holds as they are do not make it a Word file, nor does a folder's name")
        func storedForms() throws {
            let form = try Letter.file("filled.docx")
            var writer = ZipWriter()
            writer.add("f.docx", form, compression: .stored)
            let inner = try writer.finish()
            writer.add("word/g.txt", text("un"), compression: .stored)
            writer.add("inner.zip", inner, compression: .stored)
            #expect(
                try summary(parts(of: writer.finish())) == [
                    "2 archive read", "2!f.docx form read", "2!word/g.txt form read", "2!inner.zip archive read",
                    "2!inner.zip!f.docx form read",
                ])
        }

        @Test func aBareArchiveIsPartOne() throws {
            let archive = try zip(("f.docx", Letter.file("filled.docx")))
            let message = try extractor.extract(document: archive, filename: "a.zip")
            #expect(summary(message.parts) == ["1 archive read", "1!f.docx form read"])
            #expect(message.digest == ContentDigest(of: archive))
            let bytes = PartContent.bytes(of: "1!f.docx", in: archive, workerPath: Workers.real)
            #expect(try bytes == Letter.file("filled.docx"))
        }

        @Test("An archive in an archive, to the depth of the limit")
        func nesting() throws {
            var archive = try zip(("f.txt", text("un")))
            archive = try zip(("1.zip", archive), ("g.txt", text("deux")))
            let form = try parts(of: archive)
            #expect(
                summary(form) == [
                    "2 archive read", "2!1.zip archive read", "2!1.zip!f.txt form read",
                    "2!g.txt form read",
                ])
            let deep = try parts(of: zip(("2.zip", archive)))
            #expect(
                summary(deep) == [
                    "2 archive read", "2!2.zip archive read",
                    "2!2.zip!1.zip archive limited archive_depth !", "2!2.zip!g.txt form read",
                ])
        }

        @Test("What an operating system left there is told and not read; an archive of nothing else is empty")
        func systemFiles() throws {
            let archive = try zip(
                ("f.txt", text("un")), ("__MACOSX/._f.txt", text("x")), (".DS_Store", text("x")))
            #expect(
                try summary(parts(of: archive)) == [
                    "2 archive read", "2!f.txt form read", "2!__MACOSX/._f.txt other skipped (system_file)",
                    "2!.DS_Store other skipped (system_file)",
                ])
            let empty = try parts(of: [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18))
            #expect(summary(empty) == ["2 archive unreadable empty !"])
            #expect(summary(try parts(of: zip((".DS_Store", text("x"))))).first == "2 archive unreadable empty !")
        }

        @Test("Entries of all archives of a message count against the limits")
        func limits() throws {
            var limits = Limits()
            limits[.archiveEntries] = 3
            let inner = try zip(("a.txt", text("a")), ("b.txt", text("b")))
            #expect(
                try summary(parts(of: zip(("1.zip", inner), ("2.zip", inner)), limits: limits)) == [
                    "2 archive read", "2!1.zip archive limited archive_entries (archive_entries) !",
                    "2!2.zip archive limited archive_entries (archive_entries) !",
                ])
            limits = Limits()
            limits[.archiveTotal] = 5
            #expect(
                try summary(parts(of: zip(("a.txt", text("1234")), ("b.txt", text("56"))), limits: limits)) == [
                    "2 archive read", "2!a.txt form read",
                    "2!b.txt other limited archive_total (archive_total) !",
                ])
        }

        @Test("A file of 40 MB in 40 KB, beside one that is read")
        func bomb() throws {
            let start = SuspendingClock.now
            let memory = try ProcessCensus.residentMemory()
            let archive = try zip(
                ("bomb.txt", Array(repeating: 0x20, count: 40_000_000)), ("f.txt", text("un")),
                ("low.txt", Array(repeating: 0x20, count: 2_000_000)))
            let parts = try parts(of: archive)
            #expect(
                summary(parts) == [
                    "2 archive read", "2!bomb.txt other limited archive_ratio (archive_ratio) !", "2!f.txt form read",
                    "2!low.txt form read",
                ])
            #expect(SuspendingClock.now - start < .seconds(20))
            #expect(try ProcessCensus.residentMemory() - memory < 128 << 20)
        }

        @Test("Files larger than a reply come one by one")
        func largeFiles() throws {
            var generator = SystemRandomNumberGenerator()
            let noise = (0..<1_250_000).flatMap { _ in
                unsafe withUnsafeBytes(of: generator.next()) { unsafe Array($0) }
            }
            let archive = try zip(("a.bin", noise), ("b.bin", Array(noise.reversed())), ("c.txt", text("fin")))
            let parts = try parts(of: archive)
            #expect(parts.map(\.size) == [archive.count, 10_000_000, 10_000_000, 3])
            #expect(parts[2].digest == ContentDigest(of: Array(noise.reversed())))
        }

        @Test("More files than are asked for at once")
        func manyFiles() throws {
            var writer = ZipWriter()
            for number in 0..<600 { writer.add("\(number).mp3", [0x49, 0x44, 0x33, UInt8(number % 256), 0]) }
            let parts = try parts(of: writer.finish())
            #expect(parts.count == 601)
            #expect(parts.dropFirst().enumerated().allSatisfy { $1.path == "2!\($0).mp3" && $1.size == 5 })
            #expect(parts[300].digest == ContentDigest(of: [0x49, 0x44, 0x33, 43, 0]))
        }

        /// A lie of `hostile-worker.py` about an archive, and what becomes of the archive and its three files.
        static let lies: [(lie: String, parts: [String])] = [
            ("none", ["archive read", "form read", "form read", "form read"]),
            ("large_entry", ["archive unreadable worker_reply"]), ("large_total", ["archive unreadable worker_reply"]),
            ("many_entries", ["archive unreadable worker_reply"]),
            ("no_such_kind", ["archive unreadable worker_reply"]),
            ("document", ["archive unreadable worker_reply"]),
            ("other_size", ["archive read", "form read", "other unreadable worker_reply", "form read"]),
            (
                "too_many_contents",
                ["archive read"] + Array(repeating: "other unreadable worker_reply", count: 3)
            ),
            ("no_contents", ["archive read"] + Array(repeating: "other unreadable worker_reply", count: 3)),
            ("dies_at_contents", ["archive read"] + Array(repeating: "other unreadable worker_crash", count: 3)),
        ]

        @Test("A worker that was taken over is not believed about an archive", arguments: lies)
        func takenOver(lie: String, parts: [String]) throws {
            let before = try ProcessCensus.take()
            let archive = text("PK\u{5}\u{6} ARCHIVE:\(lie) ") + [0]
            let raw = Letter.mixed(.attachment("a.zip", archive), .attachment("z.txt", text("après")))
            let message = try Extractor(workerPath: Workers.hostile, limits: Workers.impatient).extract(message: raw)
            let seen = message.parts.map { part in
                [part.role.rawValue, part.state.rawValue, part.reason].compactMap { $0 }.joined(separator: " ")
            }
            #expect(seen == parts + ["form read"])
            #expect(message.parts.allSatisfy { $0.isQuarantined == ($0.state == .unreadable) })
            #expect(try ProcessCensus.take(after: before) == before)
        }
    }
}
