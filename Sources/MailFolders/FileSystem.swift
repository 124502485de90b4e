import Glibc
import Mail

/// What a path leads to, links followed.
struct FileStatus {
    enum Kind { case regular, directory, other }

    /// Names one file of the system, whatever path led there.
    struct Identity: Hashable { var device: UInt64, inode: UInt64 }

    var kind: Kind
    var size: Int
    var identity: Identity
    /// Time of the last change of the content, as seconds since 1970.
    var modified: Int64

    /// Asks the system; throws `errno`.
    init(path: String) throws(SystemFailure) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { throw SystemFailure(number: errno) }
        self.init(status)
    }

    init(_ status: stat) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        default: kind = .other
        }
        size = Int(status.st_size)
        identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        modified = Int64(status.st_mtim.tv_sec)
    }
}

/// An `errno`.
struct SystemFailure: Error {
    var number: Int32
    var reason: String { MailFolderError.File.reason(number) }
}

/// A regular file open for reading.
final class InputFile {
    private let descriptor: Int32
    let status: FileStatus

    /// Opens without waiting, so that a FIFO cannot hold the pass up, and refuses what is no regular file.
    init(path: String) throws(SystemFailure) {
        let opened = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard opened >= 0 else { throw SystemFailure(number: errno) }
        var status = stat()
        guard unsafe fstat(opened, &status) == 0 else {
            let number = errno
            close(opened)
            throw SystemFailure(number: number)
        }
        self.status = FileStatus(status)
        guard self.status.kind == .regular else {
            close(opened)
            throw SystemFailure(number: EINVAL)
        }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Fills `buffer` from its start as far as one read goes; 0 at the end of the file.
    func read(into buffer: inout [UInt8]) throws(SystemFailure) -> Int {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            guard errno == EINTR else { throw SystemFailure(number: errno) }
        }
    }

    /// The first `count` bytes, or all there are.
    func prefix(_ count: Int) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Swift.min(Swift.max(count, 1), 65_536))
        while bytes.count < count {
            let read = try read(into: &buffer)
            if read == 0 { break }
            bytes.append(contentsOf: buffer[..<Swift.min(read, count - bytes.count)])
        }
        return bytes
    }

    /// The digest and the number of the bytes from here to the end.
    func digest() throws(SystemFailure) -> (digest: ContentDigest, size: Int) {
        var accumulator = DigestAccumulator()
        var buffer = [UInt8](repeating: 0, count: 262_144)
        var size = 0
        while true {
            let count = try read(into: &buffer)
            if count == 0 { return (accumulator.finish(), size) }
            accumulator.update(buffer[..<count])
            size += count
        }
    }
}

/// The names in a directory.
enum Directory {
    /// All names but `.` and `..`, sorted by their bytes. Names that are no UTF-8 come apart, repaired for a report.
    static func names(in path: String) throws(SystemFailure) -> (usable: [String], unusable: [String]) {
        guard let handle = unsafe opendir(path) else { throw SystemFailure(number: errno) }
        defer { unsafe _ = closedir(handle) }
        var usable: [String] = []
        var unusable: [String] = []
        while let entry = unsafe readdir(handle) {
            let bytes = unsafe withUnsafeBytes(of: entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                unusable.append(String(decoding: bytes, as: UTF8.self))
                continue
            }
            if name != ".", name != ".." { usable.append(name) }
        }
        return (usable.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, unusable.sorted())
    }

    static func isDirectory(_ path: String) -> Bool { (try? FileStatus(path: path))?.kind == .directory }
}

extension SystemFailure {
    var isMissing: Bool { number == ENOENT || number == ENOTDIR }
}
