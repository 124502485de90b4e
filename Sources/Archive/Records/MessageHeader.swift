package import Mail

/// The part of a message's header that the records keep, as `parse --json` shows it.
package struct MessageHeader: Hashable, Codable, Sendable {
    package var messageID: String?
    package var subject: String?
    package var from: [EmailAddress]
    package var to: [EmailAddress]
    package var cc: [EmailAddress]
    package var replyTo: [EmailAddress]
    package var date: MailDate?
    package var received: MailDate?
    package var automatic: AutomaticKind?

    private enum CodingKeys: String, CodingKey {
        case subject, from, to, cc, date, received, automatic
        case messageID = "message_id"
        case replyTo = "reply_to"
    }

    package init(_ envelope: Envelope) {
        messageID = envelope.messageID
        subject = envelope.subject
        from = envelope.from
        to = envelope.to
        cc = envelope.cc
        replyTo = envelope.replyTo
        date = envelope.date
        received = envelope.received
        automatic = envelope.automatic
    }
}
