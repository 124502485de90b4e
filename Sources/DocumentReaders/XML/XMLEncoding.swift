import Charsets

/// The encodings of a part (ECMA-376 part 2, 8.1.3: UTF-8 or UTF-16), as UTF-8.
enum XMLEncoding {
    /// The bytes as UTF-8, without a byte order mark; a single-byte charset by its declaration, although OPC has none.
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isBigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
        if bytes.starts(with: [0x3C, 0]) { return utf16(bytes[...], isBigEndian: false) }
        if bytes.starts(with: [0, 0x3C]) { return utf16(bytes[...], isBigEndian: true) }
        guard let declared = declared(bytes), let charset = SingleByteCharset(named: declared) else { return bytes }
        return Array(charset.text(of: bytes).utf8)
    }

    /// `encoding` of an XML declaration, in lower case; nil where there is none.
    private static func declared(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: "<?xml".utf8) else { return nil }
        let declaration = String(decoding: bytes.prefix(200).prefix { $0 != Byte.greater }, as: UTF8.self).lowercased()
        guard let key = declaration.firstRange(of: "encoding=") else { return nil }
        return String(declaration[key.upperBound...].dropFirst().prefix { $0 != "\"" && $0 != "'" })
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
        Array(Charset.utf16(bytes, bigEndian: isBigEndian).utf8)
    }
}
