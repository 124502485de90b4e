/// The one way a text becomes a value in a log line.
enum LogText {
    /// Controls and direction marks escaped; quoted where it is not one plain word, so that no value looks like a field.
    static func value(_ text: String) -> String {
        let safe = TerminalText.escape(text).unicodeScalars
        let isPlain = !safe.isEmpty && safe.allSatisfy { !$0.properties.isWhitespace && !special.contains($0) }
        guard !isPlain else { return String(safe) }
        // Scalars, because a combining mark may follow a quote.
        var quoted = "\"".unicodeScalars
        for scalar in safe {
            if scalar == "\"" || scalar == "\\" { quoted.append("\\") }
            quoted.append(scalar)
        }
        quoted.append("\"")
        return String(quoted)
    }

    private static let special: Set<Unicode.Scalar> = ["=", "\"", "\\"]
}
