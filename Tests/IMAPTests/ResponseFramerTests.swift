import Testing

@testable import IMAP

/// The bytes, their logical lines as text, and each line's literals.
struct FramingFixture: CustomTestStringConvertible {
    var bytes: String
    var texts: [String]
    var literals: [[String]]

    init(_ bytes: String, _ texts: [String], _ literals: [[String]]? = nil) {
        self.bytes = bytes
        self.texts = texts
        self.literals = literals ?? texts.map { _ in [] }
    }

    var testDescription: String { bytes.debugDescription }

    static let all = [
        FramingFixture("* 1 EXISTS\r\n", ["* 1 EXISTS"]),
        FramingFixture("* 1 EXISTS\n* 2 RECENT\n", ["* 1 EXISTS", "* 2 RECENT"]),
        FramingFixture("* 1 FETCH (BODY[] {3}\r\nabc UID 7)\r\n", ["* 1 FETCH (BODY[]  UID 7)"], [["abc"]]),
        FramingFixture("* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n", ["* 1 FETCH (BODY[]  UID 7)"], [[""]]),
        FramingFixture("* 1 FETCH (BODY[] ~{4}\r\na\0\r\n)\r\n", ["* 1 FETCH (BODY[] )"], [["a\0\r\n"]]),
        FramingFixture("* 1 FETCH (A {1+}\r\nx B {2}\r\n}\r)\r\n", ["* 1 FETCH (A  B )"], [["x", "}\r"]]),
        // A line end, a tag and a mark inside a literal are its bytes.
        FramingFixture(
            "* 1 FETCH (BODY[] {24}\r\na1 OK done\r\n* 9 EXISTS\r\n)\r\n", ["* 1 FETCH (BODY[] )"],
            [["a1 OK done\r\n* 9 EXISTS\r\n"]]),
        // No literals: free text, and quotes.
        FramingFixture("* OK see {5}\r\nhello\r\n", ["* OK see {5}", "hello"]),
        FramingFixture("* bye {1}\r\nx\r\n", ["* bye {1}", "x"]),
        FramingFixture("a1 NO {5}\r\n", ["a1 NO {5}"]),
        FramingFixture("+ {5}\r\n", ["+ {5}"]),
        FramingFixture("* LIST () \"/\" \"a{5}\r\n", ["* LIST () \"/\" \"a{5}"]),
        FramingFixture("* LIST () \"\\\"\" {1}\r\nb\r\n", ["* LIST () \"\\\"\" "], [["b"]]),
        FramingFixture("* X {}\r\n* X {1x}\r\n", ["* X {}", "* X {1x}"]),
    ]
}

@Suite struct ResponseFramerTests {
    /// Everything a framer makes of `bytes` in pieces of `size`; streamed literals are gathered.
    private func frame(
        _ bytes: [UInt8], pieces size: Int, lineLimit: Int = 4_000_000, literalLimit: Int = 1 << 30
    ) throws -> (lines: [ResponseLine], streamed: [[UInt8]]) {
        var framer = ResponseFramer(lineLimit: lineLimit)
        framer.literalLimit = literalLimit
        var lines: [ResponseLine] = []
        var streamed: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            var input = bytes[start..<min(start + size, bytes.count)]
            while let event = try framer.next(&input) {
                switch event {
                case .line(let line): lines.append(line)
                case .literalBegan: streamed.append([])
                case .literalPiece(let piece): streamed[streamed.count - 1] += piece
                case .literalEnded: break
                }
            }
        }
        return (lines, streamed)
    }

    @Test(arguments: FramingFixture.all, [1, 2, 3, 7, 1_000])
    func linesAreTheSameInPiecesOfAnySize(_ fixture: FramingFixture, pieces: Int) throws {
        let lines = try frame(Array(fixture.bytes.utf8), pieces: pieces).lines
        #expect(lines.map { String(decoding: $0.text, as: UTF8.self) } == fixture.texts)
        let literals = lines.map { line in
            line.literals.map { literal in
                if case .held(let bytes) = literal.content {
                    String(decoding: bytes, as: UTF8.self)
                } else {
                    "streamed"
                }
            }
        }
        #expect(literals == fixture.literals)
    }

    @Test(arguments: [1, 4_096, 1 << 20]) func aLargeLiteralIsHandedOutInPieces(pieces: Int) throws {
        let content = (0..<(ResponseFramer.heldLiteralLimit + 1)).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let bytes = Array("* 1 FETCH (BODY[] {\(content.count)}\r\n".utf8) + content + Array(" UID 3)\r\n".utf8)
        let result = try frame(bytes, pieces: pieces)
        #expect(result.streamed == [content])
        #expect(result.lines.map(\.text) == [Array("* 1 FETCH (BODY[]  UID 3)".utf8)])
        #expect(result.lines.first?.literals.first?.content == .streamed(index: 0, size: content.count))
    }

    @Test func aLineOverTheLimitIsRefused() {
        #expect(throws: IMAPError(.lineTooLong)) {
            try frame(Array(String(repeating: "1 ", count: 600).utf8), pieces: 100, lineLimit: 1_000)
        }
        #expect(throws: IMAPError(.lineTooLong)) {
            try frame(Array("* X {900}\r\n".utf8) + Array(repeating: 0x41, count: 900), pieces: 10, lineLimit: 600)
        }
    }

    @Test(arguments: ["1001", "99999999999999999999999"]) func aLiteralOverTheLimitIsRefused(count: String) {
        #expect(throws: IMAPError(.literalTooLarge)) {
            try frame(Array("* 1 FETCH (BODY[] {\(count)}\r\n".utf8), pieces: 5, literalLimit: 1_000)
        }
    }
}
