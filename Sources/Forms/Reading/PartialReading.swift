import Documents

/// The answers of one form as one document has them, before they are seen together with those of other documents.
struct PartialReading {
    var form: FormDefinition
    var language: Language
    var answers: [String: Answer]
    var source: ReadingSource
    var findings: [Finding] = []

    /// Whether nothing was written in the form at all.
    var isBlank: Bool { answers.values.allSatisfy { $0.status == .blank } }

    /// The ids of the questions in which something was written.
    var answered: Set<String> { Set(answers.filter { $0.value.status != .blank }.keys) }

    /// Sends all answers to a person.
    mutating func doubtAll() {
        for id in answered {
            guard var answer = answers[id] else { continue }
            answer.status = .needsReview
            answer.confidence = min(answer.confidence, 0.5)
            answers[id] = answer
        }
        findings.append(
            Finding(.warning, code: "quoted_answers", message: "the answers stand in text quoted from an earlier mail"))
    }
}
