import GRDB
import Mail

extension SQLiteStore {
    package func verify() throws(ArchiveError) -> [ArchiveProblem] {
        try reading { database in
            var problems: [ArchiveProblem] = []
            for message in try String.fetchAll(database, sql: "PRAGMA integrity_check") where message != "ok" {
                problems.append(ArchiveProblem(.damagedDatabase, "istimara.sqlite", message))
            }
            problems += try Self.damaged("SELECT * FROM messages", key: "digest", in: database)
            problems += try Self.damaged("SELECT * FROM submissions", key: "id", in: database)
            problems += try Self.damaged("SELECT * FROM readings", key: "submission", in: database)
            problems += try AuditChain.breaks(in: database).map {
                ArchiveProblem(.brokenAudit, "row \($0)", "does not follow from the row before it")
            }
            return problems
        }
    }

    /// The rows whose digest no longer fits their other columns.
    private static func damaged(_ query: String, key: String, in database: Database) throws -> [ArchiveProblem] {
        var problems: [ArchiveProblem] = []
        let rows = try Row.fetchCursor(database, sql: query)
        while let row = try rows.next() {
            let digest: String? = row["row_digest"]
            if digest == RowDigest.of(row) { continue }
            let subject: String = row.optionalID(key)?.description ?? row[key] ?? ""
            problems.append(ArchiveProblem(.damagedRow, subject, "a row is not what it was when it was written"))
        }
        return problems
    }
}
