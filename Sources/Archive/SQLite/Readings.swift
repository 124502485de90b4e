import Forms
import FoundationEssentials
import GRDB
import Mail

/// The readings of a submission: numbered from 1, added and never replaced; the last one counts.
enum Readings {
    /// Adds a reading, unless it says the same as the one that counts.
    static func add(
        _ content: String, of id: SubmissionID, form: FormReference?, program: String, at time: Int64,
        in database: Database
    ) throws {
        let current = try database.first(
            "SELECT content FROM readings WHERE submission = ? AND is_current = 1", [id.blob])
        if current?["content"] as String? == content { return }
        try retire(id, in: database)
        let number = 1 + (try database.count("SELECT max(number) FROM readings WHERE submission = ?", [id.blob]))
        try database.run(
            """
            INSERT INTO readings (submission, number, program_version, form_version, read_at, is_current, content)
            VALUES (?, ?, ?, ?, ?, 1, ?)
            """, [id.blob, number, program, form?.version ?? "", time, content])
        try seal(id, number, in: database)
    }

    /// Lets no reading of the submission count any more.
    static func retire(_ id: SubmissionID, in database: Database) throws {
        let current = try database.first(
            "SELECT number FROM readings WHERE submission = ? AND is_current = 1", [id.blob])
        guard let number: Int = current?["number"] else { return }
        try database.run("UPDATE readings SET is_current = 0 WHERE submission = ? AND number = ?", [id.blob, number])
        try seal(id, number, in: database)
    }

    private static func seal(_ id: SubmissionID, _ number: Int, in database: Database) throws {
        let row = try database.first("SELECT * FROM readings WHERE submission = ? AND number = ?", [id.blob, number])
        guard let row else { return }
        try database.run(
            "UPDATE readings SET row_digest = ? WHERE submission = ? AND number = ?",
            [RowDigest.of(row), id.blob, number])
    }
}

extension SQLiteStore {
    package func readings(of id: SubmissionID) throws(ArchiveError) -> [ReadingNote] {
        try reading { database in
            try database.all("SELECT * FROM readings WHERE submission = ? ORDER BY number", [id.blob]).map { row in
                ReadingNote(
                    number: row["number"], programVersion: row["program_version"], formVersion: row["form_version"],
                    at: MailDate(milliseconds: row["read_at"]))
            }
        }
    }
}
