internal import Archive
internal import Extraction
internal import Forms
internal import FoundationEssentials
internal import Intake
internal import Mail

/// What `import --dry-run` and `poll --dry-run` do: everything up to the archive, and nothing written there.
struct DryRun {
    private let assembly: Assembly
    private let extractor: ExtractionThreads
    private let judgement: Judgement
    private let folders: ViewContext
    /// The archive as it is, for what it holds already; nil where there is none yet.
    private let archive: Archive?

    init(assembly: Assembly) throws {
        self.assembly = assembly
        extractor = try assembly.extractor()
        judgement = try assembly.judgement()
        folders = try assembly.viewContext(of: nil)
        archive = try? Archive.open(at: assembly.settings.archive, mode: .read)
    }

    func run(_ paths: [String], output: IntakeOutput) async throws -> IntakeSummary {
        try await run(output) { spool in
            try paths.map { try MessageSources(assembly.settings, spool: spool).open($0) }
        }
    }

    func run(mailboxes: [Settings.Mailbox], output: IntakeOutput) async throws -> IntakeSummary {
        try await run(output) { spool in
            try mailboxes.map { try MessageSources(assembly.settings, spool: spool).open($0) }
        }
    }

    /// Goes through the sources with a spool folder that is gone afterwards.
    private func run(
        _ output: IntakeOutput, sources: (String) throws -> [any MessageSource]
    ) async throws -> IntakeSummary {
        let spool = FileManager.default.temporaryDirectory.path + "/istimara-\(UUID().uuidString.lowercased())"
        try FileManager.default.createDirectory(
            atPath: spool, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: spool) }
        var summary = IntakeSummary()
        let started = ContinuousClock.now
        for source in try sources(spool) {
            _ = try await source.forEachMessage(
                accounted: { try archive?.records.accounted(in: $0) ?? [] },
                { message in
                    let (result, intentions) = try await result(of: message)
                    summary.add(result)
                    try output.message(result, would: intentions)
                })
        }
        summary.seconds = (ContinuousClock.now - started).inSeconds
        return summary
    }

    /// What would be done to the message on its server.
    private func intention(_ outcome: Outcome, of message: SourcedMessage) -> [ParseReport.Intention] {
        guard case .imap(let epoch, _) = message.locator,
            let mailbox = assembly.settings.mailboxes.first(where: { $0.name == epoch.account }),
            let action = mailbox.actions[outcome]
        else { return [] }
        return [ParseReport.Intention(action: action.name, target: action.target)]
    }

    private func result(of message: SourcedMessage) async throws -> (IntakeResult, [ParseReport.Intention]) {
        defer { if message.isSpooled { try? FileManager.default.removeItem(atPath: message.path) } }
        func result(_ outcome: Outcome, _ reason: String?, _ submissions: [SubmissionID]) -> IntakeResult {
            IntakeResult(
                source: message.locator.source, digest: message.digest, outcome: outcome, reason: reason,
                submissions: submissions, size: message.size)
        }
        if let held = try archive?.records.message(message.digest), held.outcome != nil {
            return (result(.duplicate, held.reason, held.submissions), [])
        }
        if message.isTooLarge { return (result(.quarantined, "too_large", []), []) }
        let filing = judgement.filing(
            of: try await extractor.extract(file: try InputFile.bytes(message.path), filename: nil))
        return (
            result(filing.outcome, filing.reason, filing.submissions.map(\.id)),
            folders.intentions(for: filing, received: message.received) + intention(filing.outcome, of: message)
        )
    }
}
