/// The paths of an archive on disk.
package struct ArchiveLocation: Hashable, Sendable {
    /// The archive's directory, without a slash at its end.
    package let directory: String

    package init(directory: String) {
        var path = directory
        while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
        self.directory = path
    }

    package var database: String { directory + "/istimara.sqlite" }
    /// Every message, untouched, under the first two digits of its digest.
    package var originals: String { directory + "/originals" }
    /// Where and when each message was seen.
    package var sightings: String { directory + "/sightings.jsonl" }
    /// What people decided.
    package var decisions: String { directory + "/decisions.jsonl" }
    /// Tokens and budgets.
    package var state: String { directory + "/state" }
    /// Where sources spool; emptied when a writer opens the archive.
    package var spool: String { directory + "/tmp" }
    package var lock: String { directory + "/lock" }
    /// Held while the views are written or compared.
    package var viewLock: String { directory + "/state/views.lock" }
}
