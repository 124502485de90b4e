import CLibZip
import Glibc

/// Writes the members of a zip archive in memory.
///
/// The same members give the same bytes: every member carries the earliest time that a zip can hold, 1980-01-01 00:00,
/// and members stand in the order they were added in.
package struct ZipWriter {
    package enum Compression: Sendable {
        /// Deflate (method 8).
        case deflated
        /// As it is (method 0): the `mimetype` of an OpenDocument file.
        case stored
    }

    private struct Member {
        var name: String
        var bytes: [UInt8]
        var compression: Compression
    }

    private var members: [Member] = []

    package init() {}

    /// Adds a member; a path has `/` between its words and none before the first.
    package mutating func add(_ name: String, _ bytes: [UInt8], compression: Compression = .deflated) {
        members.append(Member(name: name, bytes: bytes, compression: compression))
    }

    /// The archive's bytes.
    ///
    /// - Throws: ``ZipWritingError`` where libzip refuses a member (a name given twice, or an empty one), where there
    ///   is none at all, or where memory ends.
    package func finish() throws(ZipWritingError) -> [UInt8] {
        // An archive without members is not written by libzip at all.
        guard !members.isEmpty else { throw ZipWritingError(.noMembers) }
        var status = unsafe zip_error_t()
        guard let source = unsafe zip_source_buffer_create(nil, 0, 0, &status) else {
            throw ZipWritingError(.cannotOpen, detail: unsafe Self.message(&status))
        }
        defer { unsafe zip_source_free(source) }
        guard let archive = unsafe zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &status) else {
            throw ZipWritingError(.cannotOpen, detail: unsafe Self.message(&status))
        }
        // The archive gives up one reference to the source when it ends; ours is for reading it afterwards.
        unsafe zip_source_keep(source)
        do throws(ZipWritingError) {
            for member in members { try unsafe Self.add(member, to: archive) }
            guard unsafe zip_close(archive) == 0 else { throw unsafe Self.failure(.cannotWrite, of: archive) }
        } catch {
            unsafe zip_discard(archive)
            throw error
        }
        return try unsafe Self.contents(of: source)
    }

    private static func add(_ member: Member, to archive: OpaquePointer) throws(ZipWritingError) {
        // libzip reads the bytes at its close, and frees this copy then.
        guard let copy = unsafe malloc(max(member.bytes.count, 1)) else { throw ZipWritingError(.noMemory) }
        unsafe member.bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { unsafe copy.copyMemory(from: start, byteCount: bytes.count) }
        }
        guard let data = unsafe zip_source_buffer(archive, copy, zip_uint64_t(member.bytes.count), 1) else {
            unsafe free(copy)
            throw unsafe failure(.cannotWrite, of: archive)
        }
        let index = unsafe zip_file_add(archive, member.name, data, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            unsafe zip_source_free(data)
            throw unsafe failure(.badMember, of: archive, member: member.name)
        }
        let position = zip_uint64_t(index)
        let method = member.compression == .stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
        // MS-DOS date: years since 1980, month, day in 7, 4 and 5 bits.
        guard unsafe zip_set_file_compression(archive, position, method, 9) == 0,
            unsafe zip_file_set_dostime(archive, position, 0, 1 << 5 | 1, 0) == 0
        else { throw unsafe failure(.badMember, of: archive, member: member.name) }
    }

    private static func contents(of source: OpaquePointer) throws(ZipWritingError) -> [UInt8] {
        var facts = unsafe zip_stat_t()
        guard unsafe zip_source_stat(source, &facts) == 0, unsafe zip_source_open(source) == 0 else {
            throw ZipWritingError(.cannotWrite, detail: unsafe message(zip_source_error(source)))
        }
        defer { unsafe zip_source_close(source) }
        let size = unsafe Int(facts.size)
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            count = unsafe Int(zip_source_read(source, buffer.baseAddress, zip_uint64_t(size)))
            initialized = max(count, 0)
        }
        guard count == size else {
            throw ZipWritingError(.cannotWrite, detail: unsafe message(zip_source_error(source)))
        }
        return bytes
    }

    private static func failure(
        _ code: ZipWritingError.Code, of archive: OpaquePointer, member: String? = nil
    ) -> ZipWritingError {
        let words = unsafe message(zip_get_error(archive))
        return ZipWritingError(code, detail: member.map { "\($0): \(words)" } ?? words)
    }

    private static func message(_ status: UnsafeMutablePointer<zip_error_t>?) -> String {
        unsafe zip_error_strerror(status).map { unsafe String(cString: $0) } ?? ""
    }
}

/// Why an archive could not be written.
package struct ZipWritingError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        case noMembers = "no_members"
        case cannotOpen = "cannot_open"
        case badMember = "bad_member"
        case cannotWrite = "cannot_write"
        case noMemory = "no_memory"
    }

    package let code: Code
    /// The member, and what libzip says.
    package let detail: String

    init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }
}

extension ZipWritingError: Equatable {
    package static func == (one: ZipWritingError, other: ZipWritingError) -> Bool { one.code == other.code }
}
