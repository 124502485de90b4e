import Documents
import Forms
import GRDB
package import Mail

extension SQLiteStore {
    package func difference(to filing: Filing) throws(ArchiveError) -> MessageDifference? {
        guard let message = try message(filing.message), message.outcome != nil, message.duplicateOf == nil else {
            return nil
        }
        return try reading { database in
            var difference = MessageDifference(
                message: filing.message,
                outcome: .init(message.ownOutcome, filing.ownOutcome.outcome),
                changesParts: try changesParts(message, filing, in: database), submissions: [])
            let today = try KeptIdentities.resolve(filing, at: 0, in: database).submissions
            for submission in today {
                let after = try asKept(submission.reading)
                if let before = try Self.submission(submission.id, in: database) {
                    let changed = SubmissionDifference(before, today: after)
                    if let changed { difference.submissions.append(changed) }
                } else {
                    difference.submissions.append(.init(.added, submission.id, reading: after))
                }
            }
            for id in message.submissions where !today.contains(where: { $0.id == id }) {
                let isDecided = try !Self.decisions(on: id, in: database).isEmpty
                // What is kept once is kept: it is no difference any more.
                if !isDecided { difference.submissions.append(.init(.withdrawn, id, reading: nil)) }
            }
            return difference.isEmpty ? nil : difference
        }
    }

    package func filedMessages() throws(ArchiveError) -> [ContentDigest] {
        try reading { database in
            try database.all(
                """
                SELECT digest FROM messages JOIN jobs ON message = digest
                WHERE state = 'filed' AND duplicate_of IS NULL AND coalesce(own_reason, '') NOT IN (?, ?)
                ORDER BY messages.ordinal
                """, [Limit.attempts.rawValue, "too_large"]
            ).map { try $0.digest("digest") }
        }
    }

    private func changesParts(
        _ message: ArchivedMessage, _ filing: Filing, in database: Database
    ) throws -> Bool {
        let row = try database.first("SELECT authenticated_as FROM messages WHERE digest = ?", [filing.message.hex])
        let header = try filing.envelope.map { try asKept(MessageHeader($0)) }
        let parts = try filing.parts.map { try asKept($0) }
        let findings = try asKept(filing.findings)
        return message.header != header || message.parts != parts || message.ownReason != filing.ownOutcome.reason
            || message.findings.filter { $0.code != Finding.nullCharacter } != findings
            || row?["authenticated_as"] != filing.authenticatedAs?.lowercased().withoutNull
    }

    /// A value as it comes back from the records.
    private func asKept<Value: Codable>(_ value: Value) throws -> Value {
        try CanonicalJSON.decode(Value.self, from: CanonicalJSON.encode(value).json)
    }
}

extension Finding {
    /// The code of the finding that the records add where they replace U+0000.
    static let nullCharacter = "null_character"
}
