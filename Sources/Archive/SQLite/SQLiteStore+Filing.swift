package import Documents
import Forms
import GRDB
package import Mail

extension SQLiteStore {
    package func file(_ filing: Filing, under claim: Claim) throws(ArchiveError) -> FilingResult {
        try writing { database in
            guard try holds(claim, in: database) else { return .claimLost }
            return try transaction(for: filing, in: database).write(to: database)
        }
    }

    package func refile(_ filing: Filing) throws(ArchiveError) -> FilingResult? {
        try writing { database in
            guard try Self.filed(filing.message, in: database) != nil else { return nil }
            return try transaction(for: filing, in: database).write(to: database)
        }
    }

    package func dispose(
        _ outcome: Outcome, reason: String, envelope: Envelope?, findings: [Finding], under claim: Claim
    ) throws(ArchiveError) -> FilingResult {
        try writing { database in
            guard try holds(claim, in: database),
                let row = try database.first("SELECT size FROM messages WHERE digest = ?", [claim.message.hex])
            else { return .claimLost }
            let filing = Filing(
                message: claim.message, size: row["size"], envelope: envelope, outcome: outcome, reason: reason,
                parts: [], submissions: [], findings: findings, programVersion: "")
            return try transaction(for: filing, in: database).write(to: database)
        }
    }

    /// The transaction that files what was read, under the ids that its submissions keep.
    private func transaction(for filing: Filing, in database: Database) throws -> FilingTransaction {
        var filing = filing
        let resolved = try KeptIdentities.resolve(filing, at: options.now(), in: database)
        filing.submissions = resolved.submissions
        if !resolved.new.isEmpty { try decisionsJournal.append(resolved.new.map(DecisionLine.identity)) }
        for identity in resolved.new { try KeptIdentities.write(identity, in: database) }
        return FilingTransaction(filing: filing, options: options, audit: audit)
    }
}

extension FilingResult {
    static let claimLost = FilingResult(
        kind: .claimLost, filed: Filed(outcome: .ignored, reason: nil, submissions: []))
}

/// The one transaction that files a message: all of it or nothing.
struct FilingTransaction {
    let filing: Filing
    let options: ArchiveOptions
    let audit: AuditChain
    private let digest: String
    private let now: Int64

    init(filing: Filing, options: ArchiveOptions, audit: AuditChain) {
        self.filing = filing
        self.options = options
        self.audit = audit
        digest = filing.message.hex
        now = options.now()
    }

    func write(to database: Database) throws -> FilingResult {
        let letter = LetterIdentity.digest(messageID: filing.envelope?.messageID, parts: filing.parts)
        if let letter, let holder = try holder(of: letter, in: database) {
            return try writeDuplicate(of: holder, letter: letter, in: database)
        }
        let received = try receivedTime(in: database)
        var isRepaired = try writeParts(to: database)
        var keys: Set<String?> = []
        let rows = SubmissionRows(filing: filing, received: received.milliseconds, options: options, now: now)
        for (ordinal, submission) in filing.submissions.enumerated() {
            let written = try rows.write(submission, ordinal: ordinal, to: database)
            keys.formUnion(written.keys)
            isRepaired = written.isRepaired || isRepaired
        }
        keys.formUnion(try withdrawOthers(in: database))
        let own = filing.ownOutcome
        try writeMessage(
            letter: letter, received: received, outcome: own.outcome, reason: own.reason, isRepaired: isRepaired,
            in: database)
        let kind = try settle(keys, in: database)
        try finish(kind, in: database)
        return FilingResult(kind: kind, filed: try result(in: database))
    }

    /// Withdraws the message's submissions that are read no longer; what a person decided on stays.
    /// - Returns: the reply keys that they leave.
    private func withdrawOthers(in database: Database) throws -> Set<String?> {
        let kept = Set(filing.submissions.map(\.id))
        var keys: Set<String?> = []
        let rows = try database.all(
            "SELECT id, reply_key FROM submissions WHERE message = ? AND withdrawn_at IS NULL", [digest])
        for row in rows {
            let id = try row.id("id")
            guard !kept.contains(id), try SQLiteStore.decisions(on: id, in: database).isEmpty else { continue }
            try Readings.retire(id, in: database)
            try database.run(
                """
                UPDATE submissions SET withdrawn_at = ?, reply_key = NULL, status = 'current', supersedes = NULL,
                    superseded_by = NULL, revision = revision + 1, view_wanted = view_wanted + 1
                WHERE id = ?
                """, [now, id.blob])
            try RowDigest.sealSubmission(id, in: database)
            try audit.append("withdrawn", subject: id.description, at: now, in: database)
            keys.insert(row["reply_key"])
        }
        return keys
    }

    /// The message that holds the letter's submissions; one that was quarantined without any does not count.
    private func holder(of letter: ContentDigest, in database: Database) throws -> ContentDigest? {
        guard
            try database.first("SELECT 1 FROM submissions WHERE message = ? AND withdrawn_at IS NULL LIMIT 1", [digest])
                == nil
        else {
            return nil
        }
        return try database.first(
            """
            SELECT digest FROM messages WHERE letter = ? AND digest <> ? AND duplicate_of IS NULL
                AND (outcome <> 'quarantined' OR EXISTS
                    (SELECT 1 FROM submissions WHERE message = digest AND withdrawn_at IS NULL))
            ORDER BY ordinal LIMIT 1
            """, [letter.hex, digest])?.digest("digest")
    }

