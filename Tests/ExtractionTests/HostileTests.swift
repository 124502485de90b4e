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
            #expect(try ProcessCensus.take() == before)
        }

        /// A file of the resources, and how it must end.
        static let documents: [(file: String, state: ExtractedState, reason: String)] = [
            ("billion_laughs.docx", .unreadable, "forbidden"), ("truncated.docx", .unreadable, "broken"),
            ("dup_document.docx", .unreadable, "forbidden"), ("traversal.docx", .unreadable, "forbidden"),
            ("encrypted.docx", .locked, "locked"),
        ]

        @Test("A hostile document ends in its state", arguments: documents)
        func document(file: String, state: ExtractedState, reason: String) throws {
            let extractor = Extractor(workerPath: Workers.real)
            let message = try extractor.extract(document: Letter.file("hostile/\(file)"), filename: file)
            let part = try #require(message.parts.first)
            #expect(part.state == state)
            #expect(part.reason == reason)
            #expect(part.isQuarantined == (state != .locked))
            #expect(part.document == nil)
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
            #expect(try ProcessCensus.take() == before)
            #expect(try ProcessCensus.residentMemory() - memory < 16 << 20)
        }
    }
}
