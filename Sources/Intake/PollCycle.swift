package import Archive
package import Logging
package import Mail

/// A mailbox as a cycle sees it.
package struct PolledMailbox: Sendable {
    /// The mailbox's name in the settings.
    package var account: String
    package var folders: [String]
    /// Opens the mailbox for one cycle; its errors are told as the source's are.
    package var open: @Sendable () throws -> any MessageSource
    /// What is done to messages that are filed; nil for nothing.
    package var actions: ServerActions?

    package init(
        account: String, folders: [String], actions: ServerActions? = nil,
        open: @escaping @Sendable () throws -> any MessageSource
    ) {
        self.account = account
        self.folders = folders
        self.actions = actions
        self.open = open
    }
}

/// Why a mailbox could not be read, in a word for programs and a sentence for people.
package struct PollFailure: Sendable {
    package var account: String
    package var code: String
    package var message: String
    /// What the source threw.
    package var error: any Error

    package init(account: String, code: String, message: String, error: any Error) {
        self.account = account
        self.code = code
        self.message = message
        self.error = error
    }
}

/// What one cycle over all mailboxes came to.
package struct CycleReport: Sendable {
    package var summary = IntakeSummary()
    package var failures: [PollFailure] = []
    /// The mailboxes that were read to their end.
    package var succeeded: [String] = []
    /// Messages that a server holds and the records do not account for, after the cycle.
    package var missing = 0

    package init() {}
}

/// One cycle: every mailbox is read, reconciled, and its success or failure noted. One that is down stops no other.
package struct PollCycle: Sendable {
    private let archive: Archive
    private let run: IntakeRun
    private let mailboxes: [PolledMailbox]
    /// Tells a source's error as a failure; nil for an error that must end the cycle (the disk, the database).
    private let failure: @Sendable (any Error, String) -> PollFailure?
    private let logger: Logger
    /// How often an action on the server is begun (`attempts`).
    private let attempts: Int

    package init(
        archive: Archive, run: IntakeRun, mailboxes: [PolledMailbox], logger: Logger,
        attempts: Int = Limit.attempts.defaultValue, failure: @escaping @Sendable (any Error, String) -> PollFailure?
    ) {
        self.archive = archive
        self.run = run
        self.mailboxes = mailboxes
        self.failure = failure
        self.logger = logger
        self.attempts = attempts
    }

    package func run(
        shouldStop: () -> Bool = { false }, report: (IntakeResult) throws -> Void = { _ in }
    ) async throws -> CycleReport {
        var cycle = CycleReport()
        for mailbox in mailboxes where !shouldStop() {
            do {
                var summary = IntakeSummary()
                defer { cycle.summary.add(summary) }
                let folders = try await run.take(
                    try mailbox.open(), into: &summary, shouldStop: shouldStop, report: report)
                guard let folders else { break }
                try archive.records.noteCycle(.success(folders))
                for folder in folders {
                    let accounted = try archive.records.accounted(in: folder.epoch)
                    cycle.missing += folder.uidsOnServer.subtracting(accounted).count
                }
                for folder in folders where !shouldStop() {
                    try await mailbox.actions?.perform(on: folder, of: archive, attempts: attempts, logger: logger)
                }
                cycle.succeeded.append(mailbox.account)
                logger.info(
                    "cycle done", metadata: ["mailbox": "\(mailbox.account)", "messages": "\(summary.messages)"])
            } catch {
                guard let failure = failure(error, mailbox.account) else { throw error }
                logger.warning(
                    "cycle failed", metadata: ["mailbox": "\(mailbox.account)", "code": "\(failure.code)"])
                try archive.records.noteCycle(
                    .failure(
                        account: mailbox.account, folders: mailbox.folders, code: failure.code, message: failure.message
                    ))
                cycle.failures.append(failure)
            }
        }
        try cycle.summary.settle(by: archive.records)
        return cycle
    }
}
