import MIME
import Testing

/// Files that stand uuencoded in a text.
@Suite struct EmbeddedFileTests {
    private static let lines = "*)5!$1BTQ+C0@>   "

    private func files(_ text: String) -> EmbeddedFiles { PartDecoder().embeddedFiles(in: Array(text.utf8)) }

    @Test(arguments: ["\n", "\r\n", "\r"]) func wordsAroundAreTheText(lineEnd: String) {
        let lines = ["Bonjour,", "", "begin 644 a.pdf", Self.lines, "`", "end", "merci"]
        let found = files(lines.joined(separator: lineEnd))
        #expect(found.files.map(\.content) == [Array("%PDF-1.4 x".utf8)])
        #expect(String(decoding: found.text, as: UTF8.self) == ["Bonjour,", "", "merci"].joined(separator: lineEnd))
    }

    @Test func namesAreToldApart() {
        let one = "begin 644 a b.pdf\n\(Self.lines)\n`\nend\n"
        let nameless = "begin 644\n\(Self.lines)\n`\nend\n"
        let found = files(one + one + nameless + "begin 0644 =?utf-8?Q?=C3=A9?=.pdf\n\(Self.lines)\nend\n")
        #expect(found.files.map(\.identifier) == ["a b.pdf", "a b.pdf#2", "#1", "é.pdf"])
        #expect(found.files.map(\.filename) == ["a b.pdf", "a b.pdf", nil, "é.pdf"])
        #expect(found.text.isEmpty)
    }

    @Test func noNameIsTakenForAnother() {
        func file(_ name: String) -> String { "begin 644 \(name)\n\(Self.lines)\n`\nend\n" }
        let found = files(file("a#2") + file("a") + file("a") + file("a!b") + file("a!\u{301}"))
        #expect(found.files.map(\.identifier) == ["a#2", "a", "a#3", "a%21b", "a%21\u{301}"])
    }

    @Test func missingEndStopsAtTheText() {
        let found = files("begin 644 a.pdf\n\(Self.lines)\n\nAvec mes salutations\n")
        #expect(found.files.map(\.isWhole) == [false])
        #expect(found.files.first?.content == Array("%PDF-1.4 x".utf8))
        #expect(String(decoding: found.text, as: UTF8.self) == "Avec mes salutations\n")
    }

    @Test(arguments: [
        "begin 644 the story\nof a file", "begin the work\nM\nend", "begin 999 x\n\(lines)\nend",
        "Begin 644 x\n\(lines)\nend",
        "> begin 644 x\n> \(lines)\n> end", "begin 644 OK\nHELLO TO YOU\n", "",
    ]) func proseIsNoFile(_ text: String) {
        let found = files(text)
        #expect(found.files.isEmpty)
        #expect(String(decoding: found.text, as: UTF8.self) == text)
    }
}
