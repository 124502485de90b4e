/// The header fields that mean something to us; any other field is passed over.
enum FieldName: String {
    case from, to, cc, subject, date, received, sender
    case messageID = "message-id"
    case replyTo = "reply-to"
    case returnPath = "return-path"
    case mimeVersion = "mime-version"
    case deliveredTo = "delivered-to"
    case inReplyTo = "in-reply-to"
    case references
    case contentType = "content-type"
    case contentTransferEncoding = "content-transfer-encoding"
    case contentDisposition = "content-disposition"
    case contentID = "content-id"
    case contentDescription = "content-description"
    case authenticationResults = "authentication-results"
    case autoSubmitted = "auto-submitted"
    case precedence
    case autoReply = "x-autoreply"
    case autoRespond = "x-autorespond"
    case failedRecipients = "x-failed-recipients"
    case listID = "list-id"
    case listPost = "list-post"

    /// Takes a name in any letter case. The fields of MIME are also met without their hyphens: `ContentType`.
    init?(_ name: some Collection<UInt8>) {
        guard name.count <= 32 else { return nil }
        let text = name.lowercasedText
        if let known = Self(rawValue: text) {
            self = known
        } else if text.hasPrefix("content"),
            let known = Self.contentFields.first(where: { Self.letters($0.rawValue) == Self.letters(text) })
        {
            self = known
        } else {
            return nil
        }
    }

    private static let contentFields: [FieldName] = [
        .contentType, .contentTransferEncoding, .contentDisposition, .contentID, .contentDescription,
    ]

    private static func letters(_ name: String) -> [UInt8] { name.utf8.filter(\.isLetter) }

    /// As it is usually written: `Content-Type`.
    var written: String {
        let words = rawValue.split(separator: "-").map { word in
            switch word {
            case "id": "ID"
            case "mime": "MIME"
            default: word.prefix(1).uppercased() + word.dropFirst()
            }
        }
        return words.joined(separator: "-")
    }

    /// Whether the field alone shows that a header stands here and not a text with a colon in it.
    var isTelling: Bool {
        switch self {
        case .from, .to, .subject, .date, .received, .messageID, .returnPath, .mimeVersion, .contentType, .deliveredTo:
            true
        default: false
        }
    }
}
