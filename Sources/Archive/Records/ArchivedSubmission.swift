package import Documents
package import Forms
package import Mail

/// What the records keep of a message's header and fate.
package struct ArchivedMessage: Hashable, Sendable {
    package var digest: ContentDigest
    package var size: Int
    /// Milliseconds since 1970 (UTC); see ``ReceivedTime``.
    package var received: Int64
    /// Nil for a bare document, and until the message was filed.
    package var header: MessageHeader?
    /// Nil while the message waits.
    package var outcome: Outcome?
    package var reason: String?
    /// What the message demands by itself, whatever its submissions do; nil while it waits.
    package var ownOutcome: Outcome?
    package var ownReason: String?
    /// The message that was filed before and holds the same letter.
    package var duplicateOf: ContentDigest?
    package var parts: [PartRecord]
    package var findings: [Finding]
    package var submissions: [SubmissionID]
    /// Where it was seen, as commands name it, oldest first.
    package var sources: [String]
}

/// A submission as it stands: what was read, what people decided, and its place among the replies.
package struct ArchivedSubmission: Hashable, Sendable {
    package var id: SubmissionID
    /// Raised whenever something about the submission changes; a decision names the one it saw.
    package var revision: Int
    package var message: ContentDigest
    package var header: MessageHeader?
    /// Milliseconds since 1970 (UTC).
    package var received: Int64
    /// What was read, as it was read.
    package var reading: FormReading
    /// What people decided, oldest first.
    package var decisions: [Decision]
    package var status: SubmissionStatus
    package var supersedes: SubmissionID?
    package var supersededBy: SubmissionID?

    /// The decisions laid over what was read.
    package var settlement: Settlement { Settlement(decisions, over: reading) }

    /// The reading with the decisions laid over it, and `needs_review`/`supersede` while it waits.
    package var settled: FormReading {
        var reading = settlement.reading
        if status == .waiting, reading.outcome == .accepted {
            reading.outcome = .needsReview
            reading.reason = "supersede"
        }
        return reading
    }
}

/// One of the readings of a submission: they are added, never replaced.
package struct ReadingNote: Hashable, Encodable, Sendable {
    /// From 1.
    package var number: Int
    package var programVersion: String
    package var formVersion: String
    package var at: MailDate

    private enum CodingKeys: String, CodingKey {
        case number, at
        case programVersion = "program_version"
        case formVersion = "form_version"
    }
}

/// Which submissions are asked for.
package struct SubmissionFilter: Hashable, Sendable {
    /// Whether those that a later reply superseded are among them.
    package var includesSuperseded: Bool
    package var theme: String?
    package var council: String?
    package var form: String?
    /// Those whose folded answers hold the folded text.
    package var text: String?

    package init(
        includesSuperseded: Bool = false, theme: String? = nil, council: String? = nil, form: String? = nil,
        text: String? = nil
    ) {
        self.includesSuperseded = includesSuperseded
        self.theme = theme
        self.council = council
        self.form = form
        self.text = text
    }
}

/// Where the next page of submissions begins: after this time of receipt and id.
package struct SubmissionKey: Hashable, Sendable {
    package var received: Int64
    package var id: SubmissionID

    package init(received: Int64, id: SubmissionID) {
        self.received = received
        self.id = id
    }
}
