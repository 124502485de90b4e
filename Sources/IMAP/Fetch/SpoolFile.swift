import Glibc
import Mail

/// Bytes that were written to a file and hashed on the way.
struct SpooledBytes: Equatable {
    var path: String
    var digest: ContentDigest
    var size: Int

    func remove() { unsafe unlink(path) }
}

/// A file of the spool directory while it is written; one that is not finished removes itself.
@safe final class SpoolFile {
    private let descriptor: Int32
    private let path: String
    private var digest: DigestAccumulator? = DigestAccumulator()
    /// The bytes so far.
    private(set) var size = 0
    private var isFinished = false

    /// Creates a file that only its owner may read, under a name of our own.
    /// - Throws: `spool`.
    init(in directory: String) throws(IMAPError) {
        let path = "\(directory)/imap-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
        let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("created") }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
        if !isFinished { unsafe unlink(path) }
    }

    /// - Throws: `spool`, also where the disk is full.
    func append(_ bytes: ArraySlice<UInt8>) throws(IMAPError) {
        digest?.update(bytes)
        size += bytes.count
        var rest = bytes
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("written") }
            rest = rest.dropFirst(count)
        }
    }

    /// Appends what another file holds.
    func append(contentsOf other: SpooledBytes) throws(IMAPError) {
        let source = unsafe open(other.path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw Self.failure("read") }
        defer { close(source) }
        var buffer = [UInt8](repeating: 0, count: 1 << 17)
        while true {
            let count = unsafe read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure("read") }
            if count == 0 { return }
            try append(buffer[..<count])
        }
    }

    /// Ends the file, which then belongs to whoever holds its path. Making it durable is the archive's.
    func finish() throws(IMAPError) -> SpooledBytes {
        guard let digest = digest.take()?.finish() else { throw IMAPError(.spool, "a spool file was finished twice") }
        isFinished = true
        return SpooledBytes(path: path, digest: digest, size: size)
    }

    private static func failure(_ what: String) -> IMAPError {
        IMAPError(.spool, "a spool file could not be \(what): \(unsafe String(cString: strerror(errno)))")
    }
}
