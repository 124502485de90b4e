import GRDB
import Mail

extension SQLiteStore {
    /// Writes what the two journals hold into empty tables, without writing the journals again.
    func replay(sightings: [SightingLine], decisions: [DecisionLine]) throws(ArchiveError) {
        try writing { database in
            for line in sightings {
                guard let sighting = line.sighting else { continue }
                let known = try database.first(
                    "SELECT 1 FROM sightings WHERE locator = ? AND message = ?",
                    [sighting.locator.key.withoutNull, sighting.message.hex])
                if known == nil { try insert(sighting, at: line.at, host: line.host, in: database) }
            }
            for line in decisions { try write(line, in: database) }
            try audit.append("rebuilt", subject: "", at: options.now(), in: database)
        }
    }
}
