import CLibZip
import Glibc

/// The one owner of an opened zip of libzip's, in memory; nothing is ever unpacked to disk.
@safe final class ZipHandle {
    private let archive: OpaquePointer

    /// What libzip's directory says of a member.
    struct Facts {
        var name: [UInt8]
        var packedSize: UInt64
        var declaredSize: UInt64
        var isEncrypted: Bool
    }

    /// Opens a private copy of the bytes, which libzip frees with the archive.
    ///
    /// - Throws: `broken`.
    init(_ bytes: [UInt8]) throws(ZipError) {
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
        guard let opened = unsafe zip_open_from_source(source, ZIP_RDONLY, &error) else {
            unsafe zip_source_free(source)
            throw ZipError(.broken, unsafe String(cString: zip_error_strerror(&error)))
        }
        unsafe archive = opened
    }

    deinit { unsafe zip_discard(archive) }

    var count: Int { max(0, unsafe Int(zip_get_num_entries(archive, 0))) }

    /// - Parameter isRaw: whether the name comes as it is written, rather than as UTF-8 by libzip's guess.
    /// - Returns: nil where libzip has no such member.
    func facts(at index: Int, isRaw: Bool) -> Facts? {
        var stat = unsafe zip_stat_t()
        unsafe zip_stat_init(&stat)
        let flags = isRaw ? zip_flags_t(ZIP_FL_ENC_RAW) : 0
        guard unsafe zip_stat_index(archive, zip_uint64_t(index), 0, &stat) == 0,
            let name = unsafe zip_get_name(archive, zip_uint64_t(index), flags)
        else { return nil }
        let bytes = unsafe UnsafeRawBufferPointer(start: name, count: strlen(name))
        return Facts(
            name: unsafe Array(bytes), packedSize: unsafe stat.comp_size, declaredSize: unsafe stat.size,
            isEncrypted: unsafe stat.encryption_method != UInt16(ZIP_EM_NONE))
    }

    /// The bytes of one member, which `name` stands for in errors.
    ///
    /// - Parameter declaredSize: what the caller found to be within its limits; so much memory is taken, and reading
    ///   ends one byte beyond.
    /// - Throws: `broken`, also where fewer or more bytes come than are declared; `no_reader` for a method of packing
    ///   that libzip does not know.
    func read(at index: Int, name: String, declaredSize: Int) throws(ZipError) -> [UInt8] {
        guard let file = unsafe zip_fopen_index(archive, zip_uint64_t(index), 0) else {
            let failure = unsafe zip_get_error(archive)
            let code = unsafe zip_error_code_zip(failure)
            throw ZipError(
                code == ZIP_ER_COMPNOTSUPP ? .noReader : .broken,
                "\(name): \(unsafe String(cString: zip_error_strerror(failure)))")
        }
        defer { unsafe zip_fclose(file) }

        var hasFailed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: declaredSize + 1) { buffer, filled in
            while filled <= declaredSize, let start = buffer.baseAddress {
                let count = unsafe zip_fread(file, start + filled, zip_uint64_t(declaredSize + 1 - filled))
                hasFailed = count < 0
                guard count > 0 else { return }
                filled += Int(count)
            }
        }
        if hasFailed { throw ZipError(.broken, "\(name): \(unsafe String(cString: zip_file_strerror(file)))") }
        guard bytes.count == declaredSize else {
            let count = bytes.count < declaredSize ? "\(bytes.count)" : "more"
            throw ZipError(.broken, "\(name): \(count) bytes instead of the \(declaredSize) declared")
        }
        return bytes
    }
}
