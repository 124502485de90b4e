import GRDB
package import Mail

extension SQLiteStore {
    package func message(matching prefix: String) throws(ArchiveError) -> ArchivedMessage {
        var digits = prefix.lowercased()
        if digits.hasPrefix("sha256:") { digits.removeFirst(7) }
        guard (4...64).contains(digits.utf8.count), digits.allSatisfy(\.isHexDigit) else {
            throw ArchiveError(.notFound, "a message's digest has 4 to 64 hexadecimal digits")
        }
        let found = try reading { database in
            try database.all("SELECT digest FROM messages WHERE digest LIKE ? || '%' LIMIT 2", [digits])
                .map { try $0.digest("digest") }
        }
        guard found.count < 2 else { throw ArchiveError(.ambiguous, "more than one digest has these digits") }
        guard let digest = found.first, let message = try message(digest) else {
            throw ArchiveError(.notFound, "no message has that digest")
        }
        return message
    }

    package func drop(_ drop: MessageDrop) throws(ArchiveError) {
        try writing { database in
            let row = try database.first("SELECT outcome FROM messages WHERE digest = ?", [drop.drops.hex])
            guard row?["outcome"] as String? == Outcome.quarantined.rawValue else {
                throw ArchiveError(.notFound, "message \(drop.drops) is not in quarantine")
            }
            try decisionsJournal.append([DecisionLine.drop(drop)])
            try write(drop, in: database)
            try audit.append(
                "dropped", subject: drop.drops.hex, actor: drop.by.withoutNull, at: options.now(), in: database)
            try Standings(audit: audit, now: options.now()).refresh(drop.drops, in: database)
        }
    }

    package func drops(of message: ContentDigest) throws(ArchiveError) -> [MessageDrop] {
        try reading { database in
            try database.all("SELECT content FROM drops WHERE message = ? ORDER BY ordinal", [message.hex])
                .map { try $0.json("content", as: MessageDrop.self) }
        }
    }

    func write(_ drop: MessageDrop, in database: Database) throws {
        try database.run(
            "INSERT INTO drops (message, content, host, epoch) VALUES (?, ?, ?, ?)",
            [drop.drops.hex, try CanonicalJSON.encode(drop).json, options.host, epoch])
    }

    package func reopen(_ message: ContentDigest) throws(ArchiveError) {
        try writing { database in
            try database.run(
                """
                UPDATE jobs SET state = 'received', attempt = 0, lease_until = NULL
                WHERE message = ? AND state = 'filed'
                """, [message.hex])
            guard database.changesCount == 1 else {
                throw ArchiveError(.notFound, "message \(message) is not filed: it waits to be read")
            }
            try audit.append("reopened", subject: message.hex, at: options.now(), in: database)
        }
    }
}
