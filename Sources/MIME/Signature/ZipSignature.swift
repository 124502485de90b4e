/// Tells packages of zip apart by the names in their local headers (APPNOTE §4.3.7) and central directory.
enum ZipSignature {
    private static let entriesLookedAt = 400

    static func type(of bytes: [UInt8]) -> String {
        if let declared = openDocumentType(bytes) { return declared }
        var isPackage = false
        var found: String?
        for name in names(in: bytes) {
            if name == "[Content_Types].xml" { isPackage = true }
            for (prefix, type) in folders where name.hasPrefix(prefix) { found = found ?? type }
            if name == "META-INF/manifest.xml", found == nil { found = "application/vnd.oasis.opendocument.text" }
        }
        if let found, isPackage || found.hasPrefix("application/vnd.oasis") { return found }
        return found ?? "application/zip"
    }

    private static let folders = [
        ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ]

    /// OpenDocument stores its media type, uncompressed, as the first member (ODF 1.2 part 3 §3.3).
    private static func openDocumentType(_ bytes: [UInt8]) -> String? {
        guard bytes.hasBytes(Array("mimetype".utf8), at: 30), let length = number16(bytes, 28) else { return nil }
        let content = bytes.dropFirst(38 + length).prefix { ($0.isTokenCharacter || $0 == Octet.slash) && $0 < 0x7F }
        let text = content.prefix(80).lowercasedText
        // The next header follows at once: its `PK` is no part of the type.
        let type = text.hasSuffix("pk") ? String(text.dropLast(2)) : text
        return type.hasPrefix("application/") ? type : nil
    }

    /// Names of members, from the local headers and from the central directory at the end.
    private static func names(in bytes: [UInt8]) -> [String] {
        var names: [String] = []
        let tail = Swift.max(0, bytes.count - 262_144)
        scan(bytes, 0..<Swift.min(bytes.count, 262_144), [0x03, 0x04], nameOffset: 30, lengthOffset: 26, into: &names)
        scan(bytes, tail..<bytes.count, [0x01, 0x02], nameOffset: 46, lengthOffset: 28, into: &names)
        return names
    }

    private static func scan(
        _ bytes: [UInt8], _ range: Range<Int>, _ kind: [UInt8], nameOffset: Int, lengthOffset: Int,
        into names: inout [String]
    ) {
        var index = range.lowerBound
        var count = 0
        while count < entriesLookedAt, let next = bytes.firstIndex(of: 0x50, in: index..<range.upperBound) {
            index = next + 1
            guard bytes.hasBytes([0x50, 0x4B] + kind, at: next), let length = number16(bytes, next + lengthOffset)
            else {
                continue
            }
            let start = next + nameOffset
            guard length <= 512, start <= bytes.count - length else { continue }
            names.append(String(decoding: bytes[start..<start + length], as: UTF8.self))
            count += 1
        }
    }

    private static func number16(_ bytes: [UInt8], _ index: Int) -> Int? {
        guard index >= 0, index + 2 <= bytes.count else { return nil }
        return Int(bytes[index]) | Int(bytes[index + 1]) << 8
    }
}
