/// Folder names as they travel: ASCII, everything else in a base64 of UTF-16 (RFC 3501 §5.1.3).
///
/// `Envoyés` is `Envoy&AOk-s`, and `&` is `&-`.
enum ModifiedUTF7 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    static func encode(_ name: String) -> String {
        var text: [UInt8] = []
        var pending: [UInt16] = []
        func flush() {
            guard !pending.isEmpty else { return }
            text.append(UInt8(ascii: "&"))
            var bits = 0
            var count = 0
            for unit in pending {
                bits = bits << 16 | Int(unit)
                count += 16
                while count >= 6 {
                    text.append(alphabet[bits >> (count - 6) & 63])
                    count -= 6
                }
                bits &= (1 << count) - 1
            }
            if count > 0 { text.append(alphabet[bits << (6 - count) & 63]) }
            text.append(UInt8(ascii: "-"))
            pending = []
        }
        for scalar in name.unicodeScalars {
            if (0x20...0x7E).contains(scalar.value) {
                flush()
                text.append(UInt8(scalar.value))
                if scalar == "&" { text.append(UInt8(ascii: "-")) }
            } else {
                pending.append(contentsOf: String(scalar).utf16)
            }
        }
        flush()
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads an encoded name; one that is not well-formed is returned as it is, bytes of UTF-8 included.
    static func decode(_ bytes: [UInt8]) -> String {
        let asWritten = String(decoding: bytes, as: UTF8.self)
        var units: [UInt16] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "&") else {
                guard byte < 0x80 else { return asWritten }
                units.append(UInt16(byte))
                continue
            }
            guard let end = rest.firstIndex(of: UInt8(ascii: "-")) else { return asWritten }
            if end == rest.startIndex {
                units.append(UInt16(UInt8(ascii: "&")))
            } else {
                guard let shifted = decodeShifted(rest[..<end]) else { return asWritten }
                units.append(contentsOf: shifted)
            }
            rest = rest[(end + 1)...]
        }
        return String(validating: units, as: UTF16.self) ?? asWritten
    }

    private static func decodeShifted(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
        var units: [UInt16] = []
        var bits = 0
        var count = 0
        for byte in bytes {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | value
            count += 6
            if count >= 16 {
                units.append(UInt16(truncatingIfNeeded: bits >> (count - 16)))
                count -= 16
                bits &= (1 << count) - 1
            }
        }
        return count < 6 && bits == 0 ? units : nil
    }
}