    private func writeDuplicate(
        of holder: ContentDigest, letter: ContentDigest, in database: Database
    ) throws -> FilingResult {
        let isRepaired = try writeParts(to: database)
        try writeMessage(
            letter: letter, received: try receivedTime(in: database), outcome: .duplicate, reason: nil,
            duplicateOf: holder, isRepaired: isRepaired, in: database)
        try finish(.duplicate, in: database)
        return FilingResult(kind: .duplicate, filed: try result(in: database))
    }

    private func receivedTime(in database: Database) throws -> ReceivedTime {
        guard let row = try database.first("SELECT * FROM messages WHERE digest = ?", [digest]) else {
            throw ArchiveError(.notFound, "message \(filing.message) was never recorded")
        }
        var time = ReceivedTime(row)
        time.note(filing.envelope)
        return time
    }

    private func writeParts(to database: Database) throws -> Bool {
        try database.run("DELETE FROM parts WHERE message = ?", [digest])
        var isRepaired = false
        for (ordinal, part) in filing.parts.enumerated() {
            let content = try CanonicalJSON.encode(part)
            isRepaired = content.isRepaired || isRepaired
            try database.run(
                "INSERT INTO parts (message, ordinal, path, digest, content) VALUES (?, ?, ?, ?, ?)",
                [digest, ordinal, part.path.withoutNull, part.digest.hex, content.json])
        }
        try RowDigest.noteParts(filing.message, in: database)
        return isRepaired
    }

    private func writeMessage(
        letter: ContentDigest?, received: ReceivedTime, outcome: Outcome, reason: String?,
        duplicateOf holder: ContentDigest? = nil, isRepaired: Bool, in database: Database
    ) throws {
        let header = try filing.envelope.map { try CanonicalJSON.encode(MessageHeader($0)) }
        var findings = filing.findings
        if isRepaired || header?.isRepaired == true {
            findings.append(
                Finding(.note, code: Finding.nullCharacter, message: "U+0000 in a text was replaced by U+FFFD"))
        }
        try database.run(
            """
            UPDATE messages SET header_received = ?, header_date = ?, received = ?, letter = ?, duplicate_of = ?,
                header = ?, authenticated_as = ?, own_outcome = ?, own_reason = ?, outcome = ?, reason = ?,
                findings = ?, program_version = ?, filed_at = ?, view_wanted = view_wanted + 1
            WHERE digest = ?
            """,
            [
                received.headerReceived, received.headerDate, received.milliseconds, letter?.hex, holder?.hex,
                header?.json, filing.authenticatedAs?.lowercased().withoutNull, outcome.rawValue, reason,
                outcome.rawValue, reason, try CanonicalJSON.encode(findings).json, filing.programVersion, now, digest,
            ])
    }

    private func settle(_ keys: Set<String?>, in database: Database) throws -> FilingResult.Kind {
        let standings = Standings(audit: audit, now: now)
        let waiting = try countWaiting(keys, in: database)
        var own: [Supersession.Standing] = []
        for key in keys.compactMap({ $0 }).sorted() {
            let settled = try standings.settle(key, in: database)
            own += filing.submissions.compactMap { settled[$0.id] }
        }
        for submission in filing.submissions { try standings.refresh(submission.id, in: database) }
        try standings.refresh(filing.message, in: database)
        if try countWaiting(keys, in: database) > waiting { return .toDecide }
        if own.contains(where: { $0.status == .waiting }) { return .toDecide }
        if own.contains(where: { $0.supersedes != nil && $0.status == .current }) { return .superseding }
        if own.contains(where: { $0.status == .superseded }) { return .belowCurrent }
        return .filed
    }

    private func countWaiting(_ keys: Set<String?>, in database: Database) throws -> Int {
        try keys.compactMap { $0 }.reduce(0) { sum, key in
            sum
                + (try database.count(
                    "SELECT count(*) FROM submissions WHERE reply_key = ? AND status = 'waiting'", [key]))
        }
    }

    private func finish(_ kind: FilingResult.Kind, in database: Database) throws {
        try database.run("UPDATE jobs SET state = 'filed', lease_until = NULL WHERE message = ?", [digest])
        try RowDigest.sealMessage(filing.message, in: database)
        try audit.append(kind.rawValue, subject: digest, detail: filing.outcome.rawValue, at: now, in: database)
        if let incident = filing.incident {
            try audit.append(AuditChain.incident, subject: digest, detail: incident, at: now, in: database)
        }
    }

    private func result(in database: Database) throws -> Filed {
        guard let filed = try SQLiteStore.filed(filing.message, in: database) else {
            throw ArchiveError(.inputOutput, "message \(filing.message) is not filed")
        }
        return filed
    }
}
