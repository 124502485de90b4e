import Glibc
import MIME
import Mail
import TestSupport
import Testing

/// Input made to exhaust a parser: each must be read in linear time and meet the limit that is meant for it.
@Suite(.serialized) struct HostileInputTests {
    /// Processor seconds: far above what a debug build needs, far below what quadratic time takes.
    private static let bound = 15.0

    /// The processor time of `body` in seconds, which other programs on the machine do not lengthen.
    private func measure(_ body: () throws -> Void) rethrows -> Double {
        let start = Self.processorTime
        try body()
        return Self.processorTime - start
    }

    private static var processorTime: Double {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    @discardableResult
    private func parse(_ text: String, _ source: SourceLocation = #_sourceLocation) throws -> Message {
        var parsed: Message?
        let bytes = Array(text.utf8)
        let time = try measure { parsed = try MessageParser().parse(bytes) }
        #expect(time < Self.bound, sourceLocation: source)
        return try #require(parsed, sourceLocation: source)
    }

    @Test func aMillionFields() throws {
        let message = try parse("From: a@x.ma\n" + String(repeating: "X-A: b\n", count: 1_000_000) + "\nbody")
        #expect(codes(message) == [Limit.headerBlock.rawValue])
        #expect(message.root.body.count == 4)
    }

    @Test func tenThousandNestedParts() throws {
        var text = "From: a@x.ma\nContent-Type: multipart/mixed; boundary=b0\n\n"
        for level in 1...10_000 { text += "--b\(level - 1)\nContent-Type: multipart/mixed; boundary=b\(level)\n\n" }
        #expect(codes(try parse(text)).contains(Limit.mimeDepth.rawValue))
    }

    @Test func twoHundredThousandParts() throws {
        let message = try parse(
            "From: a@x.ma\nContent-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n", count: 200_000)
        )
        #expect(message.root.children.count == Limit.mimeParts.defaultValue)
        #expect(codes(message) == [Limit.mimeParts.rawValue])
    }

    @Test func nestedGroupsInTo() throws {
        let message = try parse(
            "To: " + String(repeating: "a:", count: 100_000) + "x@x.ma" + String(repeating: ";", count: 100_000)
                + "\n\n")
        #expect(message.envelope.to == [EmailAddress(address: "x@x.ma")])
    }

    @Test func manyAddresses() throws {
        let message = try parse("To: " + String(repeating: "a@x.ma, ", count: 100_000) + "b@x.ma\n\n")
        #expect(message.envelope.to.count == Limit.addresses.defaultValue)
        #expect(codes(message) == [Limit.addresses.rawValue])
    }

    @Test func manyEncodedWords() throws {
        let message = try parse("Subject:" + String(repeating: " =?utf-8?Q?a?=", count: 70_000) + "\n\n")
        #expect(message.envelope.subject == String(repeating: "a", count: 70_000))
        try parse("Subject:" + String(repeating: " =?x-\u{61}?Q?a?= =?y-b?B?YQ==?=", count: 10_000) + "\n\n")
        try parse("Subject: " + String(repeating: "=?a?q?", count: 160_000) + "\n\n")
        try parse("Subject: " + String(repeating: "=?", count: 400_000) + "?=\n\n")
    }

    @Test func longParameterLists() throws {
        let segments = (0..<30_000).map { " x*\($0)*=%41;" }.joined()
        let message = try parse("From: a@x.ma\nContent-Type: text/plain;" + segments + "\n\n")
        #expect(message.root.mediaType.parameters["x"]?.utf8.count == 30_000)
        for field in [
            String(repeating: ";", count: 900_000), String(repeating: "a=\"x; ", count: 150_000),
            "name=" + String(repeating: ";", count: 900_000), String(repeating: "a=\"\";", count: 150_000),
            "name=\"" + String(repeating: "\" ", count: 400_000), "name=" + String(repeating: "; a", count: 300_000),
        ] {
            try parse("From: a@x.ma\nContent-Disposition: attachment;\(field)\n\n")
        }
    }

    @Test func nestedCommentsQuotesAndBrackets() throws {
        for unit in ["(", "(\"", "\"", "\\\"", "<", "<\"", "\"\\", "((a) ", "@", ":", "a b@c "] {
            try parse("From: " + String(repeating: unit, count: 900_000 / unit.utf8.count) + "\nTo: a@x.ma\n\n")
        }
    }

    @Test func bodiesThatLookLikeBoundariesAndBase64() throws {
        let header =
            "From: a@x.ma\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\n"
        for unit in ["-", "--\n", "--b \n", "=", "A=", "\n", "A\n\n", "====\n\n", "=\n \n", "\r"] {
            let bytes = Array((header + String(repeating: unit, count: 1_000_000 / unit.utf8.count)).utf8)
            let time = try measure {
                for part in leaves(try MessageParser().parse(bytes).root) { _ = PartDecoder().decode(part, in: bytes) }
            }
            #expect(time < Self.bound, "\(unit.debugDescription)")
        }
    }

    /// Any bytes whatever: changed, cut, repeated messages. The seed names the run that failed.
    @Test(arguments: UInt64(1)...4) func mutations(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let originals = try CrookedMessageTests.cases.map { try CrookedMessageTests.bytes($0.file) }
        let marks = [
            "--b", "\r\n", "=?utf-8?B?", "?=", "filename*0*=", "\"", "(", "<", ":", ";", "\0", "99999999999999999999",
            "boundary=", "=3D",
        ]
        for _ in 0..<500 {
            var bytes = originals[Int.random(in: 0..<originals.count, using: &random)]
            for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<min(bytes.count, 700), using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &random)))
                case 3:
                    bytes.insert(
                        contentsOf: Array(marks[Int.random(in: 0..<marks.count, using: &random)].utf8), at: place)
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 80)], at: place / 2)
                }
            }
            guard let message = try? MessageParser().parse(bytes) else { continue }
            for part in leaves(message.root) {
                #expect(part.body.lowerBound >= 0 && part.body.upperBound <= bytes.count, "seed \(seed)")
                _ = PartDecoder().text(of: part, in: bytes)
                _ = ContentSignature.detect(PartDecoder().decode(part, in: bytes))
                _ = PartDecoder().embeddedFiles(in: PartDecoder().decode(part, in: bytes))
            }
        }
    }
}
