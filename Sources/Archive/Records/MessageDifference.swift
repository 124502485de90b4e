package import Documents
package import Forms
package import Mail

/// What reading a message again gives otherwise than what is filed of it.
package struct MessageDifference: Hashable, Sendable {
    package var message: ContentDigest
    /// What the message demands by itself, where that changes.
    package var outcome: Change<Outcome?>?
    /// Whether the header, the parts or the findings on them read otherwise.
    package var changesParts: Bool
    package var submissions: [SubmissionDifference]

    /// Something before and after.
    package struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
        package var before: Value
        package var after: Value

        /// Nil where both are the same.
        init?(_ before: Value, _ after: Value) {
            guard before != after else { return nil }
            self.before = before
            self.after = after
        }
    }

    var isEmpty: Bool { outcome == nil && !changesParts && submissions.isEmpty }
}

/// What reading a submission again gives otherwise.
package struct SubmissionDifference: Hashable, Sendable {
    package enum Kind: String, Codable, Sendable {
        case changed
        /// Read today for the first time.
        case added
        /// Read no longer; one that somebody decided on stays, and is no difference.
        case withdrawn
    }

    /// An answer that reads otherwise.
    package struct Answers: Hashable, Codable, Sendable {
        package var before: Answer?
        package var after: Answer?
        /// The name of the person whose correction stands over both.
        package var correctedBy: String?

        private enum CodingKeys: String, CodingKey {
            case before, after
            case correctedBy = "corrected_by"
        }
    }

    package var id: SubmissionID
    package var kind: Kind
    /// By question id.
    package var answers: [String: Answers] = [:]
    package var council: MessageDifference.Change<String?>?
    package var proposals: MessageDifference.Change<[Proposal]>?
    package var themes: MessageDifference.Change<[String]>?
    package var findings: MessageDifference.Change<[Finding]>?
    /// With the decisions laid over both readings.
    package var outcome: MessageDifference.Change<String>?
    package var source: MessageDifference.Change<ReadingSource>?
    package var form: MessageDifference.Change<FormReference?>?

    init(_ kind: Kind, _ id: SubmissionID, reading: FormReading?) {
        self.kind = kind
        self.id = id
        guard kind == .added, let reading else { return }
        for (question, answer) in reading.answers where answer.status != .blank {
            answers[question] = Answers(before: nil, after: answer, correctedBy: nil)
        }
    }

    /// Compares a submission with what is read of it today; nil where both say the same.
    init?(_ submission: ArchivedSubmission, today after: FormReading) {
        let before = submission.reading
        guard before != after else { return nil }
        id = submission.id
        kind = .changed
        var corrections: [String: String] = [:]
        for decision in submission.decisions {
            if case .correct(let question, _, _, _) = decision.verdict { corrections[question] = decision.by }
        }
        for question in Set(before.answers.keys).union(after.answers.keys)
        where before.answers[question] != after.answers[question] {
            answers[question] = Answers(
                before: before.answers[question], after: after.answers[question], correctedBy: corrections[question])
        }
        council = .init(before.council, after.council)
        proposals = .init(before.proposals, after.proposals)
        themes = .init(before.themes, after.themes)
        findings = .init(before.findings, after.findings)
        source = .init(before.source, after.source)
        form = .init(before.form, after.form)
        outcome = .init(
            Self.outcome(submission.settlement.reading),
            Self.outcome(Settlement(submission.decisions, over: after).reading))
    }

    private static func outcome(_ reading: FormReading) -> String {
        reading.outcome.rawValue + (reading.reason.map { " (\($0))" } ?? "")
    }
}
