import GRDB
package import Mail

extension SQLiteStore {
    package func wantedActions(
        in epoch: MailboxEpoch, by outcome: [Outcome: MailboxAction]
    ) throws(ArchiveError) -> [WantedAction] {
        try reading { database in
            // The first place that counts has the message's outcome, any other is a duplicate.
            let rows = try database.all(
                """
                SELECT sightings.uid AS uid, messages.size AS size, messages.header AS header,
                    CASE WHEN sightings.ordinal = (SELECT min(ordinal) FROM sightings AS others
                        WHERE others.message = sightings.message AND others.is_retired = 0)
                        THEN messages.outcome ELSE 'duplicate' END AS word
                FROM sightings JOIN messages ON messages.digest = sightings.message
                WHERE sightings.account = ? AND sightings.folder = ? AND sightings.uid_validity = ?
                    AND sightings.is_retired = 0 AND sightings.uid IS NOT NULL AND messages.outcome IS NOT NULL
                ORDER BY sightings.uid
                """, [epoch.account, epoch.folder, epoch.uidValidity])
            return try rows.compactMap { row in
                guard let action = outcome[try row.code("word", as: Outcome.self)] else { return nil }
                let uid: UInt32 = row["uid"]
                let known = try database.first(
                    """
                    SELECT state, attempts FROM actions WHERE account = ? AND folder = ? AND uid_validity = ? AND uid = ?
                        AND action = ? AND target = ?
                    """,
                    [epoch.account, epoch.folder, epoch.uidValidity, uid, action.name, action.target.withoutNull])
                if let known, try known.code("state", as: ActionState.self) != .intended { return nil }
                let header = try Self.header(row["header"])
                return WantedAction(
                    message: FiledMessage(uid: uid, size: row["size"], messageID: header?.messageID), action: action,
                    attempts: known?["attempts"] ?? 0)
            }
        }
    }

    package func intend(_ action: MailboxAction, on uids: [UInt32], in epoch: MailboxEpoch) throws(ArchiveError) {
        try note(action, on: uids, in: epoch, as: .intended, attempts: 1)
    }

    package func conclude(
        _ action: MailboxAction, on uids: [UInt32], in epoch: MailboxEpoch, as state: ActionState
    ) throws(ArchiveError) {
        try note(action, on: uids, in: epoch, as: state, attempts: 0)
    }

    private func note(
        _ action: MailboxAction, on uids: [UInt32], in epoch: MailboxEpoch, as state: ActionState, attempts: Int
    ) throws(ArchiveError) {
        let now = options.now()
        try writing { database in
            for uid in uids {
                try database.run(
                    """
                    INSERT INTO actions (account, folder, uid_validity, uid, action, target, state, attempts, at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET state = excluded.state, attempts = attempts + excluded.attempts,
                        at = excluded.at
                    """,
                    [
                        epoch.account, epoch.folder, epoch.uidValidity, uid, action.name, action.target.withoutNull,
                        state.rawValue, attempts, now,
                    ])
            }
            let words =
                "\(action.name) \(action.target) \(state.rawValue): \(uids.map(String.init).joined(separator: ","))"
            try audit.append(
                "action", subject: "\(epoch.account)/\(epoch.folder)", detail: words, at: now, in: database)
        }
    }

    /// The actions that did not come to a good end, by how they ended.
    static func actionProblems(in database: Database) throws -> [StatusReport.Problem] {
        try database.all(
            """
            SELECT account, folder, action, target, state, count(*) AS number FROM actions
            WHERE state IN ('failed', 'refused') GROUP BY account, folder, action, target, state
            ORDER BY account, folder, action, target, state
            """
        ).map { row in
            let place = "\(row["account"] as String)/\(row["folder"] as String)"
            let action = "\(row["action"] as String) \(row["target"] as String)"
            let number: Int = row["number"]
            return try row.code("state", as: ActionState.self) == .failed
                ? StatusReport.Problem(
                    code: "action_failed", message: "\(place): \(action) was tried in vain on \(number) messages")
                : StatusReport.Problem(
                    code: "action_refused",
                    message:
                        "\(place): \(action) was not done to \(number) messages: the server cannot, or has others there"
                )
        }
    }
}
