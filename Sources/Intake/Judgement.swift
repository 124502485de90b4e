package import Archive
internal import Documents
package import Extraction
package import Forms
internal import Mail

/// Decides what becomes of a message from what was found in it: a pure function, the same for a dry run and the daemon.
///
/// The rules are those of `contract.md`: the most demanding of the outcomes of parts and submissions is the message's.
package struct Judgement: Sendable {
    /// Reads forms out of documents.
    package var reader: FormReader
    /// The id of the only form that is looked for; nil for all.
    package var form: String?
    /// Addresses, in lower case, whose mail is our own: the mailboxes' users and the forms' `return_to`.
    package var ownAddresses: Set<String>
    package var programVersion: String

    package init(reader: FormReader, form: String? = nil, ownAddresses: Set<String>, programVersion: String) {
        self.reader = reader
        self.form = form
        self.ownAddresses = ownAddresses
        self.programVersion = programVersion
    }

    /// The filing of one message.
    package func filing(of message: ExtractedMessage) -> Filing {
        let automatic = message.envelope?.automatic
        let isAnswerable = automatic == nil || automatic == .list
        let readings = isAnswerable ? readings(of: message) : []
        let cited = Set(readings.flatMap(\.source.parts))
        let submissions = readings.map { reading in
            Submission(
                id: SubmissionID(message: message.digest, form: reading.form?.id, parts: reading.source.parts),
                reading: reading)
        }
        let verdicts =
            submissions.map { Verdict(outcome: Outcome($0.reading.outcome), reason: $0.reading.reason) }
            + message.parts.map { verdict(on: $0, isAnswerable: isAnswerable) }
            + (isAnswerable ? linkVerdicts(message, hasForm: !submissions.isEmpty) : [])
        let incident = verdicts.first { $0.reason == Incidents.reason }
        let worst = incident ?? verdicts.max { $0.outcome < $1.outcome } ?? Verdict(outcome: .ignored, reason: nil)
        return Filing(
            message: message.digest, size: message.size, envelope: message.envelope, outcome: worst.outcome,
            reason: worst.reason, parts: message.parts.map { PartRecord($0, isCited: cited.contains($0.path)) },
            submissions: submissions, findings: message.findings, incident: incident?.reason,
            programVersion: programVersion)
    }

    private struct Verdict {
        var outcome: Outcome
        var reason: String?
    }

    private func readings(of message: ExtractedMessage) -> [FormReading] {
        let returned = message.returnedDocuments
        guard !returned.isEmpty else { return [] }
        let isOwn = isOwn(message)
        let readings = reader.read(returned, form: form).filter { !(isOwn && $0.reason == "blank_form") }
        if !readings.isEmpty { return readings }
        // A letter: no form, not automatic, not our own call, not a list's circular.
        guard !isOwn, message.envelope != nil, message.envelope?.automatic == nil else { return [] }
        return returned.lazy.filter(\.isBody).compactMap { reader.readLetter(body: $0) }.first.map { [$0] } ?? []
    }

    private func isOwn(_ message: ExtractedMessage) -> Bool {
        message.envelope?.from.contains { ownAddresses.contains($0.address.lowercased()) } ?? false
    }

    private func verdict(on part: ExtractedPart, isAnswerable: Bool) -> Verdict {
        if part.isQuarantined { return Verdict(outcome: .quarantined, reason: part.reason) }
        guard isAnswerable else { return Verdict(outcome: .ignored, reason: nil) }
        switch (part.state, part.role) {
        case (.locked, _): return Verdict(outcome: .needsReview, reason: part.reason ?? "locked")
        case (.unreadable, .signature), (.unreadable, .decoration): return Verdict(outcome: .ignored, reason: nil)
        case (.unreadable, _), (.limited, _): return Verdict(outcome: .needsReview, reason: part.reason)
        default: return Verdict(outcome: .ignored, reason: nil)
        }
    }

    private func linkVerdicts(_ message: ExtractedMessage, hasForm: Bool) -> [Verdict] {
        let findings = message.findings + message.parts.flatMap(\.findings)
        guard !hasForm, findings.contains(where: { $0.code == "attachment_by_link" }) else { return [] }
        return [Verdict(outcome: .needsReview, reason: "attachment_by_link")]
    }
}

extension Outcome {
    fileprivate init(_ outcome: FormReading.Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .needsReview: self = .needsReview
        }
    }
}

extension PartRecord {
    /// The record of a part; only one that a submission cites was a form.
    fileprivate init(_ part: ExtractedPart, isCited: Bool) {
        let role: PartRole =
            switch part.role {
            case .form: isCited ? .form : .other
            case .body: .body
            case .message: .message
            case .archive: .archive
            case .signature: .signature
            case .decoration: .decoration
            case .other: isCited ? .form : .other
            }
        let state: PartState =
            switch part.state {
            case .read: .read
            case .skipped: .skipped
            case .limited: .limited
            case .locked: .locked
            case .unreadable: .unreadable
            }
        self.init(
            path: part.path, filename: part.filename, declaredType: part.declaredType, detectedType: part.detectedType,
            disposition: part.disposition, size: part.size, digest: part.digest, role: role, state: state,
            reason: part.reason, findings: part.findings)
    }
}
