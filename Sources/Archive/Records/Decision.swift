package import Forms

/// What a person settled about a submission; kept apart from what was read.
package struct Decision: Hashable, Codable, Sendable {
    package enum Verdict: Hashable, Sendable {
        /// Everything is right as it stands; a reply that waits takes the place of the earlier one.
        case accept
        /// The value of one answer; nil where nothing was written.
        case correct(question: String, value: AnswerValue?)
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

    package init(submission: SubmissionID, verdict: Verdict, by: String, why: String? = nil, at: Int64) {
        self.submission = submission
        self.verdict = verdict
        self.by = by
        self.why = why
        self.at = at
    }

    /// Lays decisions over what was read; the reading itself stays what it was.
    package static func apply(_ verdicts: [Verdict], to reading: FormReading) -> FormReading {
        guard !verdicts.isEmpty else { return reading }
        var settled = reading
        var isAccepted = false
        for verdict in verdicts {
            switch verdict {
            case .accept: isAccepted = true
            case .correct(let question, let value): settled.correct(question, to: value)
            case .reassign(let number, let theme): settled.reassign(number, to: theme)
            }
        }
        if isAccepted || settled.firstOpenReason == nil {
            settled.outcome = .accepted
            settled.reason = nil
        } else {
            settled.reason = settled.firstOpenReason
        }
        return settled
    }
}

/// What came of a decision.
package enum DecisionResult: Hashable, Sendable {
    case done(revision: Int)
    /// The submission is no longer the revision that the person saw: nothing was written.
    case changedMeanwhile
}

extension FormReading {
    fileprivate mutating func correct(_ question: String, to value: AnswerValue?) {
        var answer = answers[question] ?? .blank
        answer.value = value
        answer.status = value == nil ? .blank : .accepted
        answer.candidates = []
        answers[question] = answer
        if question == ReplyKey.councilQuestion {
            council = if case .string(let id) = value { id } else { nil }
        }
    }

    /// A theme is added, never taken away: other answers may have put the submission there.
    fileprivate mutating func reassign(_ number: Int, to theme: String) {
        guard proposals.indices.contains(number - 1) else { return }
        proposals[number - 1].theme = theme
        proposals[number - 1].decidedBy = .reviewer
        proposals[number - 1].confidence = 1
        if !themes.contains(theme) { themes.append(theme) }
    }

    /// The first reason for review that still holds.
    fileprivate var firstOpenReason: String? {
        if form == nil || reason == "blank_form" { return reason }
        if council == nil, answers[ReplyKey.councilQuestion] != nil { return "council" }
        if answers.values.contains(where: { $0.status == .needsReview || $0.status == .unread }) { return "answer" }
        if proposals.contains(where: { $0.theme == nil }) { return "theme" }
        return nil
    }
}

extension Decision.Verdict: Codable {
    private enum CodingKeys: String, CodingKey { case kind, question, value, proposal, theme }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .kind) {
        case "accept": self = .accept
        case "correct":
            self = .correct(
                question: try container.decode(String.self, forKey: .question),
                value: try container.decodeIfPresent(AnswerValue.self, forKey: .value))
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
        case .correct(let question, let value):
            try container.encode("correct", forKey: .kind)
            try container.encode(question, forKey: .question)
            try container.encode(value, forKey: .value)
        case .reassign(let proposal, let theme):
            try container.encode("reassign", forKey: .kind)
            try container.encode(proposal, forKey: .proposal)
            try container.encode(theme, forKey: .theme)
        }
    }
}
