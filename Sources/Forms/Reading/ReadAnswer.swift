/// What was read for one question before it is judged: a value with its precision, its words and their places.
struct ReadAnswer {
    var parsed: ParsedValue
    /// As written; empty where nothing was.
    var text: String
    var lines: [Line]
    /// How sure it is that these words answer this question, from 0 to 1.
    var certainty: Double
    var method: Method
    /// One for each of several values, in their order.
    var candidates: [(text: String, lines: [Line])] = []
    /// Lines that were understood and are none of its words: the form's own options, the rest of a table's row.
    var understood: [Line] = []

    /// Whether all that was written is struck out and nothing written instead.
    var isWithdrawn = false

    enum Method { case tagged, labelled }

    /// Nothing was written there.
    var isBlank: Bool { text.isEmpty && parsed.value == nil }

    /// All is struck out and nothing written instead: whether that is no answer, a person must say.
    static func withdrawn(_ text: String, _ lines: [Line], _ certainty: Double, _ method: Method) -> ReadAnswer {
        ReadAnswer(
            parsed: .unreadable(.unrecognised), text: text, lines: lines, certainty: certainty, method: method,
            isWithdrawn: true)
    }

    static func blank(_ certainty: Double, _ method: Method) -> ReadAnswer {
        ReadAnswer(parsed: .unreadable(.unrecognised), text: "", lines: [], certainty: certainty, method: method)
    }
}
