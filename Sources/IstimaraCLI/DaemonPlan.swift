internal import Archive
internal import CMemory
internal import Intake
internal import Logging

/// What the daemon does by its settings, read at its start and again whenever it is told to.
struct DaemonPlan: Sendable {
    /// The settings that the command line names.
    let config: String?
    /// The archive that the daemon holds; another one needs another daemon.
    let archive: Archive
    let logger: Logger

    /// The daemon's work by these settings; secrets that cannot be read are a mistake in them.
    static func plan(of session: ArchiveSession, _ settings: Settings) throws -> PollPlan {
        guard !settings.mailboxes.isEmpty else {
            throw CommandFailure(
                .configuration, code: "no_mailbox", "\(settings.file): mailboxes: none is configured")
        }
        let signIns = MailboxSignIns(settings)
        for mailbox in settings.mailboxes { try signIns.check(mailbox) }
        let cycle = session.cycle(patience: .every)
        let alarm = session.alarm()
        let rests = session.rests
        let watch = session.watch()
        return PollPlan(PollSchedule(settings), watch: watch?.run) { shouldStop in
            // What a large message took is not kept until the next.
            defer { istimara_memory_give_back() }
            let report = try await cycle.run(shouldStop: {
                SystemdNotification.advanced()
                return shouldStop()
            })
            SystemdNotification.status(
                "last cycle: \(report.summary.messages) messages, \(report.failures.count) failures")
            rests.note(report)
            alarm?.note(report)
            // Credentials that were refused stay refused: trying on would lock the account.
            if let refused = report.failures.first(where: { $0.status == .refused }) {
                await alarm?.finish()
                throw CommandFailure(.refused, code: refused.code, "\(refused.account): \(refused.message)")
            }
        }
    }

    /// Reads settings, forms, themes and councils again; nil where something in them is bad, which is logged.
    func reload() -> PollPlan? {
        SystemdNotification.reloading()
        defer { SystemdNotification.ready("waiting for the next cycle") }
        do {
            let settings = try Settings(config: config)
            guard ArchiveLocation(directory: settings.archive) == archive.location else {
                throw CommandFailure(
                    .configuration, code: "archive_changed", "archive: another one needs the daemon to be started anew")
            }
            let session = try ArchiveSession(Assembly(settings), archive: archive, logsTo: .settings)
            let plan = try Self.plan(of: session, settings)
            logger.notice("settings reloaded", metadata: ["schedule": "\(settings.schedule)"])
            return plan
        } catch {
            logger.error("settings not reloaded, the old stay in force", metadata: ["problem": "\(error)"])
            return nil
        }
    }
}
