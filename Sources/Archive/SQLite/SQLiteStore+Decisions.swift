import Forms
import GRDB
import Mail

extension SQLiteStore {
    package func decide(_ decision: Decision, expecting revision: Int) throws(ArchiveError) -> DecisionResult {
        try writing { database in
            guard let submission = try Self.submission(decision.submission, in: database) else {
                throw ArchiveError(.notFound, "no submission \(decision.submission)")
            }
            guard submission.revision == revision else { return .changedMeanwhile }
            // The journal first, as with sightings: no original holds what a person decided.
            try decisionsJournal.append(decision)
            try write(decision, in: database)
            try apply(to: submission, in: database)
            try audit.append(
                "decided", subject: decision.submission.description, actor: decision.by.withoutNull, at: options.now(),
                in: database)
            guard let row = try database.first("SELECT revision FROM submissions WHERE id = ?", [submission.id.blob])
            else { return .changedMeanwhile }
            return .done(revision: row["revision"])
        }
    }

    /// Keeps a decision that the journal holds already; it counts as soon as its submission is filed.
    func write(_ decision: Decision, in database: Database) throws {
        try database.run(
            "INSERT INTO decisions (submission, content, host, epoch) VALUES (?, ?, ?, ?)",
            [decision.submission.blob, try CanonicalJSON.encode(decision).json, options.host, epoch])
    }

    /// Lays all decisions over the reading, and settles the replies the submission leaves and enters.
    private func apply(to submission: ArchivedSubmission, in database: Database) throws {
        let verdicts = try Self.decisions(on: submission.id, in: database).map(\.verdict)
        let settled = Decision.apply(verdicts, to: submission.reading)
        let before: String? = try database.first(
            "SELECT reply_key FROM submissions WHERE id = ?", [submission.id.blob])?["reply_key"]
        let key = ReplyKey(of: settled, sender: submission.header?.from.first, fold: options.fold)?.digest.hex
        try database.run(
            """
            UPDATE submissions SET base_outcome = ?, base_reason = ?, council = ?, reply_key = ?, is_approved = ?
            WHERE id = ?
            """,
            [
                settled.outcome.rawValue, settled.reason, settled.council, key, verdicts.contains(.accept),
                submission.id.blob,
            ])
        try SubmissionRows.unfold(settled, of: submission.id, options: options, in: database)
        let standings = Standings(audit: audit, now: options.now())
        if key == nil {
            try database.run(
                "UPDATE submissions SET status = 'current', supersedes = NULL, superseded_by = NULL WHERE id = ?",
                [submission.id.blob])
        }
        try standings.settle(before, in: database)
        if key != before { try standings.settle(key, in: database) }
        try standings.refresh(submission.id, in: database)
        try standings.refresh(submission.message, in: database)
    }
}
