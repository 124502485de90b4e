package import Mail

/// That a person dropped a message out of quarantine: what it demands by itself no longer counts.
///
/// Its original stays. What a later reading gives of it counts all the same.
package struct MessageDrop: Hashable, Codable, Sendable {
    package var drops: ContentDigest
    /// Who decided.
    package var by: String
    package var why: String?
    /// Milliseconds since 1970 (UTC).
    package var at: Int64

    package init(drops message: ContentDigest, by: String, why: String?, at: Int64) {
        drops = message
        self.by = by
        self.why = why
        self.at = at
    }

    /// The reason of a message that was dropped.
    package static let reason = "dropped"
}
