/// Why the archive could not do what it was asked.
package struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A small fixed set of words, fit for a column or a metric.
    package enum Code: String, Sendable {
        /// Another writer holds the lock: try again later (exit 75).
        case locked
        /// The database was written by a newer program (exit 78).
        case schemaNewer = "schema_newer"
        /// The database awaits a migration that only a writer may do: open it once for writing (exit 78).
        case schemaOlder = "schema_older"
        /// The directory lies on a file system whose locks cannot be trusted (exit 78).
        case networkFileSystem = "network_file_system"
        /// The directory is not ours (exit 78).
        case foreignOwner = "foreign_owner"
        /// There is no archive at that place (exit 66).
        case noSuchArchive = "no_such_archive"
        /// The database is gone, and the journals tell of messages it held: it is to be rebuilt, not begun anew (exit 74).
        case databaseMissing = "database_missing"
        /// An archive was to be restored to a place where something stands already (exit 74).
        case archiveExists = "archive_exists"
        /// A write was asked of an archive that was opened for reading.
        case readOnly = "read_only"
        /// Nothing has that id.
        case notFound = "not_found"
        /// The prefix of an id fits more than one.
        case ambiguous
        /// A file was not what its digest says when it was copied: it changed meanwhile, or the disk lies.
        case changed
        /// Stored bytes are not what they were when they were written.
        case damaged
        /// The disk is full.
        case diskFull = "disk_full"
        /// Data could not be made durable: the process must end, and may not try again on the same descriptor.
        case notDurable = "not_durable"
        /// Any other failure of a file or of the database (exit 74).
        case inputOutput = "input_output"
    }

    package var code: Code
    /// What was being done and to which file of the archive; holds nothing of a sender's.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
