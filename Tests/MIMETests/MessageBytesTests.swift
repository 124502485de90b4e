import MIME
import Mail
import Synchronization
import Testing

/// Bytes that are not in an array: the same message comes out, and what was passed is given back.
@Suite struct MessageBytesTests {
    /// Holds bytes outside of any array and counts what it is given back.
    private final class Memory: MessageBytesOwner {
        private let start: Int
        private let count: Int
        private let given = Mutex(0)

        init(_ content: [UInt8]) {
            let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 16)
            unsafe memory.copyBytes(from: content)
            start = Int(bitPattern: memory.baseAddress)
            count = content.count
        }

        deinit { unsafe UnsafeMutableRawPointer(bitPattern: start)?.deallocate() }

        var bytes: MessageBytes {
            unsafe MessageBytes(
                UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count), owner: self)
        }

        var released: Int { given.withLock { $0 } }

        func release(_ range: Range<Int>) { given.withLock { $0 += range.count } }
    }

    private func contents(_ bytes: MessageBytes) throws -> [String] {
        let message = try MessageParser().parse(bytes)
        return leaves(message.root).map { part in
            let digest = ContentDigest(of: PartDecoder().decode(part, in: bytes))
            return "\(part.path) \(part.filename ?? "-") \(digest.hex)"
        } + codes(message)
    }

    @Test(arguments: CrookedMessageTests.cases) func sameAsInAnArray(_ file: CrookedMessageTests.Case) throws {
        let raw = try CrookedMessageTests.bytes(file.file)
        #expect(try contents(Memory(raw).bytes) == contents(MessageBytes(raw)))
    }

    @Test(arguments: ["base64", "quoted-printable", "binary"]) func whatWasPassedIsGivenBack(encoding: String) throws {
        let line = "JVBERi0xLjQgaGVsbG8gd29ybGQgJVBERi0xLjQgaGVsbG8gd29ybGQgJVBERi0xLjQgaGVsbG8g\n"
        let part = "Content-Transfer-Encoding: \(encoding)\n\n" + String(repeating: line, count: 50_000)
        let raw = crlf(ChecklistCase.mail(part))
        let memory = Memory(raw)
        #expect(try contents(memory.bytes) == contents(MessageBytes(raw)))
        #expect(memory.released > 2_000_000)
    }
}
