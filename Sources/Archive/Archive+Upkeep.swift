import Mail

extension Archive {
    /// Looks for damage: originals hashed again, row digests, the audit's chain, the journals, and what has no owner.
    package func verify() throws -> [ArchiveProblem] {
        var problems: [ArchiveProblem] = []
        // Another process may be taking messages: what it takes while this looks is neither missing nor orphaned.
        let knownBefore = try records.knownMessages()
        let held = try originals.list()
        let known = try records.knownMessages()
        for digest in held where try !originals.isIntact(digest) {
            problems.append(ArchiveProblem(.damagedOriginal, digest.hex, "its bytes are not what they were"))
        }
        for digest in held where !known.contains(digest) {
            problems.append(
                ArchiveProblem(
                    .orphanedOriginal, digest.hex, "no record knows it; `archive rebuild --database` takes it in"))
        }
        for digest in knownBefore.subtracting(held).sorted() {
            problems.append(ArchiveProblem(.missingOriginal, digest.hex, "its record has no bytes"))
        }
        for path in [location.sightings, location.decisions] {
            for line in try Journal(path: path).lines(Journal.AnyLine.self).broken {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                problems.append(ArchiveProblem(.damagedJournal, "\(name):\(line)", "the line cannot be read"))
            }
        }
        return problems + (try records.verify()) + (try records.verifyJournals())
    }

    /// Begins a database anew from the originals and the two journals; the old one is kept beside it.
    ///
    /// Messages come back in the order they were first seen, and wait to be read again: ``RecordStore/pendingJobs()``
    /// names them. Originals that no sighting names come last, seen where they lie. Decisions count as soon as their
    /// submissions are filed.
    /// - Throws: `locked`, and what ``open(at:mode:options:)`` throws.
    package static func rebuild(
        at directory: String, options: ArchiveOptions = ArchiveOptions()
    ) throws(ArchiveError) -> Archive {
        let location = ArchiveLocation(directory: directory)
        try ArchiveDirectory.prepare(location)
        let lock = try WriterLock(path: location.lock)
        let suffix = ".before-\(options.now())"
        for part in ["-wal", "-shm", ""] where FileSystem.kind(of: location.database + part) != nil {
            try FileSystem.rename(location.database + part, to: location.database + suffix + part)
        }
        try FileSystem.synchroniseDirectory(location.directory)
        let store = try SQLiteStore(writing: location, options: options)
        let originals = OriginalStore(location)
        let held = Set(try originals.list())
        let sightings = try Journal(path: location.sightings).lines(SightingLine.self).values
        try store.replay(
            sightings: sightings.filter { held.contains($0.message) },
            decisions: try Journal(path: location.decisions).lines(DecisionLine.self).values)
        let archive = Archive(location: location, originals: originals, records: store, lock: lock)
        for digest in held.subtracting(sightings.map(\.message)).sorted() {
            let sighting = Sighting(
                locator: .file(path: "originals/\(digest.hex.prefix(2))/\(digest.hex)"), message: digest,
                size: FileSystem.size(of: originals.path(of: digest)) ?? 0, received: nil)
            _ = try store.record(sighting, claiming: false)
        }
        return archive
    }
}
