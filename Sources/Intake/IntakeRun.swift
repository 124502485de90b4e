package import Archive
package import Mail

/// The counts at the end of `import` and `poll`.
package struct IntakeSummary: Encodable, Sendable {
    package var messages = 0
    package private(set) var outcomes: [Outcome: Int] = [:]
    package var bytes = 0
    package var seconds = 0.0
    /// What the messages with submissions were counted as: a reply that comes later may change that.
    private var replies: [ContentDigest: Outcome] = [:]

    package init() {}

    package mutating func add(_ result: IntakeResult) {
        messages += 1
        outcomes[result.outcome, default: 0] += 1
        bytes += result.size
        if result.outcome != .duplicate, !result.submissions.isEmpty { replies[result.digest] = result.outcome }
    }

    /// Counts each message as what it is by now, as `status` does: later messages of the run may have made it wait.
    package mutating func settle(by records: any RecordStore) throws {
        for (digest, counted) in replies {
            guard let outcome = try records.message(digest)?.outcome, outcome != counted else { continue }
            outcomes[counted, default: 0] -= 1
            outcomes[outcome, default: 0] += 1
            replies[digest] = outcome
        }
    }

    package subscript(outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }

    private enum CodingKeys: String, CodingKey {
        case messages, accepted, duplicate, ignored, quarantined, bytes, seconds
        case needsReview = "needs_review"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(messages, forKey: .messages)
        try container.encode(self[.accepted], forKey: .accepted)
        try container.encode(self[.needsReview], forKey: .needsReview)
        try container.encode(self[.duplicate], forKey: .duplicate)
        try container.encode(self[.ignored], forKey: .ignored)
        try container.encode(self[.quarantined], forKey: .quarantined)
        try container.encode(bytes, forKey: .bytes)
        try container.encode((seconds * 1000).rounded() / 1000, forKey: .seconds)
    }
}

/// One pass over a source: everything in it is carried into the archive, then the views are brought up to date.
package struct IntakeRun: Sendable {
    private let archive: Archive
    private let intake: MessageIntake
    /// The bytes that must stay free on the archive's disk (`disk_free`).
    private let freeBytes: Int
    /// Brings the theme, review and quarantine folders up to date.
    private let updateViews: @Sendable () throws -> Void

    package init(
        archive: Archive, intake: MessageIntake, limits: Limits, updateViews: @escaping @Sendable () throws -> Void
    ) {
        self.archive = archive
        self.intake = intake
        // Room for the largest message: spooled, kept, and copied into a view.
        freeBytes = max(limits[.diskFree], 3 * limits[.messageSize])
        self.updateViews = updateViews
    }

    /// Takes every message of `source` that is not accounted for.
    /// - Parameters:
    ///   - summary: counts what was taken, also where the pass ends with an error.
    ///   - shouldStop: asked before each message; a pass that stops early has lost nothing.
    ///   - report: told what became of each message.
    /// - Returns: what the server's folders hold; nil where the pass was stopped.
    package func take(
        _ source: any MessageSource, into summary: inout IntakeSummary, shouldStop: () -> Bool = { false },
        report: (IntakeResult) throws -> Void
    ) async throws -> [FolderReport]? {
        let started = ContinuousClock.now
        var counted = IntakeSummary()
        defer {
            counted.seconds = (ContinuousClock.now - started).inSeconds
            summary.add(counted)
        }
        // What an earlier run left behind is filed now and belongs to this run's counts, once.
        var told: [String: ContentDigest] = [:]
        func tell(_ result: IntakeResult) throws {
            counted.add(result)
            try report(result)
        }
        for result in try await intake.takePending() {
            told[result.source] = result.digest
            try tell(result)
        }
        func tellOnce(_ result: IntakeResult) throws {
            if told[result.source] != result.digest { try tell(result) }
        }
        var inHand = MessagesInHand(intake, archive: archive)
        do {
            let folders = try await source.forEachMessage(
                accounted: { try archive.records.accounted(in: $0) },
                { message in
                    if shouldStop() { throw Stopped() }
                    guard try archive.freeBytes() >= freeBytes else {
                        throw ArchiveError(.diskFull, "fewer than \(freeBytes) bytes free: nothing more is taken")
                    }
                    try await inHand.take(message, tell: tellOnce)
                })
            try await inHand.finish(leaving: 0, tell: tellOnce)
            try updateViews()
            return folders
        } catch {
            // What was taken is filed, whatever became of the source.
            try await inHand.finish(leaving: 0, tell: tellOnce)
            try updateViews()
            if error is Stopped { return nil }
            throw error
        }
    }

    private struct Stopped: Error {}
}

extension IntakeSummary {
    /// Adds the counts of another pass.
    package mutating func add(_ other: IntakeSummary) {
        messages += other.messages
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        replies.merge(other.replies) { _, new in new }
        bytes += other.bytes
        seconds += other.seconds
    }
}

extension Duration {
    /// The duration as a number of seconds.
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
