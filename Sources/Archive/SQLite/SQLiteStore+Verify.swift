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

    package func verifyJournals() throws(ArchiveError) -> [ArchiveProblem] {
        // A line is written before its row, perhaps at this moment: what only the tables have is sought in tables read
        // before the journal, what only the journal has in tables read after it.
        let (before, sightings) = try reading { database in
            let rows = try database.all("SELECT locator, message FROM sightings")
            return (try Self.decisionLines(in: database), rows.map { Self.place($0["locator"], $0["message"]) })
        }
        let lines = Dictionary(
            try decisionsJournal.lines(DecisionLine.self).values.map { ($0, 1) }, uniquingKeysWith: +)
        let after = try reading { try Self.decisionLines(in: $0) }
        var problems = before.filter { $0.value > lines[$0.key] ?? 0 }.map { line, _ in
            ArchiveProblem(.journalDiffers, line.subject, "a decision is not in decisions.jsonl")
        }
        problems += lines.filter { $0.value > after[$0.key] ?? 0 }.map { line, _ in
            ArchiveProblem(
                .journalDiffers, line.subject,
                "a decision is in decisions.jsonl alone; the next writer takes it up")
        }
        problems.sort { $0.subject < $1.subject }
        let places = Set(
            try sightingsJournal.lines(SightingLine.self).values.compactMap { line in
                line.sighting.map { Self.place($0.locator.key.withoutNull, $0.message.hex) }
            })
        let lost = Set(sightings).subtracting(places).count
        if lost > 0 {
            problems.append(
                ArchiveProblem(.journalDiffers, "sightings.jsonl", "\(lost) sightings are in the records alone"))
        }
        return problems
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
