import GRDB
import Mail

/// The digests over the rows that hang on a message or a submission: one for all of them, kept in the row above.
extension RowDigest {
    /// Over a message's parts.
    static func ofParts(_ digest: ContentDigest, in database: Database) throws -> String {
        try of(["SELECT * FROM parts WHERE message = ? ORDER BY ordinal"], [digest.hex], in: database)
    }

    /// Over a submission's answers, proposals and themes.
    static func ofAnswers(_ id: SubmissionID, in database: Database) throws -> String {
        try of(
            [
                "SELECT * FROM answers WHERE submission = ? ORDER BY question, \"row\"",
                "SELECT * FROM proposals WHERE submission = ? ORDER BY question, \"row\"",
                "SELECT * FROM submission_themes WHERE submission = ? ORDER BY theme",
            ], [id.blob], in: database)
    }

    /// Writes the digest over a message's parts; the message's own seal follows.
    static func noteParts(_ digest: ContentDigest, in database: Database) throws {
        try database.run(
            "UPDATE messages SET parts_digest = ? WHERE digest = ?", [try ofParts(digest, in: database), digest.hex])
    }

    /// Writes the digest over a submission's answers; the submission's own seal follows.
    static func noteAnswers(_ id: SubmissionID, in database: Database) throws {
        try database.run(
            "UPDATE submissions SET answers_digest = ? WHERE id = ?", [try ofAnswers(id, in: database), id.blob])
    }

    /// Writes these digests for rows from before there were any; a row whose own seal is broken is left as it is.
    static func sealWhatFollows(in database: Database) throws {
        for row in try database.all("SELECT * FROM messages") where row["row_digest"] as String? == of(row) {
            let digest = try row.digest("digest")
            try noteParts(digest, in: database)
            try sealMessage(digest, in: database)
        }
        for row in try database.all("SELECT * FROM submissions") where row["row_digest"] as String? == of(row) {
            let id = try row.id("id")
            try noteAnswers(id, in: database)
            try sealSubmission(id, in: database)
        }
    }

    private static func of(
        _ queries: [String], _ arguments: StatementArguments, in database: Database
    ) throws -> String {
        var lines = ""
        for query in queries { for row in try database.all(query, arguments) { lines += of(row) + "\n" } }
        return ContentDigest(of: Array("istimara rows 1\n\(lines)".utf8)).hex
    }
}
