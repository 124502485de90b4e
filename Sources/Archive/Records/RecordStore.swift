package import Documents
package import Mail

/// The records behind the domain's verbs. Each verb is one transaction; no row, cursor or transaction leaves.
///
/// Verbs block until what they wrote is durable.
package protocol RecordStore: Sendable {
    // MARK: Intake

    /// The UIDs of a mailbox's epoch that need no fetching: each has a sighting.
    func accounted(in epoch: MailboxEpoch) throws(ArchiveError) -> Set<UInt32>

    /// Writes that a message was seen; its bytes must be durable in the ``OriginalStore`` before.
    /// - Parameter claiming: whether to claim the message in the same transaction, if it waits.
    func record(_ sighting: Sighting, claiming: Bool) throws(ArchiveError) -> Recorded

    /// Begins an attempt at a message; the attempt is counted, durably, before anything opens the message.
    /// - Returns: nil where the message is filed already, unknown, or in somebody else's hands.
    func claim(_ message: ContentDigest) throws(ArchiveError) -> Claim?

    /// Gives a message back after a temporary fault; the attempt stays counted.
    func release(_ claim: Claim) throws(ArchiveError)

    /// Files everything that was read of a message, unless the claim was lost or the letter is filed already.
    func file(_ filing: Filing, under claim: Claim) throws(ArchiveError) -> FilingResult

    /// Ends a message that was not read: too many attempts, too large.
    /// - Parameter outcome: `quarantined`, or `ignored`.
    func dispose(_ outcome: Outcome, reason: String, envelope: Envelope?, findings: [Finding], under claim: Claim)
        throws(ArchiveError) -> FilingResult

    /// The messages that are in quarantine for `reason`: who sent them, and how long ago they were read.
    func quarantined(for reason: String) throws(ArchiveError) -> [QuarantineNote]

    /// The messages that were recorded and not filed, in the order they were first seen.
    func pendingJobs() throws(ArchiveError) -> [ContentDigest]

    /// The messages whose originals can be read again, in the order they were first seen: filed, no duplicate of a
    /// letter, and not parked for their size or for their attempts.
    func filedMessages() throws(ArchiveError) -> [ContentDigest]

    /// What ``refile(_:)`` would change; nil where it would change nothing.
    func difference(to filing: Filing) throws(ArchiveError) -> MessageDifference?

    /// Files what was read again of a message that is filed; nothing where it waits to be read anyway.
    ///
    /// A reading is added where it differs from the one before. A submission that today's reading does not give is
    /// withdrawn, unless somebody decided on it; one that shares form and a part with an old one keeps the old id.
    func refile(_ filing: Filing) throws(ArchiveError) -> FilingResult?

    /// Opens a filed message anew (`quarantine retry`): it becomes pending, with no attempt counted.
    /// - Throws: `not_found` where it is unknown or waits already.
    func reopen(_ message: ContentDigest) throws(ArchiveError)

    // MARK: Actions

    /// What is still to be done to the filed messages of a mailbox's epoch, ascending by UID: what was never begun, and what
    /// was begun without coming to its end.
    func wantedActions(in epoch: MailboxEpoch, by outcome: [Outcome: MailboxAction]) throws(ArchiveError)
        -> [WantedAction]

    /// Writes, before the server is asked, that an action is begun on messages.
    func intend(_ action: MailboxAction, on uids: [UInt32], in epoch: MailboxEpoch) throws(ArchiveError)

    /// Writes how an action on messages ended.
    func conclude(_ action: MailboxAction, on uids: [UInt32], in epoch: MailboxEpoch, as state: ActionState)
        throws(ArchiveError)

    // MARK: Copies

    /// Copies the records as they are at one moment into a new file, beside whoever writes.
    /// - Returns: the epoch of the records.
    func copy(to file: String) throws(ArchiveError) -> String

    /// Records messages of a restored archive that its journal tells of and its records do not know; they wait to be read.
    /// The journal is not written.
    func takeUp(_ sightings: [Sighting]) throws(ArchiveError)

    // MARK: Mailboxes

    /// Writes how a cycle over a mailbox ended.
    func noteCycle(_ note: CycleNote) throws(ArchiveError)

    func status() throws(ArchiveError) -> StatusReport

    // MARK: People

    func message(_ digest: ContentDigest) throws(ArchiveError) -> ArchivedMessage?

    /// The one message whose digest begins with `prefix`, 4 hexadecimal digits at least.
    /// - Throws: `not_found`, `ambiguous`.
    func message(matching prefix: String) throws(ArchiveError) -> ArchivedMessage

    /// Writes that a person drops a message out of quarantine.
    /// - Throws: `not_found` where it is not there.
    func drop(_ drop: MessageDrop) throws(ArchiveError)

    /// The times that a message was dropped, the first one first.
    func drops(of message: ContentDigest) throws(ArchiveError) -> [MessageDrop]

    /// The messages with that outcome, in the order they were first seen.
    func messages(_ outcome: Outcome) throws(ArchiveError) -> [ContentDigest]

    /// One page of submissions, by (time of receipt, id).
    /// - Parameter key: the last submission of the page before; nil for the first page.
    func submissions(_ filter: SubmissionFilter, after key: SubmissionKey?, limit: Int) throws(ArchiveError)
        -> [ArchivedSubmission]

    func submission(_ id: SubmissionID) throws(ArchiveError) -> ArchivedSubmission?

    /// The one submission whose id begins with `prefix`, or ends with it where it has 8 digits (the short id).
    /// - Throws: `not_found`, `ambiguous`.
    func submission(matching prefix: String) throws(ArchiveError) -> ArchivedSubmission

    /// Writes the decisions of one person on one submission, if it is still the revision that the person saw.
    func decide(_ decisions: [Decision], expecting revision: Int) throws(ArchiveError) -> DecisionResult

    /// The readings of a submission, the first one first.
    func readings(of id: SubmissionID) throws(ArchiveError) -> [ReadingNote]

    // MARK: Views

    /// Submissions and messages whose theme, review or quarantine folders are no longer as they should be.
    func changedViews(limit: Int) throws(ArchiveError) -> [ChangedView]

    /// Writes which folders the subjects now have; one that changed meanwhile stays changed.
    func settleViews(_ settled: [SettledView]) throws(ArchiveError)

    /// Makes every subject changed, so that all folders are written anew.
    /// - Parameter stamp: what the folders are made with.
    func renewViews(stamp: String) throws(ArchiveError)

    /// What the folders were last made with; nil before there were any.
    func viewStamp() throws(ArchiveError) -> String?

    /// Every folder that a subject has.
    func viewFolders() throws(ArchiveError) -> Set<String>

    /// Every subject that has folders, with them.
    func viewedSubjects() throws(ArchiveError) -> [(subject: ChangedView.Subject, folders: [String])]

    // MARK: Upkeep

    /// Looks for rows that are not what they were when they were written, and for a broken chain of the audit.
    func verify() throws(ArchiveError) -> [ArchiveProblem]

    /// Looks for what the two journals and the records do not both hold.
    func verifyJournals() throws(ArchiveError) -> [ArchiveProblem]

    /// Every message that the records know.
    func knownMessages() throws(ArchiveError) -> Set<ContentDigest>
}

