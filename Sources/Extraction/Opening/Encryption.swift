/// Tells from the outside that a file is encrypted; nothing is decrypted.
enum Encryption {
    static func isLocked(_ leaf: Leaf) -> Bool {
        switch leaf.detectedType {
        case "application/pdf": ASCIIText(leaf.content).contains("/encrypt")
        case "application/octet-stream", "text/plain":
            isMailCryptography(leaf) && contains(leaf.content, contentType: 3)
                || isArmored(leaf.content)
        default: false
        }
    }

    /// Whether the part is a message within its signature (RFC 8551 §3.5.2 `signed-data`).
    static func isSignedMail(_ leaf: Leaf) -> Bool {
        isMailCryptography(leaf) && !contains(leaf.content, contentType: 3)
    }

    /// Whether the text is an OpenPGP message in ASCII armour (RFC 9580 §6.2).
    static func isArmored(_ content: [UInt8]) -> Bool {
        let start = content.prefix(1_024).drop { $0 <= 0x20 }
        return start.starts(with: Array("-----BEGIN PGP MESSAGE-----".utf8))
    }

    private static func isMailCryptography(_ leaf: Leaf) -> Bool {
        switch leaf.declared {
        case "application/pkcs7-mime", "application/x-pkcs7-mime": true
        default: leaf.filename?.lowercased().hasSuffix(".p7m") ?? false
        }
    }

    /// Whether the object identifier of a CMS content type, 1.2.840.113549.1.7.n, begins the file (RFC 5652 §3).
    private static func contains(_ content: [UInt8], contentType number: UInt8) -> Bool {
        let identifier: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, number]
        let head = content.prefix(64)
        return head.indices.contains { head[$0...].starts(with: identifier) }
    }
}
