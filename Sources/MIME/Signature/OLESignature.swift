/// Tells OLE compound files apart by the stream names in their directory ([MS-CFB] §2.6.1).
enum OLESignature {
    static func type(of bytes: [UInt8]) -> String {
        for (name, type) in streams where contains(bytes, name) { return type }
        return "application/x-ole-storage"
    }

    private static let streams = [
        ("__properties_version1.0", "application/vnd.ms-outlook"),
        ("EncryptedPackage", "application/x-ole-encrypted-package"),
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ]

    /// Whether a directory entry has the name: entries are 128 bytes at multiples of 128, names UTF-16LE from their start,
    /// their length in bytes with the closing NUL at offset 64.
    private static func contains(_ bytes: [UInt8], _ name: String) -> Bool {
        let encoded = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let length = encoded.count + 2
        for start in stride(from: 512, through: bytes.count - 128, by: 128) {
            if bytes[start] == encoded[0], bytes[start + 64] == UInt8(length), bytes[start + 65] == 0,
                bytes.hasBytes(encoded, at: start)
            {
                return true
            }
        }
        return false
    }
}
