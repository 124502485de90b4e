import Mail

/// What a backup says of itself; its records are whole where it is there and its digests fit.
struct BackupManifest: Codable {
    struct File: Codable {
        var name: String
        var size: Int
        var digest: ContentDigest
    }

    /// The form of the backup's folders.
    var version = Self.current
    /// Milliseconds since 1970.
    var at: Int64
    var host: String
    /// The epoch of the records that were copied; a restored archive has another.
    var epoch: String
    /// The database and the two journals.
    var files: [File]
    /// The messages whose originals belong to it.
    var originals: [ContentDigest]

    static let current = 1
    static let name = "manifest.json"
}

/// The folders of a backup.
///
///     records/    database, journals and manifest, exchanged in one step
///     originals/  as in the archive; what one backup has copied the next need not
struct BackupLocation {
    let directory: String

    init(directory: String) { self.directory = ArchiveLocation(directory: directory).directory }

    var records: String { directory + "/records" }
    var newRecords: String { directory + "/records.new" }
    var originals: String { directory + "/originals" }
    var lock: String { directory + "/lock" }
    var manifest: String { records + "/" + BackupManifest.name }

    func original(_ digest: ContentDigest) -> String { "\(originals)/\(digest.hex.prefix(2))/\(digest.hex)" }
}
