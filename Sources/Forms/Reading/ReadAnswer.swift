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

    enum Method { case tagged, labelled }

    /// Nothing was written there.
    var isBlank: Bool { text.isEmpty && parsed.value == nil }

    static func blank(_ certainty: Double, _ method: Method) -> ReadAnswer {
        ReadAnswer(parsed: .unreadable(.unrecognised), text: "", lines: [], certainty: certainty, method: method)
    }
}
