/// A media type as a header declares it (RFC 2045 §5.1), in lower case, parameters apart.
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    package var type: String
    package var subtype: String
    /// Parameter values by lower-case name, decoded (RFC 2231).
    package var parameters: [String: String]

    package init(type: String, subtype: String, parameters: [String: String] = [:]) {
        self.type = type
        self.subtype = subtype
        self.parameters = parameters
    }

    /// `type/subtype` without parameters.
    package var description: String { "\(type)/\(subtype)" }

    package static let octetStream = MediaType(type: "application", subtype: "octet-stream")
    package static let plainText = MediaType(type: "text", subtype: "plain")
}

/// How a part is meant to be shown (RFC 2183).
package enum Disposition: String, Codable, Sendable { case attachment, inline }

/// How the bytes of a part are written (RFC 2045 §6).
package enum TransferEncoding: String, Sendable { case identity, base64, quotedPrintable, uuencode }

/// Something in a message that the standards do not allow and that the parser read around.
package struct Defect: Hashable, Sendable {
    /// A small fixed set of words, fit for a column: `missing_boundary`, `bad_base64`, ….
    package var code: String
    /// The path of the part it was found in; empty for the message itself.
    package var partPath: String
    /// The name of the header field it was found in; empty for the body or the whole.
    package var field: String
    package var message: String
    /// Whether it could be read in one way only, so that nothing was guessed and nothing is missing.
    package var isCertain: Bool

    package init(code: String, partPath: String, field: String = "", message: String, isCertain: Bool = false) {
        self.code = code
        self.partPath = partPath
        self.field = field
        self.message = message
        self.isCertain = isCertain
    }
}

/// A node of the MIME tree (RFC 2045 §2.4): byte ranges into the raw message, nothing decoded but the header.
package struct BodyPart: Sendable {
    /// `1`, `1.2`, …: the numbering of IMAP body sections (RFC 9051 §6.4.5.1).
    package var path: String
    /// The declared media type; what a missing or unreadable field means is decided by the parser (RFC 2045 §5.2).
    package var mediaType: MediaType
    /// The declared type as written, without parameters; nil where the field is missing.
    package var declaredType: String?
    package var disposition: Disposition?
    /// The decoded file name, NFC, last path component, no control or bidi characters.
    package var filename: String?
    /// The Content-ID without angle brackets.
    package var contentID: String?
    package var transferEncoding: TransferEncoding
    /// The bytes between the header and the boundary, still encoded.
    package var body: Range<Int>
    /// Parts of a multipart; empty for a leaf (message/rfc822 is a leaf: its bytes are a message of their own).
    package var children: [BodyPart]

    package init(
        path: String, mediaType: MediaType, declaredType: String? = nil, disposition: Disposition? = nil,
        filename: String? = nil, contentID: String? = nil, transferEncoding: TransferEncoding = .identity,
        body: Range<Int>, children: [BodyPart] = []
    ) {
        self.path = path
        self.mediaType = mediaType
        self.declaredType = declaredType
        self.disposition = disposition
        self.filename = filename
        self.contentID = contentID
        self.transferEncoding = transferEncoding
        self.body = body
        self.children = children
    }
}

/// A parsed message: its envelope and the tree of its parts, as ranges into the raw bytes.
package struct Message: Sendable {
    package var envelope: Envelope
    package var root: BodyPart
    package var defects: [Defect]

    package init(envelope: Envelope, root: BodyPart, defects: [Defect] = []) {
        self.envelope = envelope
        self.root = root
        self.defects = defects
    }
}
