import FoundationEssentials
import GRDB
import Glibc

/// The records in one SQLite file, through GRDB.
package final class SQLiteStore: RecordStore {
    let reader: any DatabaseReader
    private let writer: DatabasePool?
    let sightingsJournal: Journal
    let decisionsJournal: Journal
    let options: ArchiveOptions
    /// Names this run of records: a restored copy gets another.
    let epoch: String

    /// Opens the records for reading alone, beside a writer or without one.
    /// - Throws: `schema_newer`, `schema_older`, `damaged`.
    package init(reading location: ArchiveLocation, options: ArchiveOptions) throws(ArchiveError) {
        self.options = options
        sightingsJournal = Journal(path: location.sightings)
        decisionsJournal = Journal(path: location.decisions)
        writer = nil
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            let queue = try DatabaseQueue(path: location.database, configuration: configuration)
            reader = queue
            epoch = try queue.read { database in
                try Schema.check(database)
                return try Instance.epoch(database)
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    /// Opens the records to write decisions, beside another process that writes or alone.
    /// - Throws: `schema_newer`, `schema_older`, `damaged`.
    package init(deciding location: ArchiveLocation, options: ArchiveOptions) throws(ArchiveError) {
        self.options = options
        sightingsJournal = Journal(path: location.sightings)
        decisionsJournal = Journal(path: location.decisions)
        do {
            let pool = try DatabasePool(path: location.database, configuration: Self.configuration)
            writer = pool
            reader = pool
            epoch = try pool.writeWithoutTransaction { database in
                try Self.makeDurable(database)
                try Schema.check(database)
                return try Instance.epoch(database)
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    /// Opens the records for writing, creates or migrates them, takes back the jobs that a crash left open, and takes
    /// up decisions that the journal alone holds.
    ///
    /// The caller holds the archive's lock.
    package init(writing location: ArchiveLocation, options: ArchiveOptions) throws(ArchiveError) {
        self.options = options
        sightingsJournal = Journal(path: location.sightings)
        decisionsJournal = Journal(path: location.decisions)
        if FileSystem.kind(of: location.database) == nil {
            // SQLite gives its log and shared memory the mode of the database.
            _ = try FileSystem.Descriptor(opening: location.database, O_RDWR | O_CREAT)
            try FileSystem.synchroniseDirectory(location.directory)
        }
        do {
            let pool = try DatabasePool(path: location.database, configuration: Self.configuration)
            writer = pool
            reader = pool
            epoch = try pool.writeWithoutTransaction { database in
                try Self.makeDurable(database)
                try Schema.migrate(database)
                try database.execute(
                    sql: "UPDATE jobs SET state = 'received', lease_until = NULL WHERE state = 'working' AND host = ?",
                    arguments: [options.host])
                return try Instance.epoch(database)
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    /// GRDB sets NORMAL after `prepareDatabase`: with it a commit may be lost after the mail was moved.
    private static func makeDurable(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2 else {
            throw ArchiveError(.notDurable, "SQLite refuses synchronous = FULL")
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA secure_delete = ON;
                    """)
        }
        return configuration
    }

    /// One verb that writes: one immediate transaction.
    func writing<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        guard let writer else { throw ArchiveError(.readOnly, "the archive was opened for reading") }
        do {
            return try writer.writeWithoutTransaction { database in
                var result: Result<Value, any Error> = .failure(ArchiveError(.inputOutput, "no result"))
                try database.inTransaction(.immediate) {
                    result = .success(try body(database))
                    return .commit
                }
                return try result.get()
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    /// One verb that reads: one snapshot.
    func reading<Value>(_ body: (Database) throws -> Value) throws(ArchiveError) -> Value {
        do {
            return try reader.read(body)
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }
}

/// What tells one run of records from another.
enum Instance {
    /// The epoch of these records, drawn when they were created.
    static func epoch(_ database: Database) throws -> String {
        if let epoch = try String.fetchOne(database, sql: "SELECT value FROM instance WHERE name = 'epoch'") {
            return epoch
        }
        let epoch = String(UInt64.random(in: .min ... .max), radix: 16)
        try database.execute(sql: "INSERT INTO instance (name, value) VALUES ('epoch', ?)", arguments: [epoch])
        return epoch
    }
}
