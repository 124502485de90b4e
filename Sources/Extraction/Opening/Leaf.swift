import Mail

/// One part with its decoded bytes, and what its message says of it.
struct Leaf {
    var path: String
    var filename: String?
    /// As written, without parameters.
    var declaredType: String?
    var disposition: Disposition?
    var charset: String?
    var content: [UInt8]
    /// What is read of a text instead of `content`: the words around the files that stand in it.
    var text: [UInt8]?
    /// From the signature of the bytes.
    var detectedType: String
    var place = Place()

    /// Where a part stands in its message.
    struct Place: Hashable {
        /// Whether mail programs show it as part of the letter.
        var isBodyText = false
        /// Whether another text says the same (multipart/alternative).
        var isAlternative = false
        /// Whether the letter's HTML shows it.
        var isReferenced = false
        /// Whether it stands in a multipart/report (RFC 6522).
        var isInReport = false
        /// Whether it stands in a multipart/encrypted (RFC 1847 §2.2).
        var isInEncrypted = false
        /// Whether its message is one that nobody wrote as an answer.
        var isAutomatic = false
    }

    /// The declared type in lower case; nil where there is none.
    var declared: String? { declaredType?.lowercased() }
}
