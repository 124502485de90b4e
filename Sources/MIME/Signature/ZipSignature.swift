/// Tells packages of zip apart by the names in their central directory (APPNOTE §4.3.12); where there is none, as in a
/// file cut short, by whatever looks like a header in it (§4.3.7).
enum ZipSignature {
    private static let entriesLookedAt = 400

    static func type(of bytes: [UInt8]) -> String {
        if let declared = openDocumentType(bytes) { return declared }
        var isPackage = false
        var found: String?
        let listed = listedNames(in: bytes)
        for name in listed ?? names(in: bytes) {
            if name == "[Content_Types].xml" { isPackage = true }
            for (prefix, type) in folders where name.hasPrefix(prefix) { found = found ?? type }
            if name == "META-INF/manifest.xml", found == nil { found = "application/vnd.oasis.opendocument.text" }
        }
        if let found, isPackage || found.hasPrefix("application/vnd.oasis") { return found }
        // Someone's folder may be called `word`.
        return listed == nil ? found ?? "application/zip" : "application/zip"
    }

    /// The names that the directory lists, without those in the directories of zips that lie within as they are: an archive
    /// of Word files is no Word file. Nil where no directory is found.
    private static func listedNames(in bytes: [UInt8]) -> [String]? {
        guard let end = endRecord(in: bytes), let low = number16(bytes, end + 16), let high = number16(bytes, end + 18)
        else { return nil }
        var header = low | high << 16
        guard bytes.hasBytes([0x50, 0x4B, 0x01, 0x02], at: header) else { return nil }
        var names: [String] = []
        while names.count < entriesLookedAt, bytes.hasBytes([0x50, 0x4B, 0x01, 0x02], at: header),
            let length = number16(bytes, header + 28), let extra = number16(bytes, header + 30),
            let comment = number16(bytes, header + 32), header + 46 + length <= bytes.count
        {
            names.append(String(decoding: bytes[header + 46..<header + 46 + length], as: UTF8.self))
            header += 46 + length + extra + comment
        }
        return names
    }

    /// Where the last end record starts whose comment ends with the file (APPNOTE §4.3.16).
    private static func endRecord(in bytes: [UInt8]) -> Int? {
        let first = Swift.max(0, bytes.count - 22 - 0xFFFF)
        return stride(from: bytes.count - 22, through: first, by: -1).first { start in
            bytes[start] == 0x50 && bytes.hasBytes([0x50, 0x4B, 0x05, 0x06], at: start)
                && number16(bytes, start + 20) == bytes.count - start - 22
        }
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
