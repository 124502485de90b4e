import Glibc

/// The file operations that the archive's promises rest on, each with its error in one place.
enum FileSystem {
    /// A file descriptor that is closed when its owner ends.
    struct Descriptor: ~Copyable {
        let number: Int32

        init(opening path: String, _ flags: Int32, mode: mode_t = 0o600) throws(ArchiveError) {
            number = unsafe open(path, flags | O_CLOEXEC | O_NOFOLLOW, mode)
            guard number >= 0 else { throw FileSystem.failure("open", path) }
        }

        deinit { close(number) }

        /// Writes all of `bytes`.
        func write(_ bytes: ArraySlice<UInt8>, path: String) throws(ArchiveError) {
            var rest = bytes
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw FileSystem.failure("write", path)
                }
                rest = rest.dropFirst(count)
            }
        }

        /// Reads up to `count` bytes; empty at the end.
        func read(upTo count: Int, path: String) throws(ArchiveError) -> [UInt8] {
            var buffer = [UInt8](repeating: 0, count: count)
            while true {
                let got = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(number, $0.baseAddress, $0.count) }
                if got < 0 {
                    if errno == EINTR { continue }
                    throw FileSystem.failure("read", path)
                }
                buffer.removeLast(count - got)
                return buffer
            }
        }

        /// Makes what was written durable. A failure is final: the kernel may have dropped the pages.
        func synchronise(path: String) throws(ArchiveError) {
            guard fsync(number) == 0 else {
                throw ArchiveError(.notDurable, "fsync \(path): \(FileSystem.reason(errno))")
            }
        }
    }

    /// Makes the names in a directory durable.
    static func synchroniseDirectory(_ path: String) throws(ArchiveError) {
        try Descriptor(opening: path, O_RDONLY | O_DIRECTORY).synchronise(path: path)
    }

    /// Creates a directory, mode 0700; true if it is new.
    @discardableResult static func createDirectory(_ path: String) throws(ArchiveError) -> Bool {
        if unsafe mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw failure("mkdir", path) }
        return false
    }

    /// Creates a directory and those above it.
    static func createDirectories(_ path: String) throws(ArchiveError) {
        if kind(of: path) == .directory { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try createDirectories(String(path[..<slash]))
        }
        try createDirectory(path)
    }

    enum Kind { case file, directory, other }

    /// What stands at a path, links not followed; nil where nothing does.
    static func kind(of path: String) -> Kind? {
        status(of: path).map { status in
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            default: .other
            }
        }
    }

    static func status(of path: String) -> stat? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status : nil
    }

    /// The bytes of a file; nil where nothing stands there.
    static func size(of path: String) -> Int? { status(of: path).map { Int($0.st_size) } }

    static func setMode(_ mode: mode_t, of path: String) throws(ArchiveError) {
        guard unsafe chmod(path, mode) == 0 else { throw failure("chmod", path) }
    }

    static func rename(_ old: String, to new: String) throws(ArchiveError) {
        guard unsafe Glibc.rename(old, new) == 0 else { throw failure("rename", new) }
    }

    /// Removes a file; one that is gone is no error.
    static func remove(_ path: String) throws(ArchiveError) {
        guard unsafe unlink(path) == 0 || errno == ENOENT else { throw failure("unlink", path) }
    }

    /// Removes a directory and all below it, links not followed; one that is gone is no error.
    static func removeTree(_ path: String) throws(ArchiveError) {
        switch kind(of: path) {
        case nil: return
        case .directory:
            try setMode(0o700, of: path)
            for name in try names(in: path) { try removeTree(path + "/" + name) }
            guard unsafe rmdir(path) == 0 else { throw failure("rmdir", path) }
        default: try remove(path)
        }
    }

    /// The names in a directory, sorted by their bytes.
    static func names(in path: String) throws(ArchiveError) -> [String] {
        guard let stream = unsafe opendir(path) else { throw failure("opendir", path) }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                unsafe String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// The whole content of a file.
    static func read(_ path: String) throws(ArchiveError) -> [UInt8] {
        let file = try Descriptor(opening: path, O_RDONLY)
        var content: [UInt8] = []
        while true {
            let piece = try file.read(upTo: 1 << 18, path: path)
            if piece.isEmpty { return content }
            if content.isEmpty { content = piece } else { content += piece }
        }
    }

    /// What the system says of an errno: `No space left on device`.
    static func reason(_ number: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "errno \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The error for the last failed call.
    static func failure(_ call: String, _ path: String) -> ArchiveError {
        let number = errno
        let code: ArchiveError.Code =
            switch number {
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case ENOENT: .notFound
            default: .inputOutput
            }
        return ArchiveError(code, "\(call) \(path): \(reason(number))")
    }
}
