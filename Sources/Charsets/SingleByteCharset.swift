/// A charset of one byte a character: ASCII, and a table for the rest.
///
/// Tables rather than iconv: its converters are files, which a process without rights cannot open and the mail of this
/// house should not wait for.
package struct SingleByteCharset: Hashable, Sendable {
    /// The scalars of the bytes 0x80 to 0xFF; U+FFFD where nothing is assigned.
    private let upper: [UInt16]

    init(upper: [UInt16]) { self.upper = upper }

    package func scalar(of byte: UInt8) -> Unicode.Scalar {
        let value = byte < 0x80 ? UInt16(byte) : upper[Int(byte) - 0x80]
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// The text of the bytes; those that mean nothing become U+FFFD.
    package func text(of bytes: some Collection<UInt8>) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 2)
        for byte in bytes {
            guard byte >= 0x80 else {
                encoded.append(byte)
                continue
            }
            let scalar = upper[Int(byte) - 0x80]
            if scalar < 0x800 {
                encoded.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            } else {
                encoded.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
                encoded.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
            }
            encoded.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
