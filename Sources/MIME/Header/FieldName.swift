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

    /// Takes a name in any letter case; `ContentType` is a known misspelling.
    init?(_ name: some Collection<UInt8>) {
        guard name.count <= 32 else { return nil }
        let text = name.lowercasedText
        if text == "contenttype" { self = .contentType } else { self.init(rawValue: text) }
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
