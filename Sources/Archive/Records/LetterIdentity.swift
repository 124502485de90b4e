package import Mail

/// The same letter seen through other bytes: another folder or alias adds other `Received` lines.
package enum LetterIdentity {
    /// The digest over the Message-ID and the decoded leaf parts; nil without a Message-ID (RFC 5322 §3.6.4).
    ///
    /// Parts inside parts (`2/1.1`, `1.3!form.docx`) are contained in the digest of the one around them.
    package static func digest(messageID: String?, parts: [PartRecord]) -> ContentDigest? {
        guard let messageID, !messageID.isEmpty, !parts.isEmpty else { return nil }
        let leaves = parts.filter { part in
            !part.path.utf8.contains(UInt8(ascii: "/")) && !part.path.utf8.contains(UInt8(ascii: "!"))
                && !part.detectedType.hasPrefix("multipart/")
        }
        let lines = leaves.sorted { $0.path < $1.path }.map { "\($0.path) \($0.digest.hex)" }
        return ContentDigest(of: Array("istimara letter 1\n\(messageID)\n\(lines.joined(separator: "\n"))".utf8))
    }
}
