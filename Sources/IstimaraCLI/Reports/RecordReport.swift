internal import Archive
internal import Forms
internal import Mail

/// What `records show --json` prints: the record as `records export` has it, and how it came to be so.
struct RecordReport: Encodable {
    /// A decision, with what it was made over and now reads otherwise.
    private struct Settled: Encodable {
        var decision: Decision
        var overtaken: [String]
        private enum CodingKeys: String, CodingKey { case overtaken }

        func encode(to encoder: any Encoder) throws {
            try decision.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(overtaken, forKey: .overtaken)
        }
    }

    let submission: ArchivedSubmission
    let readings: [ReadingNote]

    private enum CodingKeys: String, CodingKey { case revision, decisions, read, readings }

    func encode(to encoder: any Encoder) throws {
        try ExportRecord(submission).encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(submission.revision, forKey: .revision)
        // As it was read, before anybody decided anything.
        if !submission.decisions.isEmpty { try container.encode(submission.reading, forKey: .read) }
        let decisions = zip(submission.decisions, submission.settlement.overtaken).map(Settled.init)
        try container.encode(decisions, forKey: .decisions)
        try container.encode(readings, forKey: .readings)
    }
}
