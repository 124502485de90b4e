/// The central directory of a zip as its bytes say it (APPNOTE 6.3.10 §4.3), read without unpacking anything.
///
/// libzip tells neither where a member lies nor how its name is written, and both matter where the zip is a stranger's.
struct ZipDirectory {
    /// One member's header.
    struct Header {
        /// As written, in whatever charset.
        var name: [UInt8]
        /// The name that stands in an Info-ZIP Unicode path extra field (APPNOTE §4.6.9) and is of this `name`.
        var unicodeName: [UInt8]?
        var flags: UInt16
        var method: UInt16
        var packedSize: UInt64
        var declaredSize: UInt64
        /// The file type bits of a Unix mode; 0 where the maker had none.
        var unixType: UInt16
        /// Where the member's own header and content lie; nil where they lie outside of the bytes.
        var extent: Range<Int>?

        /// Traditional encryption, strong encryption or a masked directory (bits 0, 6 and 13), AES (method 99).
        var isEncrypted: Bool { flags & 0x2041 != 0 || method == 99 }
        /// Whether the maker says that the name is UTF-8 (bit 11).
        var isNameUTF8: Bool { flags & 0x0800 != 0 }
    }

    private(set) var headers: [Header] = []

    /// - Throws: `broken`, `multi_disk`, or `archive_entries` where there are more than `maximumEntries`.
    init(_ bytes: [UInt8], maximumEntries: Int) throws(ZipError) {
        let place = try Place.find(in: bytes)
        guard place.count <= UInt64(maximumEntries) else { throw ZipError(.entries, "\(place.count) members") }
        guard place.offset <= UInt64(bytes.count) else { throw ZipError(.broken, "the directory lies outside") }
        var position = Int(place.offset)
        for number in 0..<Int(place.count) {
            guard let (header, next) = try Self.header(at: position, in: bytes) else {
                throw ZipError(.broken, "header \(number + 1) of the directory")
            }
            headers.append(header)
            position = next
        }
    }

    private static func header(at start: Int, in bytes: [UInt8]) throws(ZipError) -> (Header, Int)? {
        guard bytes.starts(with: [0x50, 0x4B, 1, 2], at: start),
            let nameLength = bytes.number16(at: start + 28), let extraLength = bytes.number16(at: start + 30),
            let commentLength = bytes.number16(at: start + 32), let disk = bytes.number16(at: start + 34),
            let attributes = bytes.number32(at: start + 38), let offset = bytes.number32(at: start + 42),
            let flags = bytes.number16(at: start + 8), let method = bytes.number16(at: start + 10),
            let packed = bytes.number32(at: start + 20), let declared = bytes.number32(at: start + 24)
        else { return nil }
        let nameEnd = start + 46 + nameLength
        let end = nameEnd + extraLength + commentLength
        guard end <= bytes.count else { return nil }
        var sizes = Zip64(packed: UInt64(packed), declared: UInt64(declared), offset: UInt64(offset), disk: disk)
        let name = Array(bytes[start + 46..<nameEnd])
        let extra = ZipExtraFields(bytes[nameEnd..<nameEnd + extraLength])
        sizes.take(extra.content(of: 0x0001))
        guard sizes.disk == 0 else { throw ZipError(.multiDisk, "a member lies in another file") }
        // The upper half of the attributes is a mode where the maker was Unix (3) or macOS (19).
        let isUnix = bytes[start + 5] == 3 || bytes[start + 5] == 19
        let header = Header(
            name: name, unicodeName: extra.unicodePath(of: name), flags: UInt16(flags), method: UInt16(method),
            packedSize: sizes.packed, declaredSize: sizes.declared,
            unixType: isUnix ? UInt16(attributes >> 16) & 0xF000 : 0, extent: extent(of: sizes, in: bytes))
        return (header, end)
    }

    private static func extent(of sizes: Zip64, in bytes: [UInt8]) -> Range<Int>? {
        guard sizes.offset <= UInt64(bytes.count), sizes.packed <= UInt64(bytes.count) else { return nil }
        let start = Int(sizes.offset)
        guard bytes.starts(with: [0x50, 0x4B, 3, 4], at: start), let nameLength = bytes.number16(at: start + 26),
            let extraLength = bytes.number16(at: start + 28)
        else { return nil }
        let end = start + 30 + nameLength + extraLength + Int(sizes.packed)
        return end <= bytes.count ? start..<end : nil
    }
}

/// Sizes that are too large for 32 bits stand in an extra field, those alone and in this order (APPNOTE §4.5.3).
private struct Zip64 {
    var packed: UInt64
    var declared: UInt64
    var offset: UInt64
    var disk: Int

    mutating func take(_ field: ArraySlice<UInt8>?) {
        guard let field else { return }
        let bytes = Array(field)
        var position = 0
        func next(_ value: UInt64) -> UInt64 {
            guard value == 0xFFFF_FFFF, let wide = bytes.number64(at: position) else { return value }
            position += 8
            return wide
        }
        declared = next(declared)
        packed = next(packed)
        offset = next(offset)
        if disk == 0xFFFF, let wide = bytes.number32(at: position) { disk = wide }
    }
}

/// Where the central directory lies (APPNOTE §4.3.14–16).
private struct Place {
    var count: UInt64
    var offset: UInt64

    static func find(in bytes: [UInt8]) throws(ZipError) -> Self {
        guard let end = endRecord(in: bytes), let disk = bytes.number16(at: end + 4),
            let directoryDisk = bytes.number16(at: end + 6), let countHere = bytes.number16(at: end + 8),
            let count = bytes.number16(at: end + 10), let offset = bytes.number32(at: end + 16)
        else { throw ZipError(.broken, "no end of central directory") }
        if bytes.starts(with: [0x50, 0x4B, 6, 7], at: end - 20) { return try find(locator: end - 20, in: bytes) }
        guard disk == 0, directoryDisk == 0, countHere == count else {
            throw ZipError(.multiDisk, "file \(disk + 1) of several")
        }
        return Self(count: UInt64(count), offset: UInt64(offset))
    }

    private static func find(locator: Int, in bytes: [UInt8]) throws(ZipError) -> Self {
        guard let start = bytes.number64(at: locator + 8), let disks = bytes.number32(at: locator + 16),
            start <= UInt64(bytes.count), bytes.starts(with: [0x50, 0x4B, 6, 6], at: Int(start)),
            let disk = bytes.number32(at: Int(start) + 16), let countHere = bytes.number64(at: Int(start) + 24),
            let count = bytes.number64(at: Int(start) + 32), let offset = bytes.number64(at: Int(start) + 48)
        else { throw ZipError(.broken, "no zip64 end of central directory") }
        guard disks <= 1, disk == 0, countHere == count else {
            throw ZipError(.multiDisk, "file \(disk + 1) of \(disks)")
        }
        return Self(count: count, offset: offset)
    }

    /// The last end record whose comment ends with the file; else the last whose comment fits in it.
    private static func endRecord(in bytes: [UInt8]) -> Int? {
        var fitting: Int?
        for start in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
        where bytes.starts(with: [0x50, 0x4B, 5, 6], at: start) {
            guard let comment = bytes.number16(at: start + 20) else { continue }
            if start + 22 + comment == bytes.count { return start }
            if start + 22 + comment < bytes.count { fitting = fitting ?? start }
        }
        return fitting
    }
}
