import Forms
import Mail

/// A decision as exports tell it: who, when, what, and whether what it was made over reads otherwise now.
package struct DecisionRecord: Hashable, Sendable {
    package var decision: Decision
    /// What it was made over and now reads otherwise: question ids, or question and row; empty where it holds as made.
    package var overtaken: [String]

    /// The decisions on a submission, oldest first.
    package static func all(on submission: ArchivedSubmission) -> [DecisionRecord] {
        zip(submission.decisions, submission.settlement.overtaken).map(DecisionRecord.init)
    }
}

extension DecisionRecord: Encodable {
    private enum CodingKeys: String, CodingKey {
        case at, by, why, decision, question, value, proposal, theme, overtaken
        case otherText = "other_text"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(MailDate(milliseconds: decision.at), forKey: .at)
        try container.encode(decision.by, forKey: .by)
        try container.encode(decision.why, forKey: .why)
        try container.encode(overtaken, forKey: .overtaken)
        switch decision.verdict {
        case .accept: try container.encode("accept", forKey: .decision)
        case .correct(let question, let value, let otherText, _):
            try container.encode("correct", forKey: .decision)
            try container.encode(question, forKey: .question)
            try container.encode(value, forKey: .value)
            try container.encodeIfPresent(otherText, forKey: .otherText)
        case .reassign(let proposal, let theme):
            try container.encode("reassign", forKey: .decision)
            try container.encode(proposal, forKey: .proposal)
            try container.encode(theme, forKey: .theme)
        }
    }
}
