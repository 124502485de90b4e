package import Archive
internal import Documents
internal import Extraction
package import Logging
package import Mail

/// Carries one message through all steps: kept, seen, claimed, read, judged, filed.
///
/// Each step may be repeated: a message that was carried half the way is taken up where its records say.
package struct MessageIntake: Sendable {
    private let archive: Archive
    private let reader: OriginalReader
    private let logger: Logger

    package init(archive: Archive, reader: OriginalReader, logger: Logger) {
        self.archive = archive
        self.reader = reader
        self.logger = logger
    }

    /// Takes a message that a source hands over.
    /// - Throws: what ends the pass: the archive cannot be written, the worker cannot be started.
    package func take(_ message: SourcedMessage) async throws -> IntakeResult {
        let recorded = try archive.take(message)
        func result(_ filed: Filed, _ outcome: Outcome) -> IntakeResult {
            IntakeResult(
                source: message.locator.source, digest: message.digest, outcome: outcome, reason: filed.reason,
                submissions: filed.submissions, size: message.size)
        }
        if let filed = recorded.filed { return result(filed, .duplicate) }
        guard let claim = recorded.claim else {
            // In somebody else's hands, who will file it.
            return result(Filed(outcome: .duplicate, reason: "claimed", submissions: []), .duplicate)
        }
        let filing = try await file(claim, size: message.size, account: message.locator.account)
        return result(filing.filed, filing.outcome)
    }

    /// Files what an earlier run recorded and did not come to file; tells what became of it.
    package func takePending() async throws -> [IntakeResult] {
        var results: [IntakeResult] = []
        for digest in try archive.records.pendingJobs() {
            guard let claim = try archive.records.claim(digest), let held = try archive.records.message(digest) else {
                continue
            }
            let source = held.sources.first ?? digest.description
            let filing = try await file(
                claim, size: held.size, account: OriginalReader.account(of: held))
            results.append(
                IntakeResult(
                    source: source, digest: digest, outcome: filing.outcome, reason: filing.filed.reason,
                    submissions: filing.filed.submissions, size: held.size))
        }
        return results
    }

    /// Reads the original under a claim and files what was read.
    /// - Parameter size: the whole message's; where fewer bytes are held, it was too large and they are its header.
    private func file(_ claim: Claim, size: Int, account: String?) async throws -> FilingResult {
        if claim.isExhausted {
            logger.warning(
                "message parked after its attempts", metadata: ["message": "\(claim.message.hex.prefix(12))"])
            return try archive.records.dispose(
                .quarantined, reason: Limit.attempts.rawValue, envelope: nil, findings: [], under: claim)
        }
        let original = try archive.originals.read(claim.message)
        guard original.count >= size else { return try tooLarge(size, under: claim) }
        let filing: Filing
        do {
            filing = try await reader.filing(
                of: original, account: account, isSenderWaiting: try isSenderWaiting(original, account: account))
        } catch {
            try archive.records.release(claim)
            throw error
        }
        if let incident = filing.incident {
            logger.critical(
                "a worker tried what no reader does",
                metadata: ["message": "\(claim.message.hex.prefix(12))", "code": "\(incident)"])
        }
        return try archive.records.file(filing, under: claim)
    }

    /// Whether a message is to be left closed after what earlier ones of its sender did.
    private func isSenderWaiting(_ original: [UInt8], account: String?) throws -> Bool {
        let incidents = try archive.records.quarantined(for: Incidents.reason)
        guard !incidents.isEmpty, let sender = reader.sender(of: original, account: account) else { return false }
        return Incidents.isWaiting(sender, after: incidents)
    }

    private func tooLarge(_ size: Int, under claim: Claim) throws -> FilingResult {
        let finding = Finding(
            .error, code: "too_large", message: "\(size) bytes: over message_size, only the header was kept")
        return try archive.records.dispose(
            .quarantined, reason: "too_large", envelope: nil, findings: [finding], under: claim)
    }
}

extension FilingResult {
    /// What a run says of the message: a letter that was filed before through other bytes is a duplicate.
    fileprivate var outcome: Outcome { kind == .duplicate ? .duplicate : filed.outcome }
}

/// What became of one message: a line of `import --json` and `poll --json`.
package struct IntakeResult: Sendable {
    /// Path or mailbox/folder/uid.
    package var source: String
    package var digest: ContentDigest
    package var outcome: Outcome
    package var reason: String?
    package var submissions: [SubmissionID]
    package var size: Int

    package init(
        source: String, digest: ContentDigest, outcome: Outcome, reason: String?, submissions: [SubmissionID], size: Int
    ) {
        self.source = source
        self.digest = digest
        self.outcome = outcome
        self.reason = reason
        self.submissions = submissions
        self.size = size
    }
}

extension IntakeResult: Encodable {
    private enum CodingKeys: String, CodingKey { case source, digest, outcome, reason, submissions }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(source, forKey: .source)
        try container.encode(digest, forKey: .digest)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(reason, forKey: .reason)
        try container.encode(submissions, forKey: .submissions)
    }
}

extension MessageLocator {
    /// The account of a message on a server; nil for files.
    fileprivate var account: String? {
        guard case .imap(let epoch, _) = self else { return nil }
        return epoch.account
    }
}
