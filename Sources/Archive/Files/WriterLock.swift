import Glibc

/// The lock of the one writer of an archive; it ends with its owner, and with the process however that ends.
final class WriterLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock or refuses at once.
    /// - Throws: `locked`.
    init(path: String) throws(ArchiveError) {
        let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw FileSystem.failure("open", path) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let error =
                isHeld ? ArchiveError(.locked, "another writer holds \(path)") : FileSystem.failure("flock", path)
            close(opened)
            throw error
        }
        // Only now: a throw after the last property is set runs deinit, which would close a second time.
        descriptor = opened
    }

    deinit { close(descriptor) }
}

/// The lock under which views are written: the one writer and a person's decision may both come to bring them up to date.
enum ViewLock {
    /// Waits for the lock and holds it while `body` works.
    static func withLock<Value>(_ location: ArchiveLocation, _ body: () throws -> Value) throws -> Value {
        let path = location.viewLock
        let file = try FileSystem.Descriptor(opening: path, O_RDWR | O_CREAT)
        while flock(file.number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw FileSystem.failure("flock", path) }
        }
        defer { flock(file.number, LOCK_UN) }
        return try body()
    }
}
