import Forms
import GRDB
import Mail

extension SQLiteStore {
    package func decide(_ decisions: [Decision], expecting revision: Int) throws(ArchiveError) -> DecisionResult {
        try writing { database in
            guard let id = decisions.first?.submission, decisions.allSatisfy({ $0.submission == id }),
                let submission = try Self.submission(id, in: database)
            else { throw ArchiveError(.notFound, "no submission to decide on") }
            guard submission.revision == revision else { return .changedMeanwhile }
            // The journal first, as with sightings: no original holds what a person decided.
            try decisionsJournal.append(decisions.map(DecisionLine.decision))
            for decision in decisions {
                try write(decision, in: database)
                try audit.append(
                    "decided", subject: id.description, actor: decision.by.withoutNull, at: options.now(), in: database)
            }
            try settle(submission, in: database)
            guard let row = try database.first("SELECT revision FROM submissions WHERE id = ?", [id.blob])
            else { return .changedMeanwhile }
            return .done(revision: row["revision"])
        }
    }

    /// Keeps what a line of the journal says; a decision counts as soon as its submission is filed.
    func write(_ line: DecisionLine, in database: Database) throws {
        switch line {
        case .decision(let decision): try write(decision, in: database)
        case .identity(let identity): try KeptIdentities.write(identity, in: database)
        case .drop(let drop): try write(drop, in: database)
        }
    }

    private func write(_ decision: Decision, in database: Database) throws {
        try database.run(
            "INSERT INTO decisions (submission, content, host, epoch) VALUES (?, ?, ?, ?)",
            [decision.submission.blob, try CanonicalJSON.encode(decision).json, options.host, epoch])
    }

    /// Lays all decisions over the reading, and settles the replies the submission leaves and enters.
    func settle(_ submission: ArchivedSubmission, in database: Database) throws {
        let before: String? = try database.first(
            "SELECT reply_key FROM submissions WHERE id = ?", [submission.id.blob])?["reply_key"]
        let key = try SettledRows(options: options).write(
            submission.id, reading: submission.reading,
            decisions: try Self.decisions(on: submission.id, in: database), sender: submission.header?.from.first,
            to: database)
        let standings = Standings(audit: audit, now: options.now())
        try standings.settle(before, in: database)
        if key != before { try standings.settle(key, in: database) }
        try standings.refresh(submission.id, in: database)
        try standings.refresh(submission.message, in: database)
    }

    /// Takes up what the journal of decisions holds and the database does not: a power loss between the two.
    func takeUpDecisions() throws(ArchiveError) {
        let lines = try decisionsJournal.lines(DecisionLine.self).values
        try writing { database in
            var held = try Self.decisionLines(in: database)
            guard held.values.reduce(0, +) < lines.count else { return }
            var touched: Set<SubmissionID> = []
            var dropped: Set<ContentDigest> = []
            for line in lines {
                if let count = held[line], count > 0 {
                    held[line] = count - 1
                    continue
                }
                try write(line, in: database)
                switch line {
                case .decision(let decision): touched.insert(decision.submission)
                case .drop(let drop): dropped.insert(drop.drops)
                case .identity: break
                }
            }
            for message in dropped.sorted() {
                try Standings(audit: audit, now: options.now()).refresh(message, in: database)
                try audit.append("taken_up", subject: message.hex, at: options.now(), in: database)
            }
            for id in touched.sorted() {
                guard let submission = try Self.submission(id, in: database) else { continue }
                try settle(submission, in: database)
                try audit.append("taken_up", subject: id.description, at: options.now(), in: database)
            }
        }
    }

    /// Every line that the database holds, with how often.
    static func decisionLines(in database: Database) throws -> [DecisionLine: Int] {
        let decisions = try database.all("SELECT content FROM decisions").map {
            DecisionLine.decision(try $0.json("content", as: Decision.self))
        }
        let identities = try KeptIdentities.all(in: database).map(DecisionLine.identity)
        let drops = try database.all("SELECT content FROM drops").map {
            DecisionLine.drop(try $0.json("content", as: MessageDrop.self))
        }
        return Dictionary((decisions + identities + drops).map { ($0, 1) }, uniquingKeysWith: +)
    }
}
