import Forms
import FoundationEssentials
import GRDB
import Mail

/// The rows of one submission as they are filed: itself, its reading, and what follows from it.
struct SubmissionRows {
    let filing: Filing
    let received: Int64
    let options: ArchiveOptions
    let now: Int64

    /// Writes a submission, or the newer reading of one that is here already.
    /// - Returns: the reply keys that it left and entered, and whether a U+0000 was replaced.
    func write(
        _ submission: Submission, ordinal: Int, to database: Database
    ) throws -> (keys: Set<String?>, isRepaired: Bool) {
        let content = try CanonicalJSON.encode(submission.reading)
        // What is unfolded into columns is what can be read back, with no U+0000 in it.
        let reading =
            content.isRepaired
            ? try CanonicalJSON.decode(FormReading.self, from: content.json) : submission.reading
        let before = try database.first("SELECT reply_key FROM submissions WHERE id = ?", [submission.id.blob])
        let decisions = try SQLiteStore.decisions(on: submission.id, in: database)
        try writeSubmission(submission.id, ordinal: ordinal, reading: reading, in: database)
        try Readings.add(
            content.json, of: submission.id, form: reading.form, program: filing.programVersion, at: now, in: database)
        let key = try SettledRows(options: options).write(
            submission.id, reading: reading, decisions: decisions, sender: filing.envelope?.from.first, to: database)
        return ([key, before?["reply_key"]], content.isRepaired)
    }

    private func writeSubmission(
        _ id: SubmissionID, ordinal: Int, reading: FormReading, in database: Database
    ) throws {
        try database.run(
            """
            INSERT INTO submissions (id, message, ordinal, received, form, form_version, base_outcome, outcome, status,
                revision)
            VALUES (?, ?, ?, ?, ?, ?, ?7, ?7, 'current', 0)
            ON CONFLICT (id) DO UPDATE SET message = excluded.message, ordinal = excluded.ordinal,
                received = excluded.received, form = excluded.form, form_version = excluded.form_version,
                withdrawn_at = NULL
            """,
            [
                id.blob, filing.message.hex, ordinal, received, reading.form?.id, reading.form?.version,
                reading.outcome.rawValue,
            ])
    }
}
