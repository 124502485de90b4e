/// The one way a text becomes a value in a log line.
enum LogText {
    /// Controls and direction marks escaped; quoted where it is not one plain word, so that no value looks like a field.
    static func value(_ text: String) -> String {
        let safe = TerminalText.escape(text)
        let isPlain = safe.unicodeScalars.allSatisfy {
            $0 != " " && $0 != "=" && $0 != "\"" && $0 != "\\" && !$0.properties.isWhitespace
        }
        guard safe.isEmpty || !isPlain else { return safe }
        return "\"" + safe.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
