import Documents
import Foundation
import Mail
import Testing

@testable import Extraction

extension WorkerTests {
    /// The whole way with workers that die and documents that want them to.
    @Suite(.serialized) struct HostileTests {
        @Test("A worker taken over costs the part it read", arguments: WorkerTests.attacks)
        func attack(_ attack: Attack) throws {
            let before = try ProcessCensus.take()
            let raw = Letter.mixed(
                .attachment("a.txt", Array("un\n".utf8)),
                .attachment("b.txt", Array("ATTACK:\(attack.name) \n".utf8)),
                .attachment("c.txt", Array("trois\n".utf8)))
            let message = try Extractor(workerPath: Workers.hostile, limits: Workers.impatient).extract(message: raw)
            #expect(message.parts.map(\.isQuarantined) == [false, true, false])
            #expect(message.parts.map(\.reason) == [nil, attack.code.rawValue, nil])
            #expect(message.parts.map { $0.document == nil } == [false, true, false])
            #expect(message.parts[1].state == (attack.code.isLimit ? .limited : .unreadable))
            #expect(try ProcessCensus.take(after: before) == before)
        }

        /// A file of the resources, and how its part must end; where it is a message, the part that is worst off.
        static let files: [(file: String, state: ExtractedState, reason: String?)] = [
            // Packages and XML.
            ("badxml.docx", .unreadable, "broken"), ("truncated.docx", .unreadable, "broken"),
            ("garbage.docx", .unreadable, "broken"), ("pk_garbage.docx", .unreadable, "broken"),
            ("empty.docx", .unreadable, "empty"), ("billion_laughs.docx", .unreadable, "forbidden"),
            ("billion_laughs_utf16.docx", .unreadable, "forbidden"), ("xxe.docx", .unreadable, "forbidden"),
            ("xxe_param.docx", .unreadable, "forbidden"), ("dup_document.docx", .unreadable, "forbidden"),
            ("traversal.docx", .unreadable, "forbidden"), ("deep.docx", .limited, "archive_ratio"),
            ("encrypted.docx", .locked, "locked"), ("password.pdf", .locked, "locked"),
            // What is active in them is left alone, and what they ask for is not fetched.
            ("deep_tables_80.docx", .read, nil), ("macro.docm", .read, nil), ("template_external.docx", .read, nil),
            ("template.docx", .read, nil), ("image.docx", .read, nil), ("includes.docx", .read, nil),
            ("page.html", .read, nil),
            // Kinds without a reader are never opened.
            ("field_cycle.pdf", .unreadable, "no_reader"), ("flate_bomb.pdf", .unreadable, "no_reader"),
            ("huge_page.pdf", .unreadable, "no_reader"), ("js_launch.pdf", .unreadable, "no_reader"),
            ("page_cycle.pdf", .unreadable, "no_reader"), ("unnamed_loop.pdf", .unreadable, "no_reader"),
            ("xobject_recursion.pdf", .unreadable, "no_reader"), ("repeat.odt", .unreadable, "no_reader"),
            ("odt_image.odt", .unreadable, "no_reader"), ("odt_section.odt", .unreadable, "no_reader"),
            ("sst_bomb.xlsx", .unreadable, "no_reader"), ("xmlbomb.xlsx", .unreadable, "no_reader"),
            ("pic.rtf", .unreadable, "no_reader"),
            // Messages.
            ("bigtext.eml", .limited, "archive_ratio"), ("deepxml.eml", .unreadable, "broken"),
            ("lol.eml", .unreadable, "forbidden"), ("xxe.eml", .unreadable, "forbidden"),
            ("nest1k.eml", .limited, "mime_depth"), ("pdfbomb.eml", .unreadable, "no_reader"),
            ("pdfjs.eml", .unreadable, "no_reader"), ("pdfloop.eml", .unreadable, "no_reader"),
            ("png65k.eml", .skipped, nil),
        ]

        @Test("A hostile file ends in its state", arguments: files)
        func file(file: String, state: ExtractedState, reason: String?) throws {
            let extractor = Extractor(workerPath: Workers.real)
            let bytes = try Letter.file("hostile/\(file)")
            let message =
                file.hasSuffix(".eml")
                ? try extractor.extract(message: bytes) : try extractor.extract(document: bytes, filename: file)
            let part = try #require(message.parts.last { $0.state == state })
            #expect(part.reason == reason)
            #expect((part.document == nil) == (state != .read))
            let isHarmless = [.read, .locked, .skipped].contains(state) || reason == "no_reader"
            #expect(part.isQuarantined == !isHarmless)
        }

        @Test("Every hostile file of the resources is in the table")
        func filesAreInTheTable() throws {
            let folder = try #require(Bundle.module.url(forResource: "Resources/hostile", withExtension: nil))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(names) == Set(Self.files.map(\.file)))
        }

        @Test("A document of 60 MB in 61 KB meets a limit and leaves the letter")
        func bomb() throws {
            let message = try Extractor(workerPath: Workers.real).extract(message: Letter.file("hostile/bigtext.eml"))
            #expect(message.parts.map(\.state) == [.read, .limited])
            #expect(message.parts[1].reason == "archive_ratio")
        }

        @Test("A document that needs more memory than the worker has is told apart from a crash")
        func memory() throws {
            let size = 20 << 20
            var limits = Limits()
            limits[.workerMemory] = try Self.addressSpaceOfIdleWorker() + size
            let text = Array(repeating: UInt8(ascii: "x"), count: size)
            let message = try Extractor(workerPath: Workers.real, limits: limits).extract(document: text, filename: nil)
            #expect(message.parts.map(\.reason) == ["worker_memory"])
        }

        /// What a worker takes up before it is sent anything, in bytes.
        private static func addressSpaceOfIdleWorker() throws -> Int {
            let worker = try Workers.start(Workers.real)
            let pages = try String(contentsOfFile: "/proc/\(worker.process)/statm", encoding: .utf8).prefix {
                $0 != " "
            }
            return try #require(Int(pages)) * 4_096
        }

        @Test("Nothing is left behind by 200 messages")
        func endurance() throws {
            let extractor = Extractor(workerPath: Workers.real)
            let raw = Letter.message(.text("Madame, Monsieur\n"))
            _ = try extractor.extract(message: raw)
            let before = try ProcessCensus.take()
            let memory = try ProcessCensus.residentMemory()
            for _ in 0..<200 {
                #expect(try extractor.extract(message: raw).parts.map(\.state) == [.read])
            }
            #expect(try ProcessCensus.take(after: before) == before)
            #expect(try ProcessCensus.residentMemory() - memory < 16 << 20)
        }
    }
}
