/// Recognises an encrypted OOXML package: an OLE compound file with a stream `EncryptedPackage` (MS-OFFCRYPTO 2.1).
enum OfficeEncryption {
    private static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private static let stream = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }

    static func isEncrypted(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: signature) else { return false }
        // Directory entries are 128 bytes and begin with their name.
        return stride(from: 512, to: bytes.count - stream.count, by: 128).contains { offset in
            bytes[offset..<offset + stream.count].elementsEqual(stream)
        }
    }
}
