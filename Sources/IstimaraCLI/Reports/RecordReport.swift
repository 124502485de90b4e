internal import Archive

/// What `records show --json` prints: the record as `records export` has it, and how it came to be so.
struct RecordReport: Encodable {
    let submission: ArchivedSubmission
    let readings: [ReadingNote]

    private enum CodingKeys: String, CodingKey { case revision, read, readings }

    func encode(to encoder: any Encoder) throws {
        try ExportRecord(submission).encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(submission.revision, forKey: .revision)
        // As it was read, before anybody decided anything.
        if !submission.decisions.isEmpty { try container.encode(submission.reading, forKey: .read) }
        try container.encode(readings, forKey: .readings)
    }
}
