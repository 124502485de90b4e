import Forms
import GRDB
import Mail

/// Which ids submissions keep although the parts read today would give them another.
enum KeptIdentities {
    static func write(_ identity: KeptIdentity, in database: Database) throws {
        try database.run(
            "INSERT OR REPLACE INTO kept_ids (derived, submission, at) VALUES (?, ?, ?)",
            [identity.derived.blob, identity.keeps.blob, identity.at])
    }

    static func all(in database: Database) throws -> [KeptIdentity] {
        try database.all("SELECT * FROM kept_ids ORDER BY at, derived").map { row in
            KeptIdentity(at: row["at"], keeps: try row.id("submission"), derived: try row.id("derived"))
        }
    }

    /// Gives the submissions of a filing the ids that they keep.
    /// - Returns: the submissions, and what is new to be kept.
    static func resolve(
        _ filing: Filing, at time: Int64, in database: Database
    ) throws -> (submissions: [Submission], new: [KeptIdentity]) {
        var submissions: [Submission] = []
        for submission in filing.submissions {
            let row = try database.first("SELECT submission FROM kept_ids WHERE derived = ?", [submission.id.blob])
            submissions.append(Submission(id: try row?.id("submission") ?? submission.id, reading: submission.reading))
        }
        var free = try unclaimed(filing, by: Set(submissions.map(\.id)), in: database)
        var new: [KeptIdentity] = []
        for index in submissions.indices {
            let reading = submissions[index].reading
            let isKnown = try database.first("SELECT 1 FROM submissions WHERE id = ?", [submissions[index].id.blob])
            let match = free.firstIndex { old in
                old.reading.form?.id == reading.form?.id
                    && !Set(old.reading.source.parts).isDisjoint(with: reading.source.parts)
            }
            guard isKnown == nil, let match else { continue }
            let old = free.remove(at: match)
            new.append(KeptIdentity(at: time, keeps: old.id, derived: submissions[index].id))
            submissions[index].id = old.id
        }
        return (submissions, new)
    }

    /// The message's submissions that no reading of today has the id of.
    private static func unclaimed(
        _ filing: Filing, by ids: Set<SubmissionID>, in database: Database
    ) throws -> [ArchivedSubmission] {
        try database.all(
            "SELECT id FROM submissions WHERE message = ? AND withdrawn_at IS NULL ORDER BY ordinal",
            [filing.message.hex]
        ).compactMap { row in
            let id = try row.id("id")
            return ids.contains(id) ? nil : try SQLiteStore.submission(id, in: database)
        }
    }
}
