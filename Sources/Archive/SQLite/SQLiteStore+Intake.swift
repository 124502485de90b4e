import GRDB
package import Mail

extension SQLiteStore {
    package func accounted(in epoch: MailboxEpoch) throws(ArchiveError) -> Set<UInt32> {
        try reading { database in
            let rows = try database.all(
                "SELECT uid FROM sightings WHERE account = ? AND folder = ? AND uid_validity = ? AND uid IS NOT NULL",
                [epoch.account, epoch.folder, epoch.uidValidity])
            return Set(rows.map { $0["uid"] as UInt32 })
        }
    }

    package func record(_ sighting: Sighting, claiming: Bool) throws(ArchiveError) -> Recorded {
        try writing { database in
            let digest = sighting.message.hex
            let isNewMessage = try database.first("SELECT 1 FROM messages WHERE digest = ?", [digest]) == nil
            let key = sighting.locator.key.withoutNull
            let isNewSighting =
                try database.first("SELECT 1 FROM sightings WHERE locator = ? AND message = ?", [key, digest]) == nil
            if isNewSighting {
                // The journal first: a line too many is harmless after a rebuild, one too few is not.
                try sightingsJournal.append(
                    SightingLine(sighting, at: options.now(), host: options.host, epoch: epoch))
                try insert(sighting, at: options.now(), host: options.host, in: database)
            }
            let filed = try Self.filed(sighting.message, in: database)
            let claim = claiming && filed == nil ? try begin(sighting.message, in: database) : nil
            return Recorded(isNewMessage: isNewMessage, isNewSighting: isNewSighting, filed: filed, claim: claim)
        }
    }

    package func claim(_ message: ContentDigest) throws(ArchiveError) -> Claim? {
        try writing { try begin(message, in: $0) }
    }

    package func release(_ claim: Claim) throws(ArchiveError) {
        try writing { database in
            try database.run(
                """
                UPDATE jobs SET state = 'received', lease_until = NULL
                WHERE message = ? AND attempt = ? AND state = 'working'
                """, [claim.message.hex, claim.fence])
        }
    }

    package func quarantined(for reason: String) throws(ArchiveError) -> [QuarantineNote] {
        let now = options.now()
        return try reading { database in
            try database.all(
                """
                SELECT header, authenticated_as, filed_at FROM messages
                WHERE outcome = 'quarantined' AND own_reason = ? AND filed_at IS NOT NULL ORDER BY ordinal
                """, [reason]
            ).map { row in
                let sender = try Self.header(row["header"])?.from.first?.address.lowercased() ?? ""
                let age = (now - (row["filed_at"] as Int64)) / 1_000
                return QuarantineNote(
                    sender: sender, isAuthenticated: row["authenticated_as"] as String? == sender,
                    age: Int(max(0, age)))
            }
        }
    }

    package func pendingJobs() throws(ArchiveError) -> [ContentDigest] {
        try reading { database in
            try database.all(
                """
                SELECT digest FROM jobs JOIN messages ON digest = message
                WHERE state <> 'filed' ORDER BY messages.ordinal
                """
            ).map { try $0.digest("digest") }
        }
    }

    package func knownMessages() throws(ArchiveError) -> Set<ContentDigest> {
        try reading { database in
            Set(try database.all("SELECT digest FROM messages").map { try $0.digest("digest") })
        }
    }

    var audit: AuditChain { AuditChain(host: options.host, epoch: epoch) }

    /// What became of a message; nil while it waits or is being worked on.
    static func filed(_ message: ContentDigest, in database: Database) throws -> Filed? {
        let row = try database.first(
            """
            SELECT outcome, reason, coalesce(duplicate_of, digest) AS holder FROM messages JOIN jobs ON message = digest
            WHERE digest = ? AND state = 'filed'
            """, [message.hex])
        guard let row else { return nil }
        let ids = try database.all(
            "SELECT id FROM submissions WHERE message = ? AND withdrawn_at IS NULL ORDER BY ordinal",
            [row["holder"] as String])
        return Filed(
            outcome: try row.code("outcome", as: Outcome.self), reason: row["reason"],
            submissions: try ids.map { try $0.id("id") })
    }

