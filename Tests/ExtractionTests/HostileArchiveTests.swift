import Documents
import Foundation
import Mail
import TestSupport
import Testing
import ZipPackage

@testable import Extraction

extension WorkerTests {
    /// Archives that want to hurt, or that were hurt: each entry ends in a state, the others are read, and nothing costs
    /// more than a document does.
    @Suite(.serialized) struct HostileArchiveTests {
        typealias Member = ZipForge.Member

        struct Sample: Sendable, CustomTestStringConvertible {
            var name: String
            var bytes: [UInt8]
            /// Path, state and reason of each part, the archive's first; `!` for quarantine, findings in brackets.
            var parts: [String]
            var testDescription: String { name }

            init(_ name: String, _ bytes: [UInt8], _ parts: String...) {
                self.name = name
                self.bytes = bytes
                self.parts = parts
            }

            init(_ name: String, _ members: [Member], _ parts: String...) {
                self.name = name
                bytes = ZipForge(members).bytes
                self.parts = parts
            }
        }

        static let samples: [Sample] = [
            Sample(
                "names that climb out",
                [Member("../../etc/cron.d/x"), Member("/etc/passwd"), Member("C:\\Windows\\x"), Member("..\\x")],
                "2 read", "2!etc/cron.d/x read [unsafe_name]", "2!etc/passwd read [unsafe_name]",
                "2!C:/Windows/x read [unsafe_name]", "2!x read [unsafe_name]"),
            Sample(
                "links and devices",
                [
                    Member("link", "/etc/passwd").with { ($0.host, $0.mode) = (3, 0xA1FF) },
                    Member("null").with { ($0.host, $0.mode) = (3, 0x21B6) }, Member("a.txt"),
                ],
                "2 read", "2!link unreadable special_file [special_file]",
                "2!null unreadable special_file [special_file]", "2!a.txt read"),
            Sample(
                "a name that stands twice, and a file that is a folder",
                [Member("a.txt", "one"), Member("a.txt", "two"), Member("a.txt/1", "three")],
                "2 read", "2!a.txt read", "2!a.txt#2 read [duplicate_name]", "2!1#3 read [duplicate_name]"),
            Sample(
                "one locked entry", [Member("a.txt", "012345678901abc").with { $0.flags = 1 }, Member("b.txt")],
                "2 read", "2!a.txt locked locked [locked]", "2!b.txt read"),
            Sample(
                "a method that nothing unpacks", [Member("a.txt").with { $0.method = 97 }, Member("b.txt")],
                "2 read", "2!a.txt unreadable no_reader [no_reader]", "2!b.txt read"),
            Sample(
                "sizes that are not the contents'",
                [
                    Member("a.txt", "four").with { $0.declaredSize = 3 },
                    Member("b.txt", "four").with { $0.declaredSize = 5 }, Member("c.txt"),
                ],
                "2 read", "2!a.txt unreadable broken [broken] !", "2!b.txt unreadable broken [broken] !", "2!c.txt read"
            ),
            Sample(
                "sizes beyond the limits",
                [
                    Member("a").with { $0.declaredSize = 1 << 31 }, Member("b.txt"),
                    Member("c", "x").with { ($0.isZip64, $0.declaredSize) = (true, 1 << 46) },
                ],
                "2 read", "2!a limited archive_ratio [archive_ratio] !", "2!b.txt read",
                "2!c limited archive_ratio [archive_ratio] !"),
            Sample(
                "entries in the same bytes",
                [Member("a.txt", "0123456789"), Member("b.txt").with { $0.offset = 0 }, Member("c.txt")],
                "2 read", "2!a.txt unreadable overlapping [overlapping] !",
                "2!b.txt unreadable overlapping [overlapping] !", "2!c.txt read"),
            Sample(
                "an entry outside of the file", [Member("a.txt").with { $0.offset = 0x7FFF_FFFF }, Member("b.txt")],
                "2 read", "2!a.txt unreadable broken [broken] !", "2!b.txt read"),
            Sample(
                "sizes behind the contents, and of 64 bits",
                [Member("a.txt").with { $0.hasDescriptor = true }, Member("b.txt").with { $0.isZip64 = true }],
                "2 read", "2!a.txt read", "2!b.txt read"),
            Sample(
                "one file of several", [Member("a.txt").with { $0.disk = 1 }],
                "2 unreadable multi_disk [multi_disk] !"),
            Sample(
                "cut off", Array(ZipForge(Member("a.txt", "content")).bytes.dropLast(30)),
                "2 unreadable broken [broken] !"),
            Sample(
                "more entries than the limit", (0...2_000).map { Member("\($0)", "") },
                "2 limited archive_entries [archive_entries] !"),
            Sample(
                "a name in Arabic that Windows wrote",
                [Member(name: [0xA2, 0xA9, 0x9F, 0xA0, 0x2E, 0x74, 0x78, 0x74])],
                "2 read", "2!تراب.txt read [guessed_name]"),
        ]

        @Test("A hostile archive ends in its states", arguments: samples)
        func sample(_ sample: Sample) throws {
            let start = SuspendingClock.now
            let before = try ProcessCensus.take()
            let raw = Letter.mixed(
                .text("ci-joint\n"), .attachment("a.zip", sample.bytes), .attachment("z.txt", Array("après".utf8)))
            let message = try Extractor(workerPath: Workers.real).extract(message: raw)
            #expect(Self.summary(message.parts.dropFirst().dropLast()) == sample.parts)
            #expect(message.parts.last?.state == .read)
            #expect(SuspendingClock.now - start < .seconds(10))
            #expect(try ProcessCensus.take(after: before) == before)
        }

        @Test("Sixteen archives in each of sixteen, five levels deep, cost no more than the limits")
        func fan() throws {
            var archive = Array(repeating: UInt8(0), count: 1_000_000)
            for level in 0..<5 {
                var writer = ZipWriter()
                for number in 0..<16 { writer.add("\(level)-\(number)\(level == 0 ? ".txt" : ".zip")", archive) }
                archive = try writer.finish()
            }
            let start = SuspendingClock.now
            let memory = try ProcessCensus.residentMemory()
            let raw = Letter.mixed(.attachment("42.zip", archive))
            let parts = try Extractor(workerPath: Workers.real).extract(message: raw).parts
            #expect(parts.count == 1 + 16 + 16 * 16)
            let deepest = parts.filter { $0.path.utf8.count { $0 == UInt8(ascii: "!") } == 2 }
            #expect(deepest.count == 256)
            #expect(deepest.allSatisfy { $0.reason == "archive_depth" && $0.isQuarantined })
            #expect(SuspendingClock.now - start < .seconds(20))
            #expect(try ProcessCensus.residentMemory() - memory < 64 << 20)
        }

        private static func summary(_ parts: some Sequence<ExtractedPart>) -> [String] {
            parts.map { part in
                let words = [part.path, part.state.rawValue, part.reason].compactMap { $0 }
                let findings = part.findings.map { "[\($0.code)]" }
                return (words + findings + (part.isQuarantined ? ["!"] : [])).joined(separator: " ")
            }
        }
    }
}
