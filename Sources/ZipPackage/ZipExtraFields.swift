/// The extra fields of a member: a number, a length and so many bytes, one after the other (APPNOTE §4.5).
struct ZipExtraFields {
    private let bytes: [UInt8]

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

    /// The first field of that number; nil where there is none, or the fields break off before.
    func content(of identifier: Int) -> ArraySlice<UInt8>? {
        var position = 0
        while let number = bytes.number16(at: position), let length = bytes.number16(at: position + 2) {
            let start = position + 4
            guard length <= bytes.count - start else { return nil }
            if number == identifier { return bytes[start..<start + length] }
            position = start + length
        }
        return nil
    }

    /// The UTF-8 name of an Info-ZIP Unicode path field; nil unless it was written for `name` (APPNOTE §4.6.9).
    func unicodePath(of name: [UInt8]) -> [UInt8]? {
        guard let field = content(of: 0x7075).map(Array.init), field.first == 1, let sum = field.number32(at: 1),
            UInt32(sum) == CRC32.of(name), field.count > 5
        else { return nil }
        return Array(field[5...])
    }
}

/// The checksum of zip (APPNOTE §4.4.7), for names: short, so without a table.
enum CRC32 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}

/// Numbers of a zip, lowest byte first; nil where they do not lie within the bytes.
extension [UInt8] {
    func starts(with mark: [UInt8], at start: Int) -> Bool {
        start >= 0 && start <= count - mark.count && self[start..<start + mark.count].elementsEqual(mark)
    }

    func number16(at start: Int) -> Int? { number(at: start, bytes: 2).map { Int($0) } }
    func number32(at start: Int) -> Int? { number(at: start, bytes: 4).map { Int($0) } }
    func number64(at start: Int) -> UInt64? { number(at: start, bytes: 8) }

    private func number(at start: Int, bytes width: Int) -> UInt64? {
        guard start >= 0, start <= count - width else { return nil }
        return self[start..<start + width].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
