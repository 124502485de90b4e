import Documents
import Extraction
import ZipPackage

/// Answers what is asked about an archive. Every request brings the whole archive: a worker remembers none.
enum ArchiveOpening {
    static func list(_ file: [UInt8], mediaType: String, limits: [String: Int]) throws(DocumentError) -> WorkerReply {
        .entries(try open(file, mediaType: mediaType, limits: limits).entries.map(ArchiveEntry.init))
    }

    /// The contents of the files at `indices`, until the reply is as long as one may be; the first in any case.
    static func unpack(
        _ file: [UInt8], mediaType: String, indices: [Int], limits: [String: Int]
    ) throws(DocumentError) -> WorkerReply {
        let archive = try open(file, mediaType: mediaType, limits: limits)
        var room = limits["worker_reply"] ?? 0
        var contents: [EntryContent] = []
        for index in indices {
            guard archive.entries.indices.contains(index) else { throw DocumentError(.broken, "no entry \(index)") }
            // Its encoding is a flag, a length and the bytes, or a code and a detail.
            room -= Int(clamping: archive.entries[index].declaredSize) + 2_000
            guard room > 0 || contents.isEmpty else { break }
            do {
                contents.append(.bytes(try archive.read(index)))
            } catch {
                contents.append(.failure(DocumentError(error)))
            }
        }
        return .contents(contents)
    }

    private static func open(
        _ file: [UInt8], mediaType: String, limits: [String: Int]
    ) throws(DocumentError) -> ZipArchive {
        guard mediaType == "application/zip" else { throw DocumentError(.noReader, "nothing here opens \(mediaType)") }
        do {
            return try ZipArchive(file, limits: ZipLimits(named: limits))
        } catch {
            throw DocumentError(error)
        }
    }
}

extension ZipLimits {
    /// The limits of an archive, by their names in the settings; the defaults where a name is missing.
    fileprivate init(named limits: [String: Int]) {
        self.init()
        if let value = limits["archive_entries"] { entries = value }
        if let value = limits["attachment_size"] { partBytes = value }
        if let value = limits["archive_total"] { totalBytes = value }
        if let value = limits["archive_ratio"] { ratio = max(1, value) }
    }
}

extension DocumentError {
    fileprivate init(_ error: ZipError) {
        self.init(Code(rawValue: error.code.rawValue), error.detail)
    }
}

extension ArchiveEntry {
    fileprivate init(_ entry: ZipArchiveEntry) {
        let kind: Kind =
            switch entry.kind {
            case .file: .file
            case .directory: .directory
            case .special: .special
            }
        self.init(
            name: entry.name, isNameGuessed: entry.isNameGuessed, kind: kind,
            size: Int(clamping: min(entry.declaredSize, 1 << 48)), obstacle: entry.obstacle.map(DocumentError.init))
    }
}
