import GRDB
import Mail

extension SQLiteStore {
    package func noteCycle(_ note: CycleNote) throws(ArchiveError) {
        let now = options.now()
        try writing { database in
            switch note {
            case .success(let reports):
                for report in reports { try reconcile(report, at: now, in: database) }
            case .failure(let account, let folders, let code, let message):
                for folder in folders {
                    try database.run(
                        """
                        INSERT INTO mailboxes (account, folder, error_code, error_message, error_at)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (account, folder) DO UPDATE SET error_code = excluded.error_code,
                            error_message = excluded.error_message, error_at = excluded.error_at
                        """, [account, folder, code, message.withoutNull, now])
                }
            }
        }
    }

    package func status() throws(ArchiveError) -> StatusReport {
        try reading { database in
            let mailboxes = try database.all("SELECT * FROM mailboxes ORDER BY account, folder")
                .map { try Self.mailbox($0, in: database) }
            var submissions = StatusReport.Submissions()
            for row in try database.all(
                """
                SELECT status, outcome, count(*) AS number FROM submissions WHERE withdrawn_at IS NULL
                GROUP BY status, outcome
                """)
            {
                let number: Int = row["number"]
                switch try row.code("status", as: SubmissionStatus.self) {
                case .superseded:
                    submissions.superseded += number
                    continue
                case .current: submissions.current += number
                case .waiting: break
                }
                if row["outcome"] as String == "needs_review" { submissions.toReview += number }
            }
            return StatusReport(
                mailboxes: mailboxes, messages: try Self.countMessages(in: database), submissions: submissions,
                problems: mailboxes.flatMap(\.problems) + (try Self.actionProblems(in: database))
                    + (try incidents(in: database)))
        }
    }

    /// The attacks of the last week that were stopped, by code.
    private func incidents(in database: Database) throws -> [StatusReport.Problem] {
        try database.all(
            """
            SELECT detail, count(*) AS number, max(at) AS last FROM audit WHERE action = ? AND at > ?
            GROUP BY detail ORDER BY detail
            """, [AuditChain.incident, options.now() - 7 * 86_400_000]
        ).map { row in
            let number: Int = row["number"]
            let last = MailDate(milliseconds: row["last"])
            return StatusReport.Problem(
                code: row["detail"],
                message: "\(number) in a week had a worker try what no reader does; the last at \(last)")
        }
    }

    /// Holds what a server has against what the records account for.
    private func reconcile(_ report: FolderReport, at now: Int64, in database: Database) throws {
        let epoch = report.epoch
        // Sightings under an older UIDVALIDITY are history: the same messages are seen anew.
        try database.run(
            """
            UPDATE sightings SET is_retired = 1
            WHERE account = ? AND folder = ? AND uid_validity <> ? AND is_retired = 0
            """, [epoch.account, epoch.folder, epoch.uidValidity])
        let known = try database.all(
            "SELECT uid FROM sightings WHERE account = ? AND folder = ? AND uid_validity = ? AND uid IS NOT NULL",
            [epoch.account, epoch.folder, epoch.uidValidity])
        let missing = report.uidsOnServer.subtracting(known.map { $0["uid"] as UInt32 }).count
        try database.run(
            """
            INSERT INTO mailboxes (account, folder, uid_validity, on_server, missing, last_success)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, folder) DO UPDATE SET uid_validity = excluded.uid_validity,
                on_server = excluded.on_server, missing = excluded.missing, last_success = excluded.last_success
            """,
            [epoch.account, epoch.folder, epoch.uidValidity, report.uidsOnServer.count, missing, now])
    }

    private static func mailbox(_ row: Row, in database: Database) throws -> StatusReport.Mailbox {
        let onServer: Int = row["on_server"]
        let missing: Int = row["missing"]
        let backlog = try database.count(
            """
            SELECT count(*) FROM jobs JOIN sightings ON sightings.message = jobs.message
            WHERE jobs.state <> 'filed' AND account = ? AND folder = ? AND uid_validity = ?
            """, [row["account"] as String, row["folder"] as String, row["uid_validity"] as Int64])
        var failure: StatusReport.Failure?
        if let code: String = row["error_code"], let at: Int64 = row["error_at"] {
            failure = StatusReport.Failure(
                code: code, message: row["error_message"] ?? "", at: MailDate(milliseconds: at))
        }
        let success: Int64? = row["last_success"]
        return StatusReport.Mailbox(
            name: row["account"], folder: row["folder"], uidValidity: row["uid_validity"], onServer: onServer,
            accounted: onServer - missing, missing: missing, backlog: backlog,
            lastSuccess: success.map(MailDate.init(milliseconds:)), lastError: failure)
    }

    /// Each locator once: the first that counts has the message's outcome, any other is a duplicate.
    private static func countMessages(in database: Database) throws -> [Outcome: Int] {
        let rows = try database.all(
            """
            SELECT CASE WHEN sightings.ordinal = firsts.ordinal THEN outcome ELSE 'duplicate' END AS word,
                count(*) AS number
            FROM sightings
            JOIN (SELECT message, min(ordinal) AS ordinal FROM sightings WHERE is_retired = 0 GROUP BY message)
                AS firsts ON firsts.message = sightings.message
            JOIN messages ON messages.digest = sightings.message
            WHERE sightings.is_retired = 0 AND outcome IS NOT NULL
            GROUP BY word
            """)
        let counts = try rows.map { (try $0.code("word", as: Outcome.self), $0["number"] as Int) }
        return Dictionary(uniqueKeysWithValues: counts)
    }
}

extension StatusReport.Mailbox {
    /// What is wrong with this folder.
    fileprivate var problems: [StatusReport.Problem] {
        var problems: [StatusReport.Problem] = []
        if missing > 0 {
            problems.append(
                .init(code: "missing", message: "\(name)/\(folder): \(missing) on the server and not in the archive"))
        }
        if let lastError, lastError.at.secondsSinceEpoch >= lastSuccess?.secondsSinceEpoch ?? .min {
            problems.append(.init(code: lastError.code, message: "\(name)/\(folder): \(lastError.message)"))
        }
        return problems
    }
}
