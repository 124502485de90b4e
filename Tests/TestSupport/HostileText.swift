/// Texts made of what escapers must know, the same for the same seed.
package enum HostileText {
    /// Controls, direction marks, separators, markup, formula signs and quotes, beside letters of both scripts.
    private static let pieces: [String] =
        (0...0x1F).map { String(Unicode.Scalar($0)) } + (0x7F...0x9F).map { String(Unicode.Scalar($0)) }
        + ["\u{61C}", "\u{200B}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{FEFF}"]
        + ["\u{2028}", "\u{2029}", "\u{85}", "\r\n", "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}31m", "\u{A0}", "\u{3000}"]
        + ["<", ">", "&", "&amp;", "\"", "'", "`", "</td>", "<script>", "<!--", "]]>", "%", "\\", "{", "}", "\\u{1b}"]
        + ["=", "+", "-", "@", "|", ";", ",", "=1+1", "@SUM(A1)", "+212661234567", "-3.5", "\u{FF1D}", "\u{FF0B}"]
        + ["..", "/", "\\", "../../etc/passwd", "C:", "NUL", "~", "*", "?", ":", "\u{202E}cod.exe", "a", "Z", "0", " "]
        + [
            "é", "œ", "مجلس", "إقليم", "ـ", "مَ", "٣", "م\u{301}", "𝟛", "🇲🇦", "\"\u{301}", "\u{301}", "=\u{301}",
            "\u{10FFFF}", "\u{E000}", "日本",
        ]
        + [String(repeating: "x", count: 300), "outcome=filed", "key=\"value\"", "null", "true"]

    /// `count` texts of up to twelve pieces, and each piece alone.
    package static func texts(_ count: Int, seed: UInt64) -> [String] {
        var generator = SplitMix(seed: seed)
        return pieces + [""]
            + (0..<count).map { _ in
                (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                    pieces.randomElement(using: &generator) ?? ""
                }.joined()
            }
    }
}

extension Unicode.Scalar {
    /// A control character (C0, DEL, C1) or one that changes the direction of what is around it.
    package var isControlOrDirection: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
