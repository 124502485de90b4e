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

    /// A message as it was recorded.
    enum Begun {
        /// Filed before, or in somebody else's hands.
        case settled(IntakeResult)
        case reading(Reading)
    }

    /// A message that is claimed and being read.
    struct Reading: Sendable {
        fileprivate enum Work {
            /// Its attempts are used up.
            case parked
            /// Fewer bytes are held than it has: they are its header.
            case tooLarge
            case task(Task<Filing, any Error>, isSenderWaiting: Bool)
        }

        fileprivate let claim: Claim
        fileprivate let source: String
        fileprivate let size: Int
        fileprivate let account: String?
        fileprivate let work: Work

        var message: ContentDigest { claim.message }
    }

    /// Keeps and records a message that a source hands over, and begins to read it.
    /// - Throws: what ends the pass: the archive cannot be written.
    func begin(_ message: SourcedMessage) throws -> Begun {
        let recorded = try archive.take(message)
        if let filed = recorded.filed { return .settled(duplicate(message, filed)) }
        guard let claim = recorded.claim else {
            // In somebody else's hands, who will file it.
            return .settled(duplicate(message, Filed(outcome: .duplicate, reason: "claimed", submissions: [])))
        }
        return .reading(
            try reading(
                claim, source: message.locator.source, size: message.size, account: message.locator.account))
    }

    /// What is said of a message whose bytes are filed already.
    func duplicate(_ message: SourcedMessage, _ filed: Filed) -> IntakeResult {
        IntakeResult(
            source: message.locator.source, digest: message.digest, outcome: .duplicate, reason: filed.reason,
            submissions: filed.submissions, size: message.size)
    }

    /// Files what an earlier run recorded and did not come to file; tells what became of it.
    ///
    /// One by one: a message that ends the program takes no other's attempts with it.
    package func takePending() async throws -> [IntakeResult] {
        var results: [IntakeResult] = []
        for digest in try archive.records.pendingJobs() {
            guard let claim = try archive.records.claim(digest), let held = try archive.records.message(digest) else {
                continue
            }
            let source = held.sources.first ?? digest.description
            results.append(
                try await finish(
                    try reading(claim, source: source, size: held.size, account: OriginalReader.account(of: held))))
        }
        return results
    }

    /// Begins to read the original under a claim.
    /// - Parameter size: the whole message's; where fewer bytes are held, it was too large and they are its header.
    private func reading(_ claim: Claim, source: String, size: Int, account: String?) throws -> Reading {
        func reading(_ work: Reading.Work) -> Reading {
            Reading(claim: claim, source: source, size: size, account: account, work: work)
        }
        if claim.isExhausted { return reading(.parked) }
        let original = try archive.originals.read(claim.message)
        guard original.count >= size else { return reading(.tooLarge) }
        let isWaiting = try isSenderWaiting(original, account: account)
        let task = Task { [reader] in
            try await reader.filing(of: original, account: account, isSenderWaiting: isWaiting)
        }
        return reading(.task(task, isSenderWaiting: isWaiting))
    }

    /// Waits for what is read and files it.
    /// - Throws: what ends the pass: the archive cannot be written, the worker cannot be started.
    func finish(_ reading: Reading) async throws -> IntakeResult {
        let result = try await file(reading)
        return IntakeResult(
            source: reading.source, digest: reading.message, outcome: result.outcome, reason: result.filed.reason,
            submissions: result.filed.submissions, size: reading.size)
    }

    /// Gives a message back that will not be filed in this pass.
    func abandon(_ reading: Reading) async {
        if case .task(let task, _) = reading.work { _ = await task.result }
        try? archive.records.release(reading.claim)
    }

    private func file(_ reading: Reading) async throws -> FilingResult {
        let claim = reading.claim
        switch reading.work {
        case .parked:
            logger.warning("message parked after its attempts", metadata: Self.metadata(claim))
            return try archive.records.dispose(
                .quarantined, reason: Limit.attempts.rawValue, envelope: nil, findings: [], under: claim)
        case .tooLarge:
            return try tooLarge(reading.size, under: claim)
        case .task(let task, let isSenderWaiting):
            let filing: Filing
            do {
                filing = try await self.filing(task, isSenderWaiting, reading)
            } catch {
                try archive.records.release(claim)
                throw error
            }
            if let incident = filing.incident {
                let code: Logger.Metadata = ["code": "\(incident)"]
                logger.critical(
                    "a worker tried what no reader does",
                    metadata: Self.metadata(claim).merging(code) { first, _ in first })
            }
            return try archive.records.file(filing, under: claim)
        }
    }

    /// What was read; read anew where a message before this one has its sender wait.
    private func filing(
        _ task: Task<Filing, any Error>, _ isSenderWaiting: Bool, _ reading: Reading
    ) async throws -> Filing {
        let filing = try await task.value
        guard !isSenderWaiting, try !archive.records.quarantined(for: Incidents.reason).isEmpty else { return filing }
        let original = try archive.originals.read(reading.message)
        guard try self.isSenderWaiting(original, account: reading.account) else { return filing }
        return try await reader.filing(of: original, account: reading.account, isSenderWaiting: true)
    }

    private static func metadata(_ claim: Claim) -> Logger.Metadata {
        ["message": "\(claim.message.hex.prefix(12))"]
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
