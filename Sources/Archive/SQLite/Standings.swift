import GRDB
import Mail

/// Keeps, inside a transaction, which reply stands and what follows from it for submissions and messages.
struct Standings {
    var audit: AuditChain
    var now: Int64

    /// Settles every reply with that key.
    /// - Returns: the standing of each.
    @discardableResult
    func settle(_ key: String?, in database: Database) throws -> [SubmissionID: Supersession.Standing] {
        guard let key else { return [:] }
        let rows = try database.all(
            """
            SELECT submissions.id, submissions.message, submissions.received, messages.authenticated_as,
                submissions.is_approved, submissions.status, submissions.supersedes, submissions.superseded_by
            FROM submissions JOIN messages ON messages.digest = submissions.message
            WHERE submissions.reply_key = ?
            """, [key])
        let replies = try rows.map { row in
            Reply(
                id: try row.id("id"), received: row["received"], message: try row.digest("message"),
                authenticatedAs: row["authenticated_as"], isApproved: row["is_approved"])
        }
        let standings = Supersession.settle(replies)
        for (row, reply) in zip(rows, replies) {
            guard let standing = standings[reply.id] else { continue }
            let before = Supersession.Standing(
                status: try row.code("status", as: SubmissionStatus.self), supersedes: row.optionalID("supersedes"),
                supersededBy: row.optionalID("superseded_by"))
            if standing != before { try write(standing, for: reply, in: database) }
        }
        return standings
    }

    /// Gives a message another time of receipt, and settles the replies that it takes part in.
    func move(_ message: ContentDigest, to received: Int64, in database: Database) throws {
        let rows = try database.all("SELECT id, reply_key FROM submissions WHERE message = ?", [message.hex])
        guard !rows.isEmpty else { return }
        try database.run(
            """
            UPDATE submissions SET received = ?, revision = revision + 1, view_wanted = view_wanted + 1
            WHERE message = ?
            """, [received, message.hex])
        for row in rows {
            try settle(row["reply_key"], in: database)
            try RowDigest.sealSubmission(try row.id("id"), in: database)
        }
        try refresh(message, in: database)
    }

    /// Derives a submission's outcome from what was read and decided, and from its standing.
    func refresh(_ id: SubmissionID, in database: Database) throws {
        try database.run(
            """
            UPDATE submissions SET
                outcome = CASE WHEN status = 'waiting' THEN 'needs_review' ELSE base_outcome END,
                reason = CASE WHEN status = 'waiting' AND base_outcome = 'accepted' THEN 'supersede' ELSE base_reason END,
                revision = revision + 1, view_wanted = view_wanted + 1
            WHERE id = ?
            """, [id.blob])
        try RowDigest.sealSubmission(id, in: database)
    }

    /// Derives a message's outcome: the most demanding of its own, unless it was dropped, and of its submissions that
    /// still count.
    func refresh(_ message: ContentDigest, in database: Database) throws {
        guard
            let row = try database.first(
                "SELECT own_outcome, own_reason, outcome, reason FROM messages WHERE digest = ?", [message.hex]),
            row["own_outcome"] as String? != nil
        else { return }
        var outcome = try row.code("own_outcome", as: Outcome.self)
        var reason: String? = row["own_reason"]
        if outcome == .quarantined,
            try database.first("SELECT 1 FROM drops WHERE message = ?", [message.hex]) != nil
        {
            (outcome, reason) = (.ignored, MessageDrop.reason)
        }
        let submissions = try database.all(
            """
            SELECT outcome, reason FROM submissions
            WHERE message = ? AND status <> 'superseded' AND withdrawn_at IS NULL ORDER BY ordinal
            """, [message.hex])
        for submission in submissions {
            let wanted = try submission.code("outcome", as: Outcome.self)
            if wanted > outcome { (outcome, reason) = (wanted, submission["reason"]) }
        }
        if row["outcome"] as String? == outcome.rawValue, row["reason"] as String? == reason { return }
        try database.run(
            "UPDATE messages SET outcome = ?, reason = ?, view_wanted = view_wanted + 1 WHERE digest = ?",
            [outcome.rawValue, reason, message.hex])
        try RowDigest.sealMessage(message, in: database)
    }

    private func write(_ standing: Supersession.Standing, for reply: Reply, in database: Database) throws {
        try database.run(
            "UPDATE submissions SET status = ?, supersedes = ?, superseded_by = ? WHERE id = ?",
            [standing.status.rawValue, standing.supersedes?.blob, standing.supersededBy?.blob, reply.id.blob])
        try refresh(reply.id, in: database)
        try refresh(reply.message, in: database)
        if standing.status != .current {
            try audit.append(
                standing.status.rawValue, subject: reply.id.description,
                detail: standing.supersededBy.map(\.description) ?? "", at: now, in: database)
        }
    }
}
