internal import Archive
internal import Extraction
internal import Forms
internal import IMAP
internal import Intake
internal import Logging
internal import Mail

/// The archive opened for writing, with everything that carries messages into it.
struct ArchiveSession {
    let archive: Archive
    let run: IntakeRun
    let rereading: Rereading
    /// What messages come from, counted against the day's allowance.
    let sources: MessageSources
    /// Which mailboxes are left alone for now.
    let rests: MailboxRests
    private let settings: Settings
    private let intake: MessageIntake
    private let views: ViewContext
    /// Where the theme, review and quarantine folders stand.
    let place: ViewPlace
    private let logger: Logger

    /// Opens the archive of the settings and takes its lock.
    /// - Parameter rebuildingDatabase: whether its database is begun anew from originals and journals.
    init(_ assembly: Assembly, logsTo log: LogTarget, rebuildingDatabase: Bool = false) throws {
        let directory = assembly.settings.archive
        let options = assembly.archiveOptions()
        let archive =
            try rebuildingDatabase
            ? Archive.rebuild(at: directory, options: options)
            : Archive.open(at: directory, mode: .write, options: options)
        try self.init(assembly, archive: archive, logsTo: log)
    }

    /// Puts together what carries messages into an archive that is open already.
    init(_ assembly: Assembly, archive: Archive, logsTo log: LogTarget) throws {
        let settings = assembly.settings
        let logger = log.logger(settings.log)
        let reader = try assembly.originalReader(of: archive)
        let intake = MessageIntake(archive: archive, reader: reader, logger: logger)
        let views = try assembly.viewContext(of: archive)
        let place = assembly.viewPlace()
        self.archive = archive
        self.settings = settings
        self.intake = intake
        rereading = Rereading(archive: archive, reader: reader)
        self.views = views
        self.place = place
        self.logger = logger
        sources = MessageSources(
            settings, spool: archive.location.spool,
            budget: FetchBudget(folder: archive.location.state, limit: settings.limits[.imapDailyBytes]))
        rests = MailboxRests(folder: archive.location.state)
        run = IntakeRun(archive: archive, intake: intake, limits: settings.limits) {
            try archive.refreshViews(at: place, with: views)
        }
    }

    /// One cycle over the mailboxes of the settings.
    func cycle(patience: MailboxRests.Patience) -> PollCycle {
        let mailboxes = settings.mailboxes.map { mailbox in
            let actions = ServerActions(byOutcome: mailbox.actions) { [sources] in try sources.open(mailbox) }
            return PolledMailbox(
                account: mailbox.name, folders: mailbox.folders, actions: mailbox.actions.isEmpty ? nil : actions
            ) { [sources, rests] in
                try rests.check(mailbox.name, patience: patience)
                return try sources.open(mailbox)
            }
        }
        return PollCycle(
            archive: archive, run: run, mailboxes: mailboxes, logger: logger,
            attempts: settings.limits[.attempts], failure: MessageSources.failure)
    }

    /// Who tells of new messages between the cycles; nil where the settings want nobody to.
    func watch() -> MailboxWatch? {
        settings.idle
            ? MailboxWatch(mailboxes: settings.mailboxes, sources: sources, rests: rests, logger: logger) : nil
    }

    /// Who is told of mailboxes that cannot be read; nil where the settings name nobody.
    func alarm() -> Alarm? {
        settings.alarm.map { alarm in
            Alarm(alarm, folder: archive.location.state, seconds: settings.limits[.alarmWall], logger: logger)
        }
    }

    /// Reads again whatever is recorded and not filed; returns how many messages those were.
    func takePending() async throws -> Int { try await intake.takePending().count }

    /// Brings the theme, review and quarantine folders up to date.
    func refreshViews() throws { try archive.refreshViews(at: place, with: views) }

    /// Builds the theme, review and quarantine folders anew.
    func rebuildViews() throws { try archive.rebuildViews(at: place, with: views) }
}
