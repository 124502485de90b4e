package import Forms
package import Mail

/// One line of `records export --format jsonl`.
package struct ExportRecord: Encodable, Sendable {
    package struct Message: Encodable, Hashable, Sendable {
        package var digest: ContentDigest
        package var messageID: String?
        package var from: [EmailAddress]
        package var subject: String?
        package var date: MailDate?

        private enum CodingKeys: String, CodingKey {
            case digest, from, subject, date
            case messageID = "message_id"
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(digest, forKey: .digest)
            try container.encode(messageID, forKey: .messageID)
            try container.encode(from, forKey: .from)
            try container.encode(subject, forKey: .subject)
            try container.encode(date, forKey: .date)
        }
    }

    package var id: SubmissionID
    package var received: MailDate
    package var message: Message
    /// With the decisions laid over it.
    package var reading: FormReading
    package var supersedes: SubmissionID?
    package var supersededBy: SubmissionID?
    package var status: SubmissionStatus
    /// What people decided, oldest first.
    package var decisions: [DecisionRecord]

    package init(_ submission: ArchivedSubmission) {
        id = submission.id
        received = MailDate(milliseconds: submission.received)
        message = Message(
            digest: submission.message, messageID: submission.header?.messageID, from: submission.header?.from ?? [],
            subject: submission.header?.subject, date: submission.header?.date)
        reading = submission.settled
        supersedes = submission.supersedes
        supersededBy = submission.supersededBy
        status = submission.status
        decisions = DecisionRecord.all(on: submission)
    }

    private enum CodingKeys: String, CodingKey {
        case id, received, outcome, message, form, language, source, council, answers, proposals, themes, findings
        case supersedes, status, decisions
        case supersededBy = "superseded_by"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(received, forKey: .received)
        try container.encode(reading.outcome, forKey: .outcome)
        try container.encode(message, forKey: .message)
        try container.encode(reading.form, forKey: .form)
        try container.encode(reading.language, forKey: .language)
        try container.encode(reading.source, forKey: .source)
        try container.encode(reading.council, forKey: .council)
        try container.encode(reading.answers, forKey: .answers)
        try container.encode(reading.proposals, forKey: .proposals)
        try container.encode(reading.themes, forKey: .themes)
        try container.encode(reading.findings, forKey: .findings)
        try container.encode(supersedes, forKey: .supersedes)
        try container.encode(supersededBy, forKey: .supersededBy)
        try container.encode(status, forKey: .status)
        try container.encode(decisions, forKey: .decisions)
    }
}
