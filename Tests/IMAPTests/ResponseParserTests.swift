import Mail
import Testing

@testable import IMAP

/// A line of a server and what it says.
struct ResponseFixture: CustomTestStringConvertible {
    var line: String
    var response: Response

    init(_ line: String, _ response: Response) {
        self.line = line
        self.response = response
    }

    init(_ line: String, _ data: ResponseData) { self.init(line, .data(data)) }

    var testDescription: String { line }

    static let all = [
        ResponseFixture("+", .continuation),
        ResponseFixture("+ idling", .continuation),
        ResponseFixture("a1 OK", .tagged("a1", .init(condition: .ok))),
        ResponseFixture("a1 ok Success [THROTTLED]", .tagged("a1", .init(condition: .ok, text: "Success [THROTTLED]"))),
        ResponseFixture(
            "* OK [UIDVALIDITY 171] valid",
            .status(.init(condition: .ok, code: "UIDVALIDITY", arguments: "171", text: "valid"))),
        ResponseFixture(
            "* OK [HIGHESTMODSEQ 9]", .status(.init(condition: .ok, code: "HIGHESTMODSEQ", arguments: "9"))),
        ResponseFixture(
            "a2 NO [X \"]\"] y", .tagged("a2", .init(condition: .no, code: "X", arguments: "\"]\"", text: "y"))),
        ResponseFixture("* BYE", .status(.init(condition: .bye))),
        ResponseFixture("* 23 EXISTS", .exists(23)),
        ResponseFixture("* 44 EXPUNGE", .expunge),
        ResponseFixture("* VANISHED (EARLIER) 1:3", .expunge),
        ResponseFixture("* SEARCH", .search([])),
        ResponseFixture("* SEARCH 2 84 4294967295", .search([2, 84, 4_294_967_295])),
        ResponseFixture("* SEARCH 2  5 (MODSEQ 917162500)", .search([2, 5])),
        ResponseFixture("* ESEARCH (TAG \"a1\") UID", .extendedSearch(nil)),
        ResponseFixture(
            "* ESEARCH (TAG \"a1\") UID COUNT 3 ALL 1:2,9", .extendedSearch(UIDSet(ranges: [1...2, 9...9]))),
        ResponseFixture(
            "* LIST (\\HasNoChildren \\Sent) \"/\" \"Envoy&AOk-s\"",
            .list(attributes: ["\\HasNoChildren", "\\Sent"], name: "Envoyés")),
        ResponseFixture("* LIST () NIL INBOX", .list(attributes: [], name: "INBOX")),
        ResponseFixture("* LIST () \"\\\\\" a[b]", .list(attributes: [], name: "a[b]")),
        ResponseFixture("* CAPABILITY IMAP4rev1 AUTH=PLAIN", .capability(["IMAP4REV1", "AUTH=PLAIN"])),
        ResponseFixture("* NAMESPACE ((\"\" \"/\")) NIL NIL", .other),
        ResponseFixture("* 5 FETCH (FLAGS (\\Seen $Junk) UID 7)", .fetch(.init(uid: 7, flags: ["\\Seen", "$Junk"]))),
        ResponseFixture(
            "* 5 FETCH (UID 7 INTERNALDATE \" 1-Mar-2020 10:00:00 +0100\" RFC822.SIZE 12)",
            .fetch(
                .init(
                    uid: 7, internalDate: MailDate(secondsSinceEpoch: 1_583_053_200, offsetMinutes: 60), size: 12))),
        ResponseFixture("* 5 FETCH (UID 7 BODY[] NIL)", .fetch(.init(uid: 7, section: "", body: .gone))),
        ResponseFixture("* 5 FETCH (uid 7 body[] nil)", .fetch(.init(uid: 7, section: "", body: .gone))),
        ResponseFixture(
            "* 5 FETCH (UID 7 BODY[] \"a\\\"b\\\\\")",
            .fetch(.init(uid: 7, section: "", body: .bytes(Array("a\"b\\".utf8))))),
        ResponseFixture(
            "* 5 FETCH (BODY[]<0> \"x\" UID 7)", .fetch(.init(uid: 7, section: "", origin: 0, body: .bytes([0x78])))),
        ResponseFixture(
            "* 5 FETCH (BODY[HEADER.FIELDS (\"DATE\" \"X]\")] \"x\" UID 7)",
            .fetch(.init(uid: 7, section: "HEADER.FIELDS (\"DATE\" \"X]\")", body: .bytes([0x78])))),
        ResponseFixture(
            "* 5 FETCH (X-GM-LABELS (\"\\\\Inbox\" [Gmail] &AOk-) MODSEQ (18446744073709551615) X NIL UID 7 )",
            .fetch(.init(uid: 7))),
    ]
}

@Suite struct ResponseParserTests {
    private let parser = ResponseParser(nestingLimit: 32)

    private func line(_ text: String) -> ResponseLine { ResponseLine(text: Array(text.utf8)) }

    @Test(arguments: ResponseFixture.all) func aLineIsRead(_ fixture: ResponseFixture) throws {
        #expect(try parser.parse(line(fixture.line)) == fixture.response)
    }

    @Test(arguments: [
        "", " OK", "a1", "a1 BYE", "a1 FETCH", "* OK [X", "* 5 FETCH", "* 5 FETCH (", "* 5 FETCH (UID",
        "* 5 FETCH (UID x)",
        "* 5 FETCH (UID 4294967296)", "* 5 FETCH (BODY[] \"x)", "* 5 FETCH (BODY[ NIL)", "* SEARCH 1 x", "* LIST INBOX",
        "* ESEARCH UID ALL 1:*", "* 5 FETCH (X (((", "* 5 FETCH (UID 1))NUL\0",
    ])
    func whatIsNotIMAPIsRefused(_ text: String) {
        #expect(throws: IMAPError(.protocolViolation)) { try parser.parse(line(text)) }
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> ResponseLine {
            line(
                "* 5 FETCH (X " + String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
                    + " UID 7)")
        }
        #expect(try parser.parse(nested(32)) == .data(.fetch(.init(uid: 7))))
        #expect(throws: IMAPError(.nestedTooDeep)) { try parser.parse(nested(33)) }
    }

    @Test func aLiteralStandsWhereItWasSent() throws {
        var line = line("* 5 FETCH (BODY[]  UID 7)")
        line.literals = [.init(position: 18, content: .streamed(index: 0, size: 9))]
        #expect(
            try parser.parse(line)
                == .data(.fetch(.init(uid: 7, section: "", body: .streamed(index: 0, size: 9)))))
    }

    /// Whatever bytes come: an answer or an error, never a trap.
    @Test func mutatedLinesDoNotTrap() {
        var generator = SystemRandomNumberGenerator()
        for fixture in ResponseFixture.all {
            for _ in 0..<500 {
                var bytes = Array(fixture.line.utf8)
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let place = Int.random(in: 0...bytes.count, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                    case 1 where place < bytes.count: bytes.remove(at: place)
                    default: bytes.insert(Array("()[]\"\\{} *<".utf8).randomElement() ?? 0, at: place)
                    }
                }
                _ = try? parser.parse(ResponseLine(text: bytes))
            }
        }
    }
}
