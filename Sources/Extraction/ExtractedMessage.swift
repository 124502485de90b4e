package import Documents
package import Mail

/// What a part was taken for, from its bytes and its place in the message.
package enum ExtractedRole: String, Sendable { case form, body, message, archive, signature, decoration, other }

/// How far a part was read.
package enum ExtractedState: String, Sendable { case read, skipped, limited, locked, unreadable }

/// One part of a message, opened as far as it can hold a form.
package struct ExtractedPart: Sendable {
    /// `1.2`; nested: `2/1.1` in a message, `1.3!dir/form.docx` in an archive.
    package var path: String
    package var filename: String?
    package var declaredType: String?
    /// From the signature of the decoded bytes, never from the name.
    package var detectedType: String
    package var disposition: Disposition?
    /// Of the decoded bytes.
    package var size: Int
    package var digest: ContentDigest
    package var role: ExtractedRole
    package var state: ExtractedState
    /// A code: a limit's name, `no_reader`, `broken`, `worker_crash`, ….
    package var reason: String?
    /// Whether the part killed, hung or exhausted its worker, lied, broke or went over a limit: the message is quarantined.
    package var isQuarantined: Bool
    package var findings: [Finding]
    /// What the reader saw; nil unless `state` is `read`.
    package var document: Document?

    package init(
        path: String, filename: String?, declaredType: String?, detectedType: String, disposition: Disposition?,
        size: Int, digest: ContentDigest, role: ExtractedRole, state: ExtractedState, reason: String? = nil,
        isQuarantined: Bool = false, findings: [Finding] = [], document: Document? = nil
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
        self.isQuarantined = isQuarantined
        self.findings = findings
        self.document = document
    }
}

/// One raw message, opened: what its header says, its parts and the documents in them.
package struct ExtractedMessage: Sendable {
    /// Nil for a bare document.
    package var envelope: Envelope?
    /// Of the raw bytes.
    package var size: Int
    package var digest: ContentDigest
    package var parts: [ExtractedPart]
    package var findings: [Finding]

    package init(
        envelope: Envelope?, size: Int, digest: ContentDigest, parts: [ExtractedPart], findings: [Finding] = []
    ) {
        self.envelope = envelope
        self.size = size
        self.digest = digest
        self.parts = parts
        self.findings = findings
    }
}