    /// Whether the claim is still the one in force.
    func holds(_ claim: Claim, in database: Database) throws -> Bool {
        try database.first(
            "SELECT 1 FROM jobs WHERE message = ? AND attempt = ? AND state = 'working'",
            [claim.message.hex, claim.fence]) != nil
    }

    private func begin(_ message: ContentDigest, in database: Database) throws -> Claim? {
        let now = options.now()
        try database.run(
            """
            UPDATE jobs SET state = 'working', attempt = attempt + 1, lease_until = ?, host = ?, epoch = ?
            WHERE message = ? AND (state = 'received' OR state = 'working' AND lease_until < ?)
            """, [now + Int64(options.lease) * 1000, options.host, epoch, message.hex, now])
        guard database.changesCount == 1 else { return nil }
        let attempt = try database.count("SELECT attempt FROM jobs WHERE message = ?", [message.hex])
        return Claim(message: message, fence: attempt, isExhausted: attempt > options.attempts)
    }

    /// Writes a sighting that is new, and its message and job if they are.
    func insert(_ sighting: Sighting, at time: Int64, host: String, in database: Database) throws {
        let digest = sighting.message.hex
        let key = sighting.locator.key.withoutNull
        if try database.first("SELECT 1 FROM messages WHERE digest = ?", [digest]) == nil {
            try database.run(
                """
                INSERT INTO messages (digest, ordinal, size, received)
                VALUES (?, (SELECT coalesce(max(ordinal), 0) + 1 FROM messages), ?, 0)
                """, [digest, sighting.size])
            try database.run(
                "INSERT INTO jobs (message, state, host, epoch) VALUES (?, 'received', ?, ?)",
                [digest, options.host, epoch])
        }
        // A path or UID that now leads to other bytes is counted for those alone.
        try database.run("UPDATE sightings SET is_retired = 1 WHERE locator = ?", [key])
        var mailbox: (epoch: MailboxEpoch, uid: UInt32)?
        if case .imap(let epoch, let uid) = sighting.locator { mailbox = (epoch, uid) }
        try database.run(
            """
            INSERT INTO sightings
                (locator, message, ordinal, seen_at, source, account, folder, uid_validity, uid, host, epoch)
            VALUES (?, ?, (SELECT coalesce(max(ordinal), 0) + 1 FROM sightings), ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                key, digest, time, sighting.locator.source.withoutNull, mailbox?.epoch.account,
                mailbox?.epoch.folder, mailbox?.epoch.uidValidity, mailbox?.uid, host, epoch,
            ])
        try note(sighting, in: database)
    }

    /// Lets a sighting's time count: the earliest INTERNALDATE holds, and may change which reply stands.
    private func note(_ sighting: Sighting, in database: Database) throws {
        guard let row = try database.first("SELECT * FROM messages WHERE digest = ?", [sighting.message.hex]) else {
            return
        }
        var time = ReceivedTime(row)
        let before = time
        time.note(sighting)
        if time != before {
            try database.run(
                "UPDATE messages SET internal_date = ?, file_time = ?, received = ? WHERE digest = ?",
                [time.internalDate, time.fileTime, time.milliseconds, sighting.message.hex])
        }
        try RowDigest.sealMessage(sighting.message, in: database)
        if time.milliseconds != before.milliseconds {
            try Standings(audit: audit, now: options.now()).move(sighting.message, to: time.milliseconds, in: database)
        }
    }
}

extension ReceivedTime {
    init(_ row: Row) {
        self.init(
            internalDate: row["internal_date"], headerReceived: row["header_received"],
            headerDate: row["header_date"], fileTime: row["file_time"])
    }
}
