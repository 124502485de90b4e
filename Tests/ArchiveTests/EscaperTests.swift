import TestSupport
import Testing

@testable import Archive

/// What the views promise of any text from outside.
@Suite struct EscaperTests {
    private let texts = HostileText.texts(1_500, seed: 2)

    @Test func noTextIsMarkupOrTurnsThePage() {
        for text in texts {
            let escaped = Markup.escape(text)
            #expect(!escaped.unicodeScalars.contains { "<>\"'".unicodeScalars.contains($0) })
            #expect(escaped.firstMatch(of: #/&(?!(amp|lt|gt|quot|#39);)/#.matchingSemantics(.unicodeScalar)) == nil)
            let active = escaped.unicodeScalars.filter(\.isControlOrDirection)
            // Line ends and tabs are layout; the marks of one letter's direction end with the isolate around them.
            #expect(active.allSatisfy { ["\n", "\t", "\u{61C}", "\u{200E}", "\u{200F}"].contains($0) })
            // Read as a browser reads it, it is the text again, what is active shown by its number.
            let read = Self.read(escaped)
            #expect(Self.withoutNumbers(read) == Self.withoutNumbers(Self.numbered(text)))
            #expect(Markup.value(text) == "<bdi>\(escaped)</bdi>")
        }
    }

    private static func read(_ escaped: String) -> String {
        let references: [(words: String, scalar: Unicode.Scalar)] = [
            ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("amp;", "&"),
        ]
        var text = String.UnicodeScalarView()
        var rest = escaped.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            let reference = references.first { scalar == "&" && rest.starts(with: $0.words.unicodeScalars) }
            text.append(reference?.scalar ?? scalar)
            rest = rest.dropFirst(reference?.words.unicodeScalars.count ?? 0)
        }
        return String(text)
    }

    private static func numbered(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let isShown = scalar.isControlOrDirection && !"\n\t\u{61C}\u{200E}\u{200F}".unicodeScalars.contains(scalar)
            return isShown ? "[U+\(String(scalar.value, radix: 16))]" : String(scalar)
        }.joined()
    }

    private static func withoutNumbers(_ text: String) -> String {
        text.replacing(#/\[U\+[0-9A-Fa-f]+\]/#.matchingSemantics(.unicodeScalar)) { _ in "·" }
    }

    @Test func everyNameIsOneThatAnyFileSystemTakes() {
        for text in texts {
            let name = ViewName.slug(text)
            #expect(name.wholeMatch(of: #/[a-z0-9]([a-z0-9\-]{0,58}[a-z0-9])?/#) != nil, "\(text.debugDescription)")
            #expect(!name.contains("--"))
            #expect(ViewName.slug(name) == name)
            #expect(ViewName.ending(text).wholeMatch(of: #/[a-z]+/#) != nil)
        }
    }
}
