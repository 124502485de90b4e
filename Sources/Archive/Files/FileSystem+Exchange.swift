import Glibc

extension FileSystem {
    /// Lets two paths on one file system change places in one step (renameat2(2)).
    /// - Returns: false where kernel, library or file system know no such step; nothing has changed then.
    static func exchange(_ left: String, _ right: String) throws(ArchiveError) -> Bool {
        guard let renameat2 = unsafe renameat2 else { return false }
        if unsafe renameat2(AT_FDCWD, left, AT_FDCWD, right, exchangeFlag) == 0 { return true }
        guard errno == EINVAL || errno == ENOSYS || errno == ENOTSUP else { throw failure("renameat2", right) }
        return false
    }

    /// `RENAME_EXCHANGE` (linux/fs.h).
    private static let exchangeFlag: UInt32 = 2

    private typealias Renameat2 =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32

    /// The function of the C library, which Swift's module of it leaves out.
    private static let renameat2: Renameat2? = {
        guard let symbol = unsafe dlsym(nil, "renameat2") else { return nil }
        return unsafe unsafeBitCast(symbol, to: Renameat2.self)
    }()
}
