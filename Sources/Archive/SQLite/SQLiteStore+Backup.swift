import GRDB
import Mail

extension SQLiteStore {
    package func copy(to file: String) throws(ArchiveError) -> String {
        do {
            let copy = try DatabaseQueue(path: file)
            try reader.backup(to: copy)
            return try copy.writeWithoutTransaction { database in
                // One file alone, without a log beside it.
                try database.execute(sql: "PRAGMA journal_mode = DELETE")
                return try Instance.epoch(database)
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    /// Has copied records draw a new epoch when they are opened, and gives back what was in hand when they were copied.
    static func beginEpoch(at location: ArchiveLocation) throws(ArchiveError) {
        do {
            try DatabaseQueue(path: location.database).write { database in
                try database.execute(sql: "DELETE FROM instance WHERE name = 'epoch'")
                try database.execute(
                    sql: "UPDATE jobs SET state = 'received', lease_until = NULL WHERE state = 'working'")
            }
        } catch {
            throw ArchiveError(wrapping: error)
        }
    }

    package func takeUp(_ sightings: [Sighting]) throws(ArchiveError) {
        try writing { database in
            for sighting in sightings {
                let known = try database.first(
                    "SELECT 1 FROM sightings WHERE locator = ? AND message = ?",
                    [sighting.locator.key.withoutNull, sighting.message.hex])
                if known == nil { try insert(sighting, at: options.now(), host: options.host, in: database) }
            }
            try audit.append("restored", subject: "", at: options.now(), in: database)
        }
    }
}
