import Forms
import Mail

/// Short digests of what was read, by which a decision knows later whether it was made over the same words and value.
///
/// Confidence and evidence do not count: a program that is surer of the same words, or counts rows otherwise, has read
/// the same.
enum ReadingMark {
    static func of(_ answer: Answer?) -> String {
        guard let answer, answer.value != nil || answer.text != nil || !answer.candidates.isEmpty else { return "" }
        struct Read: Encodable {
            var value: AnswerValue?
            var text: String?
            var other: String?
            var candidates: [AnswerValue]
        }
        return digest(
            Read(
                value: answer.value, text: answer.text, other: answer.otherText,
                candidates: answer.candidates.map(\.value)))
    }

    /// - Parameter theme: the theme that was seen with it; nil where the decision is about the theme itself.
    static func of(_ proposal: Proposal, theme: String? = nil) -> String {
        digest([proposal.question, proposal.text, theme ?? ""])
    }

    /// The name under which a decision keeps the mark of a proposal: question and row.
    static func key(_ proposal: Proposal) -> String { "\(proposal.question)/\(proposal.row)" }

    /// The first 12 hexadecimal digits.
    private static func digest(_ value: some Encodable) -> String {
        let text = (try? CanonicalJSON.encode(value).json) ?? ""
        return String(ContentDigest(of: Array("istimara mark 1\n\(text)".utf8)).hex.prefix(12))
    }
}
