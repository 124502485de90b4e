import Glibc
package import Mail

/// What is kept: every message untouched, and the records of what was read of it.
///
/// One process carries messages into an archive at a time; any number read it and write decisions meanwhile.
package final class Archive: Sendable {
    package enum Mode: Sendable {
        /// As the one writer.
        case write
        /// To write decisions alone, beside the one writer.
        case decide
        case read
    }

    package let location: ArchiveLocation
    package let originals: OriginalStore
    package let records: any RecordStore
    private let lock: WriterLock?

    /// Where sources spool messages, so that keeping one is a rename.
    package var spoolDirectory: String { location.spool }

    init(
        location: ArchiveLocation, originals: OriginalStore, records: any RecordStore, lock: WriterLock?
    ) {
        self.location = location
        self.originals = originals
        self.records = records
        self.lock = lock
    }

    /// Opens the archive in a directory; a writer creates what is missing, and empties the spool.
    ///
    /// The process's umask becomes 077.
    /// - Throws: `locked` (75), `schema_newer` and `network_file_system` (78), `no_such_archive` (66),
    ///   `database_missing` (74).
    package static func open(
        at directory: String, mode: Mode, options: ArchiveOptions = ArchiveOptions()
    ) throws(ArchiveError) -> Archive {
        let location = ArchiveLocation(directory: directory)
        switch mode {
        case .read:
            try requireDatabase(at: location)
            return Archive(
                location: location, originals: OriginalStore(location),
                records: try SQLiteStore(reading: location, options: options), lock: nil)
        case .decide:
            try requireDatabase(at: location)
            umask(0o077)
            return Archive(
                location: location, originals: OriginalStore(location),
                records: try SQLiteStore(deciding: location, options: options), lock: nil)
        case .write:
            try ArchiveDirectory.prepare(location)
            let lock = try WriterLock(path: location.lock)
            let isNew = FileSystem.kind(of: location.sightings) == nil
            guard isNew || FileSystem.kind(of: location.database) != nil else {
                throw ArchiveError(
                    .databaseMissing,
                    "\(location.database) is gone; `istimara archive rebuild --database` makes it anew")
            }
            try ArchiveDirectory.emptySpool(location)
            let store = try SQLiteStore(writing: location, options: options)
            try store.takeUpDecisions()
            return Archive(location: location, originals: OriginalStore(location), records: store, lock: lock)
        }
    }

    private static func requireDatabase(at location: ArchiveLocation) throws(ArchiveError) {
        guard FileSystem.kind(of: location.database) == .file else {
            throw ArchiveError(.noSuchArchive, location.directory)
        }
    }

    /// Keeps a message and records where it was seen: first the bytes, then the row, each durable.
    /// - Parameter claiming: whether to begin working on the message at once, if it waits.
    package func take(_ message: SourcedMessage, claiming: Bool = true) throws(ArchiveError) -> Recorded {
        _ = try originals.put(message)
        return try records.record(Sighting(message), claiming: claiming)
    }

    /// The bytes free on the archive's file system: below the limit `disk_free` nothing more is fetched.
    package func freeBytes() throws(ArchiveError) -> Int { try ArchiveDirectory.freeBytes(location.directory) }
}
