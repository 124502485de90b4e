package import Documents
package import Forms
package import Mail

/// What becomes of a message; the most demanding of its parts' and submissions' outcomes wins.
package enum Outcome: String, Codable, Sendable, CaseIterable, Comparable {
    case ignored, duplicate, accepted
    case needsReview = "needs_review"
    case quarantined

    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// What a part was taken for.
package enum PartRole: String, Codable, Sendable { case form, body, message, archive, signature, decoration, other }

/// How far a part was read.
package enum PartState: String, Codable, Sendable { case read, skipped, limited, locked, unreadable }

/// One part of a message as the records keep it.
package struct PartRecord: Hashable, Sendable {
    package var path: String
    package var filename: String?
    package var declaredType: String?
    package var detectedType: String
    package var disposition: Disposition?
    /// Of the decoded bytes.
    package var size: Int
    package var digest: ContentDigest
    package var role: PartRole
    package var state: PartState
    package var reason: String?
    package var findings: [Finding]

    package init(
        path: String, filename: String?, declaredType: String?, detectedType: String, disposition: Disposition?,
        size: Int, digest: ContentDigest, role: PartRole, state: PartState, reason: String? = nil,
        findings: [Finding] = []
    ) {
        self.path = path
        self.filename = filename
        self.declaredType = declaredType
        self.detectedType = detectedType
        self.disposition = disposition
        self.size = size
        self.digest = digest
        self.role = role
        self.state = state
        self.reason = reason
        self.findings = findings
    }
}

extension PartRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, filename, disposition, size, digest, role, state, reason, findings
        case declaredType = "declared_type"
        case detectedType = "detected_type"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(filename, forKey: .filename)
        try container.encode(declaredType, forKey: .declaredType)
        try container.encode(detectedType, forKey: .detectedType)
        try container.encode(disposition, forKey: .disposition)
        try container.encode(size, forKey: .size)
        try container.encode(digest, forKey: .digest)
        try container.encode(role, forKey: .role)
        try container.encode(state, forKey: .state)
        try container.encode(reason, forKey: .reason)
        try container.encode(findings, forKey: .findings)
    }
}

/// The id of a submission: a UUIDv8 derived from message digest, form id and source parts (RFC 9562 §5.8).
package struct SubmissionID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The 16 bytes.
    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Derives the id of what was read from `parts` of a message.
    /// - Parameter form: the form's id; nil for a letter.
    package init(message: ContentDigest, form: String?, parts: [String]) {
        var input = Array("istimara submission 1\n\(message.hex)\n\(form ?? "")\n".utf8)
        input += Array(parts.joined(separator: "\n").utf8)
        var bytes = Array(ContentDigest(of: input).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// Reads the 36 letters of a UUID.
    package init?(_ text: String) {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard text.utf8.count == 36, digits.count == 32 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 32, by: 2) {
            let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        self.bytes = bytes
    }

    package var description: String {
        let hex = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return [hex[0..<4], hex[4..<6], hex[6..<8], hex[8..<10], hex[10..<16]]
            .map { $0.joined() }.joined(separator: "-")
    }

    /// The last 8 hexadecimal digits, as folder names carry them.
    package var short: String { String(description.suffix(8)) }

    package static func < (left: Self, right: Self) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}

extension SubmissionID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = SubmissionID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// One submission: its id and what was read.
package struct Submission: Hashable, Sendable {
    package var id: SubmissionID
    package var reading: FormReading

    package init(id: SubmissionID, reading: FormReading) {
        self.id = id
        self.reading = reading
    }
}

extension Submission: Codable {
    private enum CodingKeys: String, CodingKey { case id }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(id: try container.decode(SubmissionID.self, forKey: .id), reading: try FormReading(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try reading.encode(to: encoder)
    }
}

/// Everything that is filed of one message, in one transaction.
package struct Filing: Sendable {
    package var message: ContentDigest
    package var size: Int
    /// Nil for a bare document.
    package var envelope: Envelope?
    package var outcome: Outcome
    package var reason: String?
    package var parts: [PartRecord]
    package var submissions: [Submission]
    package var findings: [Finding]
    /// The code of an attack that was stopped while the message was read; nil for none. It stands in the audit.
    package var incident: String?
    /// The address that DMARC passed for (RFC 7489), in lower case; nil where nobody vouches for the sender.
    package var authenticatedAs: String?
    /// The version of the program that read it.
    package var programVersion: String

    package init(
        message: ContentDigest, size: Int, envelope: Envelope?, outcome: Outcome, reason: String?,
        parts: [PartRecord], submissions: [Submission], findings: [Finding], incident: String? = nil,
        authenticatedAs: String? = nil, programVersion: String
    ) {
        self.message = message
        self.size = size
        self.envelope = envelope
        self.outcome = outcome
        self.reason = reason
        self.parts = parts
        self.submissions = submissions
        self.findings = findings
        self.incident = incident
        self.authenticatedAs = authenticatedAs
        self.programVersion = programVersion
    }
}

extension Filing {
    /// What the message demands by itself: a need for review that its submissions explain is theirs.
    var ownOutcome: (outcome: Outcome, reason: String?) {
        let isTheirs = submissions.contains {
            $0.reading.outcome == .needsReview && (reason == nil || $0.reading.reason == reason)
        }
        return outcome == .needsReview && isTheirs ? (.accepted, nil) : (outcome, reason)
    }
}
