/// One address with the name that stood beside it (RFC 5322 §3.4 `mailbox`).
package struct EmailAddress: Hashable, Sendable {
    /// The decoded display name; nil where none was written.
    package var name: String?
    /// The address as written, without angle brackets.
    package var address: String

    package init(name: String? = nil, address: String) {
        self.name = name
        self.address = address
    }
}

extension EmailAddress: Codable {
    private enum CodingKeys: String, CodingKey { case name, address }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(address, forKey: .address)
    }
}

/// Why a message was not written by a person to be read as an answer (RFC 3834, RFC 3464, RFC 2919).
package enum AutomaticKind: String, Codable, Sendable {
    case bounce
    case autoReply = "auto_reply"
    case list
    case deliveryStatus = "delivery_status"
}

/// A date with the offset it was written with (RFC 5322 §3.3).
package struct MailDate: Hashable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package var secondsSinceEpoch: Int64
    /// Minutes east of UTC, −1439 to 1439.
    package var offsetMinutes: Int

    package init(secondsSinceEpoch: Int64, offsetMinutes: Int = 0) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.offsetMinutes = offsetMinutes
    }
}

/// What the header of a message says of it (the ENVELOPE of RFC 9051 §7.5.2, decoded).
package struct Envelope: Sendable, Hashable {
    /// The Message-ID without angle brackets.
    package var messageID: String?
    package var subject: String?
    package var from: [EmailAddress] = []
    package var to: [EmailAddress] = []
    package var cc: [EmailAddress] = []
    package var replyTo: [EmailAddress] = []
    package var date: MailDate?
    /// The time in the topmost `Received` field.
    package var received: MailDate?
    package var automatic: AutomaticKind?
    /// The `Authentication-Results` fields, unfolded, topmost first (RFC 8601).
    package var authenticationResults: [String] = []

    package init() {}
}
