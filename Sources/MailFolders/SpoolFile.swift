import Glibc
import Mail

/// A message on its way into the spool directory, hashed while it is written.
final class SpoolFile {
    private let path: String
    private let descriptor: Int32
    private let limits: Limits
    private var digest: DigestAccumulator? = DigestAccumulator()
    private var size = 0
    private var isFinished = false

    /// Creates a file that nobody else has, readable by its owner alone.
    init(in directory: String, limits: Limits) throws(MailFolderError) {
        self.limits = limits
        var template = Array("\(directory)/message-XXXXXX".utf8CString)
        let created = unsafe mkstemp(&template)
        guard created >= 0 else { throw MailFolderError(.spool, path: directory, errno: errno) }
        _ = fcntl(created, F_SETFD, FD_CLOEXEC)
        descriptor = created
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        close(descriptor)
        // Given up half-way: nothing stays behind.
        if !isFinished { unsafe _ = unlink(path) }
    }

    /// Takes the next bytes; those over `message_size` are counted and not kept.
    func write(_ piece: ArraySlice<UInt8>) throws(MailFolderError) {
        let wasWithin = size <= limits[.messageSize]
        size += piece.count
        guard wasWithin else { return }
        digest?.update(piece)
        try append(piece)
    }

    /// Ends the message. Over `message_size` only its header stays in the file.
    func finish() throws(MailFolderError) -> (path: String, digest: ContentDigest, size: Int, isTooLarge: Bool) {
        let whole = digest.take()?.finish()
        if size <= limits[.messageSize], let whole {
            isFinished = true
            return (path, whole, size, false)
        }
        do throws(SystemFailure) {
            let start = try InputFile(path: path).prefix(limits[.headerBlock])
            let header = Self.header(in: start)
            guard ftruncate(descriptor, header.count) == 0 else { throw SystemFailure(number: errno) }
            isFinished = true
            return (path, ContentDigest(of: Array(header)), size, true)
        } catch {
            throw MailFolderError(.spool, files: [.init(path: path, reason: error.reason)])
        }
    }

    private func append(_ piece: ArraySlice<UInt8>) throws(MailFolderError) {
        var rest = piece
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno != EINTR {
                throw MailFolderError(.spool, path: path, errno: errno)
            }
        }
    }

    /// The bytes up to and with the first empty line, or all of them.
    static func header(in bytes: [UInt8]) -> ArraySlice<UInt8> {
        var lineStart = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            let isEmpty = index == lineStart || (index == lineStart + 1 && bytes[lineStart] == 0x0D)
            if isEmpty, lineStart > 0 { return bytes[...index] }
            lineStart = index + 1
        }
        return bytes[...]
    }
}
