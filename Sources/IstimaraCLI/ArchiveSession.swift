internal import Archive
internal import Extraction
internal import Forms
internal import IMAP
internal import Intake
internal import Logging
internal import Mail

/// The archive opened for writing, with everything that carries messages into it.
struct ArchiveSession {
    let assembly: Assembly
    let archive: Archive
    let run: IntakeRun
    let rereading: Rereading
    private let intake: MessageIntake
    private let views: ViewContext
    private let logger: Logger

    /// Opens the archive of the settings and takes its lock.
    /// - Parameter rebuildingDatabase: whether its database is begun anew from originals and journals.
    init(_ assembly: Assembly, logsTo log: LogTarget, rebuildingDatabase: Bool = false) throws {
        let settings = assembly.settings
        let logger = log.logger(settings.log)
        let options = assembly.archiveOptions()
        let archive =
            try rebuildingDatabase
            ? Archive.rebuild(at: settings.archive, options: options)
            : Archive.open(at: settings.archive, mode: .write, options: options)
        let reader = try assembly.originalReader(of: archive)
        let intake = MessageIntake(archive: archive, reader: reader, logger: logger)
        let views = try assembly.viewContext(of: archive)
        let place = assembly.viewPlace()
        self.assembly = assembly
        self.archive = archive
        self.views = views
        self.logger = logger
        self.intake = intake
        rereading = Rereading(archive: archive, reader: reader)
        run = IntakeRun(archive: archive, intake: intake, limits: settings.limits) {
            try archive.refreshViews(at: place, with: views)
        }
    }

    /// One cycle over the mailboxes of the settings.
    func cycle() throws -> PollCycle {
        let mailboxes = try assembly.settings.mailboxes.map { mailbox in
            PolledMailbox(
                account: mailbox.name, folders: mailbox.folders,
                source: try MailboxSource.open(mailbox, assembly: assembly, spool: archive.location.spool))
        }
        return PollCycle(
            archive: archive, run: run, mailboxes: mailboxes, logger: logger, failure: MailboxSource.failure)
    }

    /// Reads again whatever is recorded and not filed; returns how many messages those were.
    func takePending() async throws -> Int { try await intake.takePending() }

    /// Brings the theme, review and quarantine folders up to date.
    func refreshViews() throws { try archive.refreshViews(at: assembly.viewPlace(), with: views) }

    /// Builds the theme, review and quarantine folders anew.
    func rebuildViews() throws { try archive.rebuildViews(at: assembly.viewPlace(), with: views) }
}
