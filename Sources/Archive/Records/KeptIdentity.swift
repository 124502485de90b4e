import Mail

/// That a submission keeps the id it first had, though today's reading would derive another: a line of
/// `decisions.jsonl`, so that it is so after the database was rebuilt.
struct KeptIdentity: Hashable, Codable {
    /// Milliseconds since 1970 (UTC).
    var at: Int64
    var keeps: SubmissionID
    /// The id that follows from the parts read today.
    var derived: SubmissionID
}
