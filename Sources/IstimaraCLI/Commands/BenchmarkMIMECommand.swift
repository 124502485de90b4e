internal import ArgumentParser
internal import FoundationEssentials
import Glibc
internal import MIME
internal import Mail

extension BenchmarkCommand {
    /// `istimara benchmark mime`: what reading mail costs above what its bytes cost in any program.
    struct MIMEReading: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "mime",
            abstract: "Parses messages, decodes their parts and digests them; then each physical step by itself.",
            discussion: "Example: istimara benchmark mime maildir/new")
        @Argument(help: "A folder of messages, all of which must fit in memory.") var folder: String
        @Option(help: "How often everything is done; the best round of each step counts.") var rounds = 5

        struct Figures: Encodable {
            var messages: Int
            var parts: Int
            var bytes: Int
            var decoded_bytes: Int
            /// Processor time of parsing, decoding and digesting.
            var seconds: Double
            var scan_seconds: Double
            var base64_seconds: Double
            var sha256_seconds: Double
            /// `seconds` as a multiple of the sum of the three steps.
            var ratio: Double
        }

        func run() async throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            let messages = try names.map { Specimen(try InputFile.bytes(folder + "/" + $0)) }
            var best = [Double](repeating: .infinity, count: MIMEReadingStep.allCases.count)
            for _ in 0..<max(1, rounds) {
                for (index, step) in MIMEReadingStep.allCases.enumerated() {
                    let started = ProcessorTime.seconds()
                    for message in messages { step.perform(message) }
                    best[index] = min(best[index], ProcessorTime.seconds() - started)
                }
            }
            let floor = best.dropFirst().reduce(0, +)
            let figures = Figures(
                messages: messages.count, parts: messages.reduce(0) { $0 + $1.leaves.count },
                bytes: messages.reduce(0) { $0 + $1.bytes.count },
                decoded_bytes: messages.reduce(0) { $0 + $1.contents.reduce(0) { $0 + $1.count } }, seconds: best[0],
                scan_seconds: best[1], base64_seconds: best[2], sha256_seconds: best[3],
                ratio: best[0] / max(floor, 1e-9))
            Terminal.standard.say(try JSONOutput.text(figures))
        }
    }

    /// `istimara benchmark memory`: one large message read from a mapped file; its peak is what the system says of the process.
    struct Memory: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Parses one message of any size, decodes its parts and digests them.",
            discussion: "Example: istimara benchmark memory large.eml")
        @Argument(help: "A saved message.") var file: String

        struct Part: Encodable {
            var path: String
            var filename: String?
            var size: Int
            var digest: ContentDigest
        }

        func run() async throws {
            guard let mapped = MappedFile(path: file) else {
                throw CommandFailure(.noInput, code: "unreadable", "\(file) cannot be read")
            }
            let bytes = mapped.bytes
            for leaf in Specimen.leaves(of: bytes) {
                var sink = DigestSink()
                PartDecoder().decode(leaf, in: bytes, into: &sink)
                let size = sink.count
                let part = Part(path: leaf.path, filename: leaf.filename, size: size, digest: sink.finish())
                Terminal.standard.say(try JSONOutput.text(part))
            }
        }
    }
}

/// One message of a measurement, and what comes out of it.
private struct Specimen {
    var bytes: MessageBytes
    var leaves: [BodyPart]
    /// The decoded bytes of each leaf.
    var contents: [[UInt8]]

    init(_ raw: [UInt8]) {
        let bytes = MessageBytes(raw)
        self.bytes = bytes
        leaves = Self.leaves(of: bytes)
        contents = leaves.map { PartDecoder().decode($0, in: bytes) }
    }

    static func leaves(of bytes: MessageBytes) -> [BodyPart] {
        guard let parsed = try? MessageParser().parse(bytes) else { return [] }
        var leaves: [BodyPart] = []
        var waiting = [parsed.root]
        while let part = waiting.popLast() {
            if part.children.isEmpty { leaves.append(part) }
            waiting += part.children.reversed()
        }
        return leaves
    }
}

/// What is measured, and the steps that no program can do without.
private enum MIMEReadingStep: CaseIterable {
    case everything, scan, base64, sha256

    func perform(_ message: Specimen) {
        switch self {
        case .everything:
            for leaf in Specimen.leaves(of: message.bytes) {
                var sink = DigestSink()
                PartDecoder().decode(leaf, in: message.bytes, into: &sink)
                _ = sink.finish()
            }
        case .scan:
            // A byte that no message of the set holds.
            _ = unsafe message.bytes.withContiguousStorageIfAvailable { buffer in
                unsafe buffer.baseAddress.map { unsafe memchr($0, 0, buffer.count) }
            }
        case .base64:
            for leaf in message.leaves where leaf.transferEncoding == .base64 {
                var sink = CountSink()
                PartDecoder().decode(leaf, in: message.bytes, into: &sink)
            }
        case .sha256:
            for content in message.contents { _ = ContentDigest(of: content) }
        }
    }
}

/// Digests what is decoded, and keeps nothing of it.
private struct DigestSink: ByteSink, ~Copyable {
    private var digest = DigestAccumulator()
    private(set) var count = 0

    mutating func write(_ piece: ArraySlice<UInt8>) {
        digest.update(piece)
        count += piece.count
    }

    consuming func finish() -> ContentDigest { digest.finish() }
}

/// Counts what is decoded.
private struct CountSink: ByteSink {
    private(set) var count = 0
    mutating func write(_ piece: ArraySlice<UInt8>) { count += piece.count }
}
