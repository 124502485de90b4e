package import Documents
import Mail

/// A file, folder or link that a worker found in an archive.
package struct ArchiveEntry: Hashable, Sendable {
    package enum Kind: String, Sendable { case file, directory, special }

    /// The path in the archive, as its maker wrote it: a name for people, never for a file system.
    package var name: String
    /// Whether the name's charset was guessed: the archive does not say it.
    package var isNameGuessed: Bool
    package var kind: Kind
    /// Bytes, unpacked.
    package var size: Int
    /// Why the content is not to be had; nil where it may be asked for.
    package var obstacle: DocumentError?

    package init(name: String, isNameGuessed: Bool, kind: Kind, size: Int, obstacle: DocumentError?) {
        self.name = name
        self.isNameGuessed = isNameGuessed
        self.kind = kind
        self.size = size
        self.obstacle = obstacle
    }

    /// The longest name in UTF-8 bytes; a longer one is cut.
    static let longestName = 1_000
}

/// What became of unpacking one file of an archive.
package enum EntryContent: Hashable, Sendable {
    case bytes([UInt8])
    case failure(DocumentError)
}

extension WireWriter {
    mutating func put(_ error: DocumentError) {
        put(error.code.rawValue)
        put(error.detail.cut(toUTF8: WireReader.longestDetail))
    }

    mutating func put(_ entry: ArchiveEntry) {
        put(entry.name.cut(toUTF8: ArchiveEntry.longestName))
        put(entry.isNameGuessed)
        put(entry.kind.rawValue)
        put(entry.size)
        put(entry.obstacle) { $0.put($1) }
    }

    mutating func put(_ content: EntryContent) {
        switch content {
        case .bytes(let bytes):
            put(true)
            put(content: bytes)
        case .failure(let error):
            put(false)
            put(error)
        }
    }
}

extension WireReader {
    /// The longest detail of a failure, in UTF-8 bytes.
    static let longestDetail = 1_000

    /// Reads why a file cannot be read; the reason is never one that the parent gives.
    mutating func failure() throws(WireError) -> DocumentError {
        let code = try code()
        guard !Self.parentsReasons.contains(code) else { throw WireError("not a worker's to say: \(code)") }
        return DocumentError(DocumentError.Code(rawValue: code), try text(maximum: Self.longestDetail))
    }

    /// What became of a worker, why none was asked, and what is said of messages as a whole.
    private static let parentsReasons: Set<String> = Set(
        WorkerDeath.Code.allCases.filter { $0 != .reply }.map(\.rawValue)
            + WorkerSession.Refusal.allCases.map(\.rawValue) + [Limit.attempts.rawValue, "too_large"])

    mutating func entry() throws(WireError) -> ArchiveEntry {
        ArchiveEntry(
            name: try text(maximum: ArchiveEntry.longestName), isNameGuessed: try flag(),
            kind: try value(of: ArchiveEntry.Kind.self), size: try number(in: 0...1 << 48),
            obstacle: try optional { reader throws(WireError) in try reader.failure() })
    }

    mutating func entryContent() throws(WireError) -> EntryContent {
        try flag() ? .bytes(try content()) : .failure(try failure())
    }
}
