import Glibc
internal import MIME

/// A file in memory as far as it is being read: what was passed is given back to the system.
///
/// For files that nobody shortens meanwhile: bytes that vanish under a mapping end the program.
final class MappedFile: MessageBytesOwner {
    private static let page = 4_096

    private let start: Int
    private let count: Int

    /// Maps the file at `path`; nil where it cannot be read or is empty.
    init?(path: String) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, facts.st_size > 0 else { return nil }
        let size = Int(facts.st_size)
        guard let mapped = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), unsafe mapped != MAP_FAILED
        else { return nil }
        start = Int(bitPattern: mapped)
        count = size
    }

    deinit { unsafe _ = munmap(UnsafeMutableRawPointer(bitPattern: start), count) }

    /// The bytes of the file.
    var bytes: MessageBytes {
        unsafe MessageBytes(
            UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count), owner: self)
    }

    func release(_ range: Range<Int>) {
        let first = (range.lowerBound + Self.page - 1) / Self.page * Self.page
        let last = range.upperBound / Self.page * Self.page
        guard first < last else { return }
        unsafe _ = madvise(UnsafeMutableRawPointer(bitPattern: start + first), last - first, MADV_DONTNEED)
    }
}
