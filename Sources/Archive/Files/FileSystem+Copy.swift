import Glibc
import Mail

extension FileSystem {
    /// Copies a file's bytes into a new file, mode 0600; one that stands there is overwritten.
    /// - Returns: the digest of what was copied.
    static func copy(_ source: String, to target: String) throws(ArchiveError) -> ContentDigest {
        let reading = try Descriptor(opening: source, O_RDONLY)
        let writing = try Descriptor(opening: target, O_WRONLY | O_CREAT | O_TRUNC)
        var accumulator = DigestAccumulator()
        while true {
            let piece = try reading.read(upTo: 1 << 18, path: source)
            if piece.isEmpty { return accumulator.finish() }
            accumulator.update(piece[...])
            try writing.write(piece[...], path: target)
        }
    }

    /// Copies a file and makes the copy durable.
    /// - Throws: `damaged` where it has not that digest; the copy is gone then.
    static func copy(_ source: String, to target: String, expecting digest: ContentDigest) throws(ArchiveError) {
        guard try copy(source, to: target) == digest else {
            try remove(target)
            throw ArchiveError(.damaged, "\(source) is not what it was")
        }
        try Descriptor(opening: target, O_RDONLY).synchronise(path: target)
    }

    /// Writes a new file, mode 0600, and makes it durable.
    static func write(_ bytes: [UInt8], to path: String) throws(ArchiveError) {
        let file = try Descriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC)
        try file.write(bytes[...], path: path)
        try file.synchronise(path: path)
    }

    /// The digest of a file's bytes.
    static func digest(of path: String) throws(ArchiveError) -> ContentDigest {
        let file = try Descriptor(opening: path, O_RDONLY)
        var accumulator = DigestAccumulator()
        while true {
            let piece = try file.read(upTo: 1 << 18, path: path)
            if piece.isEmpty { return accumulator.finish() }
            accumulator.update(piece[...])
        }
    }
}
