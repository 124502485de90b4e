import CLibZip
import Glibc

/// A zip in memory whose members are read by exact name, under limits; nothing is ever unpacked to disk.
///
/// Names are compared as OPC compares part names, without regard to ASCII case (ECMA-376 part 2, 6.2.2.3). Two members
/// of one name are refused: readers disagree which of them counts.
@safe package final class ZipPackage {
    package let limits: ZipLimits
    package let members: [ZipMember]
    private let archive: OpaquePointer
    private let indices: [String: Int]
    private var unpacked = 0

    /// Opens a zip and reads its central directory.
    ///
    /// - Throws: `broken`, `archive_entries`, or `forbidden` for a name that climbs out or stands twice.
    package init(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) {
        let opened = try unsafe Self.open(bytes)
        // Freed here by hand: a class whose `init` throws runs `deinit` only once every property is set.
        do throws(ZipError) {
            (members, indices) = try unsafe Self.directory(of: opened, limits: limits)
        } catch {
            unsafe zip_discard(opened)
            throw error
        }
        unsafe archive = opened
        self.limits = limits
    }

    deinit { unsafe zip_discard(archive) }

    package func contains(_ name: String) -> Bool { indices[name.lowercased()] != nil }

    /// The bytes of one member; nil where there is none of that name.
    ///
    /// - Throws: `locked`, `package_part`, `package_total`, `archive_ratio` (on the size declared and on the bytes that
    ///   really come), `broken`.
    package func read(_ name: String) throws(ZipError) -> [UInt8]? {
        guard let index = indices[name.lowercased()] else { return nil }
        return try read(memberAt: index)
    }

    /// The bytes of the member at an index of ``members``; throws as ``read(_:)`` does.
    package func read(memberAt index: Int) throws(ZipError) -> [UInt8] {
        let member = members[index]
        guard !member.isEncrypted else { throw ZipError(.locked, member.name) }
        try check(member.declaredSize, of: member)
        guard let file = unsafe zip_fopen_index(archive, zip_uint64_t(index), 0) else {
            throw ZipError(.broken, "\(member.name): \(unsafe String(cString: zip_strerror(archive)))")
        }
        defer { unsafe zip_fclose(file) }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(member.declaredSize) + 1)
        while true {
            let chunk = 1 << 16
            let start = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: chunk))
            let count = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe zip_fread(file, buffer.baseAddress! + start, zip_uint64_t(chunk))
            }
            bytes.removeLast(chunk - max(0, Int(count)))
            guard count >= 0 else {
                throw ZipError(.broken, "\(member.name): \(unsafe String(cString: zip_file_strerror(file)))")
            }
            if count == 0 { break }
            try check(UInt64(bytes.count), of: member)
        }
        unpacked += bytes.count
        return bytes
    }

    private func check(_ size: UInt64, of member: ZipMember) throws(ZipError) {
        if size > UInt64(limits.ratioFloor), size / UInt64(limits.ratio) > max(1, member.packedSize) {
            throw ZipError(.ratio, "\(member.name): \(size) bytes from \(member.packedSize)")
        }
        guard size <= UInt64(limits.partBytes) else { throw ZipError(.part, "\(member.name): \(size) bytes") }
        guard UInt64(unpacked) + size <= UInt64(limits.totalBytes) else {
            throw ZipError(.total, "with \(member.name): \(UInt64(unpacked) + size) bytes")
        }
    }
}

extension ZipPackage {
    /// Opens a private copy of the bytes, which libzip frees with the archive.
    private static func open(_ bytes: [UInt8]) throws(ZipError) -> OpaquePointer {
        guard bytes.starts(with: [0x50, 0x4B]) else { throw ZipError(.broken, "no zip signature") }
        guard let copy = unsafe malloc(bytes.count) else { throw ZipError(.broken, "no memory") }
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe copy.copyMemory(from: buffer.baseAddress!, byteCount: buffer.count)
        }
        var error = unsafe zip_error_t()
        unsafe zip_error_init(&error)
        defer { unsafe zip_error_fini(&error) }
        guard let source = unsafe zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, &error) else {
            unsafe free(copy)
            throw ZipError(.broken, unsafe String(cString: zip_error_strerror(&error)))
        }
        guard let archive = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            unsafe zip_source_free(source)
            throw ZipError(.broken, unsafe String(cString: zip_error_strerror(&error)))
        }
        return unsafe archive
    }

    private static func directory(
        of archive: OpaquePointer, limits: ZipLimits
    ) throws(ZipError) -> ([ZipMember], [String: Int]) {
        let count = unsafe Int(zip_get_num_entries(archive, 0))
        guard count <= limits.entries else { throw ZipError(.entries, "\(count) members") }
        var members: [ZipMember] = []
        var indices: [String: Int] = [:]
        for index in 0..<max(0, count) {
            var stat = unsafe zip_stat_t()
            unsafe zip_stat_init(&stat)
            guard unsafe zip_stat_index(archive, zip_uint64_t(index), 0, &stat) == 0, let raw = unsafe stat.name else {
                throw ZipError(.broken, "member \(index)")
            }
            let written = unsafe String(cString: raw)
            guard let name = ZipMember.normalised(written) else { throw ZipError(.forbidden, "name \(written)") }
            guard indices.updateValue(index, forKey: name.lowercased()) == nil else {
                throw ZipError(.forbidden, "two members named \(name)")
            }
            members.append(
                ZipMember(
                    name: name, packedSize: unsafe stat.comp_size, declaredSize: unsafe stat.size,
                    isEncrypted: unsafe stat.encryption_method != UInt16(ZIP_EM_NONE),
                    isDirectory: written.hasSuffix("/") || written.hasSuffix("\\")))
        }
        return (members, indices)
    }
}