/// Something whose folders in the views are to be written anew.
package struct ChangedView: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case submission(SubmissionID)
        case message(ContentDigest)
    }

    package var subject: Subject
    /// What changed last; ``RecordStore/settleViews(_:)`` keeps it.
    package var revision: Int
    /// The folders it had, relative to the view's root.
    package var folders: [String]

    package init(subject: Subject, revision: Int, folders: [String]) {
        self.subject = subject
        self.revision = revision
        self.folders = folders
    }
}

/// A change whose folders were written.
package struct SettledView: Hashable, Sendable {
    package var change: ChangedView
    /// The folders the subject has now, relative to the view's root.
    package var folders: [String]

    package init(change: ChangedView, folders: [String]) {
        self.change = change
        self.folders = folders
    }
}

/// Damage, or something that should not be there, in an archive.
package struct ArchiveProblem: Hashable, Codable, Sendable, CustomStringConvertible {
    package enum Code: String, Codable, Sendable {
        case damagedOriginal = "damaged_original"
        case missingOriginal = "missing_original"
        case orphanedOriginal = "orphaned_original"
        case damagedRow = "damaged_row"
        case damagedDatabase = "damaged_database"
        case brokenAudit = "broken_audit"
        case damagedJournal = "damaged_journal"
        /// A journal and the records do not hold the same.
        case journalDiffers = "journal_differs"
        case viewDiffers = "view_differs"
    }

    package var code: Code
    /// The digest, id or path it is about.
    package var subject: String
    package var message: String

    package init(_ code: Code, _ subject: String, _ message: String) {
        self.code = code
        self.subject = subject
        self.message = message
    }

    package var description: String { "\(code.rawValue) \(subject): \(message)" }
}

extension RecordStore {
    /// Writes one decision, if the submission is still the revision that the person saw.
    package func decide(_ decision: Decision, expecting revision: Int) throws(ArchiveError) -> DecisionResult {
        try decide([decision], expecting: revision)
    }

    /// Hands over each submission, page by page, so that nothing stays open while `body` works.
    package func forEachSubmission(
        _ filter: SubmissionFilter, pageSize: Int = 200, _ body: (ArchivedSubmission) throws -> Void
    ) throws {
        var key: SubmissionKey?
        while true {
            let page = try submissions(filter, after: key, limit: pageSize)
            for submission in page { try body(submission) }
            guard page.count == pageSize, let last = page.last else { return }
            key = SubmissionKey(received: last.received, id: last.id)
        }
    }
}
