import Glibc

/// The lock of the one writer of an archive; it ends with its owner, and with the process however that ends.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or refuses at once.
    /// - Throws: `locked`.
    init(path: String) throws(ArchiveError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileSystem.failure("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let error =
                isHeld ? ArchiveError(.locked, "another writer holds \(path)") : FileSystem.failure("flock", path)
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }
}
