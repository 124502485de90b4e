import Forms
import FoundationEssentials
import GRDB
import Mail

/// The rows of one submission: itself, its reading, and the answers and proposals unfolded from it for search.
struct SubmissionRows {
    let filing: Filing
    let received: Int64
    let options: ArchiveOptions
    let now: Int64

    /// Writes a submission, or the newer reading of one that is here already.
    /// - Returns: the reply keys that it left and entered, and whether a U+0000 was replaced.
    func write(
        _ submission: Submission, ordinal: Int, to database: Database
    ) throws -> (keys: Set<String?>, isRepaired: Bool) {
        let content = try CanonicalJSON.encode(submission.reading)
        // What is unfolded into columns is what can be read back, with no U+0000 in it.
        let reading =
            content.isRepaired
            ? try CanonicalJSON.decode(FormReading.self, from: content.json) : submission.reading
        let verdicts = try SQLiteStore.decisions(on: submission.id, in: database).map(\.verdict)
        let settled = Decision.apply(verdicts, to: reading)
        let key = ReplyKey(of: settled, sender: filing.envelope?.from.first, fold: options.fold)?.digest.hex
        let before = try database.first("SELECT reply_key FROM submissions WHERE id = ?", [submission.id.blob])
        try writeSubmission(
            submission.id, ordinal: ordinal, reading: settled, key: key,
            isApproved: verdicts.contains(.accept), in: database)
        try writeReading(content.json, of: submission.id, form: reading.form, in: database)
        try Self.unfold(settled, of: submission.id, options: options, in: database)
        return ([key, before?["reply_key"]], content.isRepaired)
    }

    private func writeSubmission(
        _ id: SubmissionID, ordinal: Int, reading: FormReading, key: String?, isApproved: Bool, in database: Database
    ) throws {
        var capacity: String?
        if case .string(let code) = reading.answers[ReplyKey.capacityQuestion]?.value { capacity = code }
        try database.run(
            """
            INSERT INTO submissions (id, message, ordinal, received, form, form_version, council, capacity, reply_key,
                is_approved, base_outcome, base_reason, outcome, reason, status, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'current', 0)
            ON CONFLICT (id) DO UPDATE SET message = excluded.message, ordinal = excluded.ordinal,
                received = excluded.received, form = excluded.form, form_version = excluded.form_version,
                council = excluded.council, capacity = excluded.capacity, reply_key = excluded.reply_key,
                is_approved = excluded.is_approved, base_outcome = excluded.base_outcome,
                base_reason = excluded.base_reason
            """,
            [
                id.blob, filing.message.hex, ordinal, received, reading.form?.id, reading.form?.version,
                reading.council, capacity, key, isApproved, reading.outcome.rawValue, reading.reason,
                reading.outcome.rawValue, reading.reason,
            ])
    }

    private func writeReading(
        _ content: String, of id: SubmissionID, form: FormReference?, in database: Database
    ) throws {
        try database.run("UPDATE readings SET is_current = 0 WHERE submission = ?", [id.blob])
        try database.run(
            """
            INSERT OR REPLACE INTO readings (submission, program_version, form_version, read_at, is_current, content)
            VALUES (?, ?, ?, ?, 1, ?)
            """, [id.blob, filing.programVersion, form?.version ?? "", now, content])
        try RowDigest.sealReadings(of: id, in: database)
    }

    /// Writes answers, proposals and themes anew; they follow from the reading and the decisions.
    static func unfold(
        _ reading: FormReading, of id: SubmissionID, options: ArchiveOptions, in database: Database
    ) throws {
        try database.run("DELETE FROM answers WHERE submission = ?", [id.blob])
        try database.run("DELETE FROM proposals WHERE submission = ?", [id.blob])
        try database.run("DELETE FROM submission_themes WHERE submission = ?", [id.blob])
        for (question, answer) in reading.answers.sorted(by: { $0.key < $1.key }) {
            try insert(answer, to: question, of: id, options: options, in: database)
        }
        for proposal in reading.proposals {
            try database.run(
                "INSERT OR REPLACE INTO proposals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    id.blob, proposal.question, proposal.row, proposal.text, options.fold(proposal.text),
                    options.foldVersion, proposal.theme, proposal.secondaryTheme, proposal.decidedBy.rawValue,
                    proposal.confidence,
                ])
        }
        for theme in Set(reading.themes) {
            try database.run("INSERT INTO submission_themes VALUES (?, ?)", [id.blob, theme])
        }
    }

    /// Row 0 is the answer; the rows of a table follow from 1.
    private static func insert(
        _ answer: Answer, to question: String, of id: SubmissionID, options: ArchiveOptions, in database: Database
    ) throws {
        func insert(_ row: Int, _ value: AnswerValue?, text: String?) throws {
            let words = [text, value.map(words)].compactMap { $0 }.joined(separator: " ")
            try database.run(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    id.blob, question, row, answer.status.rawValue, try value.map { try CanonicalJSON.encode($0).json },
                    text, words.isEmpty ? nil : options.fold(words), options.foldVersion, answer.confidence,
                ])
        }
        guard case .rows(let rows) = answer.value else {
            return try insert(0, answer.value, text: answer.text ?? answer.otherText)
        }
        try insert(0, nil, text: answer.text)
        for (index, cells) in rows.enumerated() { try insert(index + 1, .object(cells), text: nil) }
    }

    /// The texts in a value, for search.
    private static func words(_ value: AnswerValue) -> String {
        switch value {
        case .string(let text): text
        case .number: ""
        case .list(let codes): codes.joined(separator: " ")
        case .rows(let rows): rows.map { words(.object($0)) }.joined(separator: " ")
        case .object(let cells): cells.sorted { $0.key < $1.key }.map { words($0.value) }.joined(separator: " ")
        }
    }
}
