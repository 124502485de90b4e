import Glibc
package import Mail

/// Every message, untouched, named by the SHA-256 of its bytes: `originals/ab/abcd…`.
package struct OriginalStore: Sendable {
    private let root: String
    private let spool: String

    init(_ location: ArchiveLocation) {
        root = location.originals
        spool = location.spool
    }

    /// Where the bytes with that digest stand, or would stand.
    package func path(of digest: ContentDigest) -> String { folder(of: digest) + "/" + digest.hex }

    /// Keeps a message; when this returns, its bytes survive a power loss.
    ///
    /// A spooled file is moved, any other copied and hashed again. Damaged bytes already held are replaced.
    /// - Returns: whether the message is new here.
    /// - Throws: `changed` where a file no longer has the digest its source found; `not_durable`.
    package func put(_ message: SourcedMessage) throws(ArchiveError) -> Bool {
        let target = path(of: message.digest)
        let isHeld = FileSystem.kind(of: target) != nil
        if isHeld, try FileSystem.digest(of: target) == message.digest {
            if message.isSpooled { try FileSystem.remove(message.path) }
            // An earlier attempt may have been killed between its rename and its fsync of the directory.
            try FileSystem.synchroniseDirectory(folder(of: message.digest))
            return false
        }
        let file = message.isSpooled ? message.path : try copy(message)
        try makeDurable(file)
        try place(file, at: target, digest: message.digest)
        return !isHeld
    }

    package func contains(_ digest: ContentDigest) -> Bool { FileSystem.kind(of: path(of: digest)) == .file }

    /// The bytes of a message.
    /// - Throws: `not_found`; `damaged` where they are not what was kept.
    package func read(_ digest: ContentDigest) throws(ArchiveError) -> [UInt8] {
        let bytes = try FileSystem.read(path(of: digest))
        guard ContentDigest(of: bytes) == digest else { throw ArchiveError(.damaged, "original \(digest)") }
        return bytes
    }

    /// Every digest that has a file, sorted.
    package func list() throws(ArchiveError) -> [ContentDigest] {
        var digests: [ContentDigest] = []
        for prefix in try FileSystem.names(in: root) where prefix.utf8.count == 2 {
            digests += try FileSystem.names(in: root + "/" + prefix).compactMap { ContentDigest($0) }
        }
        return digests
    }

    /// Whether the file with that name still has that digest.
    package func isIntact(_ digest: ContentDigest) throws(ArchiveError) -> Bool {
        try FileSystem.digest(of: path(of: digest)) == digest
    }

    private func folder(of digest: ContentDigest) -> String { root + "/" + digest.hex.prefix(2) }

    private func makeDurable(_ path: String) throws(ArchiveError) {
        try FileSystem.setMode(0o600, of: path)
        try FileSystem.Descriptor(opening: path, O_RDONLY).synchronise(path: path)
    }

    private func place(_ file: String, at target: String, digest: ContentDigest) throws(ArchiveError) {
        let folder = folder(of: digest)
        if try FileSystem.createDirectory(folder) { try FileSystem.synchroniseDirectory(root) }
        try FileSystem.rename(file, to: target)
        try FileSystem.synchroniseDirectory(folder)
    }

    private func copy(_ message: SourcedMessage) throws(ArchiveError) -> String {
        let path = spool + "/" + message.digest.hex + ".copy"
        guard try FileSystem.copy(message.path, to: path) == message.digest else {
            try FileSystem.remove(path)
            throw ArchiveError(.changed, "\(message.path) is no longer \(message.digest)")
        }
        return path
    }
}
