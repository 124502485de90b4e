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
            problems += try Self.damagedParts(in: database)
            problems += try Self.damagedAnswers(in: database)
            problems += try AuditChain.breaks(in: database).map {
                ArchiveProblem(.brokenAudit, "row \($0)", "does not follow from the row before it")
            }
            return problems
        }
    }

    /// What a journal holds and the tables do not, or the other way round.
    package func verifyJournals() throws(ArchiveError) -> [ArchiveProblem] {
        // The tables first: a line is written before its row.
        let (decisions, sightings) = try reading { database in
            (
                try Self.decisionLines(in: database),
                Set(
                    try database.all("SELECT locator, message FROM sightings").map {
                        Self.place($0["locator"], $0["message"])
                    })
            )
        }
        var problems: [ArchiveProblem] = []
        var missing = decisions
        for line in try decisionsJournal.lines(DecisionLine.self).values {
            missing[line, default: 0] -= 1
            if missing[line] == 0 { missing[line] = nil }
        }
        for (line, count) in missing {
            let message = count > 0 ? "is in the records and not in decisions.jsonl" : "is in decisions.jsonl alone"
            problems.append(ArchiveProblem(.journalDiffers, "\(line.submission)", "a decision \(message)"))
        }
        let lines = Set(
            try sightingsJournal.lines(SightingLine.self).values.compactMap { line in
                line.sighting.map { Self.place($0.locator.key.withoutNull, $0.message.hex) }
            })
        let lost = sightings.subtracting(lines).count
        if lost > 0 {
            problems.append(
                ArchiveProblem(.journalDiffers, "sightings.jsonl", "\(lost) sightings are in the records alone"))
        }
        return problems.sorted { $0.subject < $1.subject }
    }

    private static func place(_ locator: String, _ message: String) -> String { "\(message) \(locator)" }

    private static func damagedParts(in database: Database) throws -> [ArchiveProblem] {
        try database.all("SELECT digest, parts_digest FROM messages WHERE parts_digest IS NOT NULL").compactMap { row in
            let digest = try row.digest("digest")
            if row["parts_digest"] == (try RowDigest.ofParts(digest, in: database)) { return nil }
            return ArchiveProblem(.damagedRow, digest.hex, "its parts are not what they were when they were written")
        }
    }

    private static func damagedAnswers(in database: Database) throws -> [ArchiveProblem] {
        try database.all("SELECT id, answers_digest FROM submissions WHERE answers_digest IS NOT NULL").compactMap {
            row in
            let id = try row.id("id")
            if row["answers_digest"] == (try RowDigest.ofAnswers(id, in: database)) { return nil }
            return ArchiveProblem(.damagedRow, "\(id)", "its answers are not what they were when they were written")
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
