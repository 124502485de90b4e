import Documents
import Forms
import FoundationEssentials
import GRDB
package import Mail

extension SQLiteStore {
    package func message(_ digest: ContentDigest) throws(ArchiveError) -> ArchivedMessage? {
        try reading { database in
            guard let row = try database.first("SELECT * FROM messages WHERE digest = ?", [digest.hex]) else {
                return nil
            }
            let holder: String = row["duplicate_of"] ?? digest.hex
            let outcome: String? = row["outcome"]
            let own: String? = row["own_outcome"]
            let duplicateOf: String? = row["duplicate_of"]
            return ArchivedMessage(
                digest: digest, size: row["size"], received: row["received"],
                header: try Self.header(row["header"]), outcome: outcome.flatMap(Outcome.init), reason: row["reason"],
                ownOutcome: own.flatMap(Outcome.init), ownReason: row["own_reason"],
                duplicateOf: duplicateOf.flatMap { ContentDigest($0) },
                parts: try database.all(
                    "SELECT content FROM parts WHERE message = ? ORDER BY ordinal", [digest.hex]
                ).map { try $0.json("content", as: PartRecord.self) },
                findings: try row.json("findings", as: [Finding].self),
                submissions: try database.all(
                    "SELECT id FROM submissions WHERE message = ? AND withdrawn_at IS NULL ORDER BY ordinal", [holder]
                ).map { try $0.id("id") },
                sources: try database.all(
                    "SELECT source FROM sightings WHERE message = ? ORDER BY ordinal", [digest.hex]
                ).map { $0["source"] })
        }
    }

    package func messages(_ outcome: Outcome) throws(ArchiveError) -> [ContentDigest] {
        try reading { database in
            try database.all("SELECT digest FROM messages WHERE outcome = ? ORDER BY ordinal", [outcome.rawValue])
                .map { try $0.digest("digest") }
        }
    }

    package func submissions(
        _ filter: SubmissionFilter, after key: SubmissionKey?, limit: Int
    ) throws(ArchiveError) -> [ArchivedSubmission] {
        let text = filter.text.map { Self.likePattern(options.fold($0)) }
        return try reading { database in
            let rows = try database.all(
                Self.columns + """
                    WHERE (?1 OR submissions.status <> 'superseded')
                        AND (?2 IS NULL OR submissions.council = ?2)
                        AND (?3 IS NULL OR submissions.form = ?3)
                        AND (?4 IS NULL OR EXISTS (SELECT 1 FROM submission_themes
                            WHERE submission = submissions.id AND theme = ?4))
                        AND (?5 IS NULL OR EXISTS (SELECT 1 FROM answers
                            WHERE submission = submissions.id AND folded LIKE ?5 ESCAPE '\\'))
                        AND (?6 IS NULL OR (submissions.received, submissions.id) > (?6, ?7))
                    ORDER BY submissions.received, submissions.id LIMIT ?8
                    """,
                [
                    filter.includesSuperseded, filter.council, filter.form, filter.theme, text, key?.received,
                    key?.id.blob, limit,
                ])
            return try rows.map { try Self.submission($0, in: database) }
        }
    }

    package func submission(_ id: SubmissionID) throws(ArchiveError) -> ArchivedSubmission? {
        try reading { try Self.submission(id, in: $0) }
    }

    package func submission(matching prefix: String) throws(ArchiveError) -> ArchivedSubmission {
        let digits = prefix.lowercased().filter { $0 != "-" }
        guard digits.utf8.count >= 4, digits.allSatisfy(\.isHexDigit) else {
            throw ArchiveError(.notFound, "an id has at least 4 hexadecimal digits")
        }
        return try reading { database in
            let rows = try database.all(
                """
                SELECT id FROM submissions WHERE withdrawn_at IS NULL AND (lower(hex(id)) LIKE ?1 || '%'
                    OR length(?1) = 8 AND lower(hex(id)) LIKE '%' || ?1) LIMIT 2
                """, [digits])
            guard rows.count < 2 else { throw ArchiveError(.ambiguous, "more than one id has these digits") }
            guard let id = try rows.first?.id("id"), let found = try Self.submission(id, in: database) else {
                throw ArchiveError(.notFound, "no submission has that id")
            }
            return found
        }
    }

    static func submission(_ id: SubmissionID, in database: Database) throws -> ArchivedSubmission? {
        try database.first(columns + "WHERE submissions.id = ?", [id.blob]).map { try submission($0, in: database) }
    }

    static func decisions(on id: SubmissionID, in database: Database) throws -> [Decision] {
        try database.all("SELECT content FROM decisions WHERE submission = ? ORDER BY ordinal", [id.blob])
            .map { try $0.json("content", as: Decision.self) }
    }

    private static let columns = """
        SELECT submissions.*, messages.header, readings.content
        FROM submissions
        JOIN messages ON messages.digest = submissions.message
        JOIN readings ON readings.submission = submissions.id AND readings.is_current = 1

        """

    private static func submission(_ row: Row, in database: Database) throws -> ArchivedSubmission {
        let id = try row.id("id")
        return ArchivedSubmission(
            id: id, revision: row["revision"], message: try row.digest("message"), header: try header(row["header"]),
            received: row["received"], reading: try row.json("content", as: FormReading.self),
            decisions: try decisions(on: id, in: database),
            status: try row.code("status", as: SubmissionStatus.self), supersedes: row.optionalID("supersedes"),
            supersededBy: row.optionalID("superseded_by"))
    }

    static func header(_ json: String?) throws -> MessageHeader? {
        try json.map { try CanonicalJSON.decode(MessageHeader.self, from: $0) }
    }

    private static func likePattern(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar in
            scalar == "%" || scalar == "_" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
        }
        return "%\(escaped.joined())%"
    }
}
