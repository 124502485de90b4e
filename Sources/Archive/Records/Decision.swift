package import Forms

/// What a person settled about a submission; kept apart from what was read.
package struct Decision: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// Everything is right as it stands; a reply that waits takes the place of the earlier one.
        case accept
        /// The value of one answer, nil where nothing was written, and what follows from it.
        case correct(
            question: String, value: AnswerValue?, otherText: String? = nil,
            follows: AnswerConsequences = AnswerConsequences())
        /// The theme of one proposal, numbered from 1 over the whole submission.
        case reassign(proposal: Int, theme: String)
    }

    package var submission: SubmissionID
    package var verdict: Verdict
    /// Who decided.
    package var by: String
    package var why: String?
    /// Milliseconds since 1970 (UTC).
    package var at: Int64
    /// What the person had before them, as marks (see ``ReadingMark``) by question id, or by question and row for a
    /// proposal; what is not named was blank. Nil where that is not known.
    package var saw: [String: String]?

    package init(
        submission: SubmissionID, verdict: Verdict, by: String, why: String? = nil, at: Int64,
        saw: [String: String]? = nil
    ) {
        self.submission = submission
        self.verdict = verdict
        self.by = by
        self.why = why
        self.at = at
        self.saw = saw
    }
}

/// What came of a decision.
package enum DecisionResult: Hashable, Sendable {
    case done(revision: Int)
    /// The submission is no longer the revision that the person saw: nothing was written.
    case changedMeanwhile
}

extension Decision: Codable {
    private enum CodingKeys: String, CodingKey { case submission, verdict, by, why, at, saw }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            submission: try container.decode(SubmissionID.self, forKey: .submission),
            verdict: try container.decode(Verdict.self, forKey: .verdict),
            by: try container.decode(String.self, forKey: .by),
            why: try container.decodeIfPresent(String.self, forKey: .why),
            at: try container.decode(Int64.self, forKey: .at),
            saw: try container.decodeIfPresent([String: String].self, forKey: .saw))
    }
}

extension Decision.Verdict: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, question, value, follows, proposal, theme
        case otherText = "other_text"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .kind) {
        case "accept": self = .accept
        case "correct":
            self = .correct(
                question: try container.decode(String.self, forKey: .question),
                value: try container.decodeIfPresent(AnswerValue.self, forKey: .value),
                otherText: try container.decodeIfPresent(String.self, forKey: .otherText),
                follows: try container.decodeIfPresent(AnswerConsequences.self, forKey: .follows)
                    ?? AnswerConsequences())
        case "reassign":
            self = .reassign(
                proposal: try container.decode(Int.self, forKey: .proposal),
                theme: try container.decode(String.self, forKey: .theme))
        default:
            throw DecodingError.dataCorruptedError(forKey: .kind, in: container, debugDescription: "unknown verdict")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .accept: try container.encode("accept", forKey: .kind)
        case .correct(let question, let value, let otherText, let follows):
            try container.encode("correct", forKey: .kind)
            try container.encode(question, forKey: .question)
            try container.encode(value, forKey: .value)
            try container.encodeIfPresent(otherText, forKey: .otherText)
            try container.encode(follows, forKey: .follows)
        case .reassign(let proposal, let theme):
            try container.encode("reassign", forKey: .kind)
            try container.encode(proposal, forKey: .proposal)
            try container.encode(theme, forKey: .theme)
        }
    }
}
