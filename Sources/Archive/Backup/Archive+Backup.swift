import Glibc
import Mail

/// What a backup copied.
package struct BackupReport: Encodable, Sendable {
    /// The messages that it holds.
    package var messages = 0
    /// Of those, the ones that an earlier backup in the same place had not.
    package var new = 0
    /// The bytes that were copied.
    package var bytes = 0
}

extension Archive {
    /// Copies the archive into a directory, beside a writer or without one.
    ///
    /// The database first, in one snapshot, then the journals, then the originals: what a record names was kept before the
    /// record was written, so that the copy lacks nothing that its records tell of. The records of an earlier backup stay
    /// whole until the new ones take their place in one step. Views are left out, which can be rebuilt, and the state
    /// (budgets, tokens), which is no part of the records.
    /// - Throws: `locked` where another backup into the directory is under way; `damaged` where an original is not what was
    ///   kept.
    package func backUp(to directory: String) throws -> BackupReport {
        let backup = BackupLocation(directory: directory)
        umask(0o077)
        try FileSystem.createDirectories(backup.directory)
        let lock = try WriterLock(path: backup.lock)
        defer { withExtendedLifetime(lock) {} }
        try FileSystem.createDirectory(backup.originals)
        try FileSystem.removeTree(backup.newRecords)
        try FileSystem.createDirectory(backup.newRecords)

        let epoch = try records.copy(to: backup.newRecords + "/istimara.sqlite")
        let known = try records.knownMessages()
        var report = BackupReport()
        for journal in [location.sightings, location.decisions] {
            let name = journal.split(separator: "/").last.map(String.init) ?? journal
            try FileSystem.write(try Self.wholeLines(of: journal), to: "\(backup.newRecords)/\(name)")
        }
        let seen = try Journal(path: backup.newRecords + "/sightings.jsonl").lines(SightingLine.self).values
        let digests = known.union(seen.map(\.message)).sorted()
        for digest in digests {
            report.messages += 1
            guard try Self.copyOriginal(originals.path(of: digest), of: digest, into: backup) else { continue }
            report.new += 1
            report.bytes += FileSystem.size(of: backup.original(digest)) ?? 0
        }
        try finish(backup, epoch: epoch, originals: digests)
        return report
    }

    /// Writes the manifest, makes all durable and lets the new records take the place of the old ones.
    private func finish(_ backup: BackupLocation, epoch: String, originals: [ContentDigest]) throws {
        var files: [BackupManifest.File] = []
        for name in try FileSystem.names(in: backup.newRecords) {
            let path = backup.newRecords + "/" + name
            try FileSystem.Descriptor(opening: path, O_RDONLY).synchronise(path: path)
            files.append(
                BackupManifest.File(
                    name: name, size: FileSystem.size(of: path) ?? 0, digest: try FileSystem.digest(of: path)))
        }
        let manifest = BackupManifest(
            at: Int64(time(nil)) * 1_000, host: ArchiveOptions().host, epoch: epoch, files: files, originals: originals)
        try FileSystem.write(
            Array(try CanonicalJSON.encode(manifest).json.utf8), to: backup.newRecords + "/" + BackupManifest.name)
        try FileSystem.synchroniseDirectory(backup.newRecords)
        try FileSystem.synchroniseDirectory(backup.originals)
        if FileSystem.kind(of: backup.records) == nil {
            try FileSystem.rename(backup.newRecords, to: backup.records)
        } else if try !FileSystem.exchange(backup.newRecords, backup.records) {
            // Without such a step there is a moment in which the old records stand under another name.
            try FileSystem.rename(backup.records, to: backup.records + ".old")
            try FileSystem.rename(backup.newRecords, to: backup.records)
            try FileSystem.removeTree(backup.records + ".old")
        }
        try FileSystem.synchroniseDirectory(backup.directory)
        try FileSystem.removeTree(backup.newRecords)
    }

    /// A journal up to its last whole line: another process may be writing one.
    private static func wholeLines(of path: String) throws -> [UInt8] {
        guard FileSystem.kind(of: path) != nil else { return [] }
        let bytes = try FileSystem.read(path)
        return Array(bytes[..<(bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0)])
    }

    /// Copies an original unless it is there already.
    /// - Returns: whether it was copied.
    static func copyOriginal(
        _ source: String, of digest: ContentDigest, into backup: BackupLocation
    ) throws -> Bool {
        let target = backup.original(digest)
        if let held = FileSystem.size(of: target), held == FileSystem.size(of: source) { return false }
        let folder = "\(backup.originals)/\(digest.hex.prefix(2))"
        try FileSystem.createDirectory(folder)
        try FileSystem.copy(source, to: target + ".new", expecting: digest)
        try FileSystem.rename(target + ".new", to: target)
        try FileSystem.synchroniseDirectory(folder)
        return true
    }
}
