import Forms
import FoundationEssentials
import GRDB
import Mail

/// What follows from a submission's reading and the decisions on it: its council, reply key and outcome, and the
/// answers and proposals unfolded for search.
struct SettledRows {
    let options: ArchiveOptions

    /// Writes it anew.
    /// - Returns: the key under which the submission is a reply.
    func write(
        _ id: SubmissionID, reading: FormReading, decisions: [Decision], sender: EmailAddress?, to database: Database
    ) throws -> String? {
        let settled = Settlement(decisions, over: reading).reading
        let key = ReplyKey(of: settled, sender: sender, fold: options.fold)?.digest.hex
        var capacity: String?
        if case .string(let code) = settled.answers[ReplyKey.capacityQuestion]?.value { capacity = code }
        try database.run(
            """
            UPDATE submissions SET base_outcome = ?, base_reason = ?, council = ?, capacity = ?, reply_key = ?,
                is_approved = ?
            WHERE id = ?
            """,
            [
                settled.outcome.rawValue, settled.reason, settled.council, capacity, key,
                decisions.contains { $0.verdict == .accept }, id.blob,
            ])
        if key == nil {
            try database.run(
                "UPDATE submissions SET status = 'current', supersedes = NULL, superseded_by = NULL WHERE id = ?",
                [id.blob])
        }
        try unfold(settled, of: id, in: database)
        return key
    }

    /// Writes answers, proposals and themes anew; they follow from the reading and the decisions.
    private func unfold(_ reading: FormReading, of id: SubmissionID, in database: Database) throws {
        try database.run("DELETE FROM answers WHERE submission = ?", [id.blob])
        try database.run("DELETE FROM proposals WHERE submission = ?", [id.blob])
        try database.run("DELETE FROM submission_themes WHERE submission = ?", [id.blob])
        for (question, answer) in reading.answers.sorted(by: { $0.key < $1.key }) {
            try insert(answer, to: question, of: id, in: database)
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
        try RowDigest.noteAnswers(id, in: database)
    }

    /// Row 0 is the answer; the rows of a table follow from 1.
    private func insert(
        _ answer: Answer, to question: String, of id: SubmissionID, in database: Database
    ) throws {
        func insert(_ row: Int, _ value: AnswerValue?, text: String?) throws {
            let words = [text, value.map(Self.words)].compactMap { $0 }.joined(separator: " ")
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
