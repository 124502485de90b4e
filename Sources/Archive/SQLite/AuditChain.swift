import GRDB
import Mail

/// The audit: a table that only grows, each row holding the digest of the one before it, one chain for each host.
struct AuditChain {
    /// The action of a row about an attack that was stopped; its detail is the code.
    static let incident = "incident"

    var host: String
    var epoch: String

    /// Adds what was done; ids and codes alone, nothing of a sender's.
    func append(
        _ action: String, subject: String, detail: String = "", actor: String = "istimara", at time: Int64,
        in database: Database
    ) throws {
        let previous =
            try database.first("SELECT digest FROM audit WHERE host = ? ORDER BY ordinal DESC LIMIT 1", [host])
            .map { $0["digest"] as String } ?? ""
        let digest = Self.digest(
            previous: previous,
            fields: [host, epoch, String(time), actor, action, subject, detail])
        try database.run(
            """
            INSERT INTO audit (host, epoch, at, actor, action, subject, detail, previous, digest)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, [host, epoch, time, actor, action, subject, detail, previous, digest])
    }

    /// The first rows of each host's chain that do not follow from the row before.
    static func breaks(in database: Database) throws -> [Int64] {
        var heads: [String: String] = [:]
        var broken: [Int64] = []
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM audit ORDER BY ordinal")
        while let row = try rows.next() {
            let host: String = row["host"]
            let previous: String = row["previous"]
            let digest: String = row["digest"]
            let time: Int64 = row["at"]
            var fields: [String] = [host, row["epoch"], String(time)]
            for column in ["actor", "action", "subject", "detail"] { fields.append(row[column]) }
            if previous != heads[host] ?? "" || digest != Self.digest(previous: previous, fields: fields) {
                broken.append(row["ordinal"])
            }
            heads[host] = digest
        }
        return broken
    }

    private static func digest(previous: String, fields: [String]) -> String {
        let lines = ([previous] + fields).map { "\($0.utf8.count) \($0)" }
        return ContentDigest(of: Array("istimara audit 1\n\(lines.joined(separator: "\n"))".utf8)).hex
    }
}
