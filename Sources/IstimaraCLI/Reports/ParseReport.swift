internal import Archive
internal import Documents
internal import Mail

/// What `parse --json` prints of one input (contract.md).
struct ParseReport: Encodable {
    /// Something that the daemon would do.
    struct Intention: Encodable {
        var action: String
        var target: String
    }

    var input: String
    var filing: Filing?
    var outcome: Outcome
    var reason: String?
    var would: [Intention]
    var findings: [Finding]

    private enum CodingKeys: String, CodingKey {
        case input, message, outcome, reason, parts, submissions, would, findings
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(input, forKey: .input)
        try container.encode(filing.flatMap(MessageReport.init), forKey: .message)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reason, forKey: .reason)
        try container.encode(filing?.parts ?? [], forKey: .parts)
        try container.encode(filing?.submissions ?? [], forKey: .submissions)
        try container.encode(would, forKey: .would)
        try container.encode(findings, forKey: .findings)
    }
}

/// The `message` object: what the header says.
struct MessageReport: Encodable {
    private let filing: Filing
    private let envelope: Envelope

    /// Nil for a bare document.
    init?(_ filing: Filing) {
        guard let envelope = filing.envelope else { return nil }
        self.filing = filing
        self.envelope = envelope
    }

    private enum CodingKeys: String, CodingKey {
        case digest, size, subject, from, to, cc, date, automatic
        case messageID = "message_id"
        case replyTo = "reply_to"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(filing.message, forKey: .digest)
        try container.encode(filing.size, forKey: .size)
        try container.encode(envelope.messageID, forKey: .messageID)
        try container.encode(envelope.subject, forKey: .subject)
        try container.encode(envelope.from, forKey: .from)
        try container.encode(envelope.to, forKey: .to)
        try container.encode(envelope.cc, forKey: .cc)
        try container.encode(envelope.replyTo, forKey: .replyTo)
        try container.encode(envelope.date, forKey: .date)
        try container.encode(envelope.automatic, forKey: .automatic)
    }
}
