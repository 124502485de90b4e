/// What the server said from its greeting to the end of the sign-in, line by line, without secrets.
///
/// libcurl signs in by itself and reports one number; the lines are the only source of the server's reasons.
package struct LoginTranscript: Sendable, Equatable {
    /// The lines in their order, without line ends; a continuation's challenge is left out.
    package private(set) var lines: [String] = []

    /// More lines than any sign-in has: what follows is dropped.
    private static let lineLimit = 200
    /// Longer lines are cut.
    private static let lengthLimit = 2_000

    package init(lines: [String] = []) { self.lines = lines }

    /// The first line, as `* OK Dovecot ready.` (RFC 9051 §7.1.5); nil where none came.
    package var greeting: String? { lines.first }

    /// The capabilities that were announced last, in upper case; empty where none were.
    package var capabilities: [String] {
        for line in lines.reversed() {
            let upper = line.uppercased()
            guard let mark = upper.firstRange(of: "CAPABILITY ") else { continue }
            return upper[mark.upperBound...].prefix { $0 != "]" }.split(separator: " ").map(String.init)
        }
        return []
    }

    /// Keeps a line of the server, with every occurrence of `secrets` replaced.
    mutating func record(_ bytes: [UInt8], hiding secrets: [String]) {
        guard lines.count < Self.lineLimit else { return }
        var text = String(decoding: bytes.prefix(Self.lengthLimit), as: UTF8.self)
        text.unicodeScalars.removeAll { $0.value < 0x20 || $0.value == 0x7F }
        guard !text.isEmpty else { return }
        if text.hasPrefix("+") {
            text = "+ <challenge>"
        }
        for secret in secrets where !secret.isEmpty {
            text = text.replacing(secret, with: "<secret>")
        }
        lines.append(text)
    }
}
