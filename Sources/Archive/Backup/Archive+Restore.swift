import Mail

extension Archive {
    /// Makes an archive of a backup, where there is none, and opens it as its writer.
    ///
    /// Its records begin a new epoch: what was seen, done and decided from here on is told apart from what the archive did
    /// that the backup was made of. Messages that were seen while the backup was made, and are not in its records, wait to be
    /// read. Views are to be built anew.
    /// - Throws: `no_such_archive` where the directory holds no whole backup; `damaged` where a file is not what it was;
    ///   `archive_exists` where something stands in the archive's place. Nothing is left there then.
    package static func restore(
        from directory: String, to place: String, options: ArchiveOptions = ArchiveOptions()
    ) throws -> Archive {
        let backup = BackupLocation(directory: directory)
        let location = ArchiveLocation(directory: place)
        let isEmpty = FileSystem.kind(of: location.directory) == .directory
        if FileSystem.kind(of: location.directory) != nil {
            guard isEmpty, try FileSystem.names(in: location.directory).isEmpty else {
                throw ArchiveError(
                    .archiveExists, "\(location.directory): an archive is restored to where there is none")
            }
        }
        let manifest = try manifest(of: backup)
        let staging = ArchiveLocation(directory: location.directory + ".restoring")
        try FileSystem.removeTree(staging.directory)
        try ArchiveDirectory.prepare(staging)
        for file in manifest.files {
            guard ["istimara.sqlite", "sightings.jsonl", "decisions.jsonl"].contains(file.name) else {
                throw ArchiveError(.damaged, "\(backup.manifest) names \(file.name)")
            }
            try FileSystem.copy(
                backup.records + "/" + file.name, to: staging.directory + "/" + file.name, expecting: file.digest)
        }
        let originals = OriginalStore(staging)
        for digest in manifest.originals {
            try FileSystem.createDirectories("\(staging.originals)/\(digest.hex.prefix(2))")
            try FileSystem.copy(backup.original(digest), to: originals.path(of: digest), expecting: digest)
            try FileSystem.synchroniseDirectory("\(staging.originals)/\(digest.hex.prefix(2))")
        }
        try SQLiteStore.beginEpoch(at: staging)
        for path in [staging.originals, staging.directory] { try FileSystem.synchroniseDirectory(path) }
        if isEmpty { try FileSystem.removeTree(location.directory) }
        try FileSystem.rename(staging.directory, to: location.directory)
        if let slash = location.directory.lastIndex(of: "/"), slash != location.directory.startIndex {
            try FileSystem.synchroniseDirectory(String(location.directory[..<slash]))
        }
        let archive = try open(at: location.directory, mode: .write, options: options)
        let held = Set(manifest.originals)
        let sightings = try Journal(path: location.sightings).lines(SightingLine.self).values
        try archive.records.takeUp(sightings.filter { held.contains($0.message) }.compactMap(\.sighting))
        return archive
    }

    private static func manifest(of backup: BackupLocation) throws -> BackupManifest {
        guard FileSystem.kind(of: backup.manifest) == .file else {
            throw ArchiveError(.noSuchArchive, "\(backup.directory) holds no whole backup")
        }
        let bytes = try FileSystem.read(backup.manifest)
        guard
            let manifest = try? CanonicalJSON.decode(BackupManifest.self, from: String(decoding: bytes, as: UTF8.self))
        else { throw ArchiveError(.damaged, backup.manifest) }
        guard manifest.version <= BackupManifest.current else {
            throw ArchiveError(.schemaNewer, "\(backup.manifest) has version \(manifest.version)")
        }
        return manifest
    }
}
