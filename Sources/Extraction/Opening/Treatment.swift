import Mail

/// What is to be done with a part.
enum Treatment: Hashable {
    /// It needs no reading.
    case skip(ExtractedRole)
    /// A worker reads it under this media type.
    case read(ExtractedRole, mediaType: String)
    /// A message of its own, whose parts stand for it.
    case open
    /// An archive, which a worker unpacks; its files stand for it.
    case unpack
    /// It stays closed, and the reason is told.
    case closed(ExtractedRole, ExtractedState, reason: String, isQuarantined: Bool)

    /// An image that a letter's HTML shows is part of its looks below this size in bytes; a photographed form is larger.
    static let decorationSize = 64 << 10
    /// No scanned page is smaller than this, in bytes.
    static let scanSize = 2 << 10

    init(of leaf: Leaf, limits: Limits) {
        if leaf.place.isBodyText, let body = Self.ofBody(leaf) {
            self = body
            return
        }
        switch Self.kind(of: leaf) {
        case .signature: self = .skip(.signature)
        case .message: self = leaf.place.isInReport ? .skip(.message) : .open
        case .image where Self.isDecoration(leaf): self = .skip(.decoration)
        case .other: self = Self.ofOther(leaf)
        case let kind: self = Self.ofFile(leaf, kind, limits: limits)
        }
    }

    /// What the bytes are; the declared type only where the bytes do not say, and the place where it says more.
    private static func kind(of leaf: Leaf) -> PartKind {
        let detected = PartKind(mediaType: leaf.detectedType)
        let isVague = leaf.detectedType == "text/plain" || leaf.detectedType == "application/octet-stream"
        if isVague, leaf.place.isInEncrypted, leaf.declared != "application/pgp-encrypted" { return .locked }
        if Encryption.isLocked(leaf) { return .locked }
        if leaf.detectedType == "application/zip", let word = PartKind.wordprocessing(filename: leaf.filename) {
            return .document(word)
        }
        if leaf.detectedType == "application/zip", PartKind.isPackage(filename: leaf.filename) { return .unread }
        guard isVague, let declared = leaf.declared else { return detected }
        if Encryption.isSignedMail(leaf) { return .unread }
        switch PartKind(mediaType: declared) {
        case .signature: return .signature
        case .message: return .message
        case .other where declared.hasPrefix("text/") || declared.hasPrefix("message/"): return .other
        case .document("text/html") where detected == .document("text/plain"): return .document("text/html")
        case .document(let type) where type.hasPrefix("text/") && detected == .other: return .document(type)
        default: return detected
        }
    }

    /// Nil where the bytes are no text after all.
    private static func ofBody(_ leaf: Leaf) -> Treatment? {
        let isHTML = leaf.detectedType == "text/html" || leaf.declared == "text/html"
        switch PartKind(mediaType: leaf.detectedType) {
        case .document("text/plain"), .document("text/html"), .message, .other: break
        default: return nil
        }
        if leaf.place.isAlternative || leaf.place.isInReport || leaf.place.isAutomatic { return .skip(.body) }
        if Encryption.isArmored(leaf.content) { return .closed(.body, .locked, reason: "locked", isQuarantined: false) }
        return .read(.body, mediaType: isHTML ? "text/html" : "text/plain")
    }

    private static func isDecoration(_ leaf: Leaf) -> Bool {
        leaf.content.count < (leaf.place.isReferenced ? decorationSize : scanSize)
    }

    /// A file that nothing is known of: damage, where its name or its type promised a document; else a person looks.
    private static func ofOther(_ leaf: Leaf) -> Treatment {
        let isWanted = !leaf.place.isInReport && !leaf.place.isAutomatic
        guard isWanted else { return .skip(.other) }
        if PartKind.promisesDocument(filename: leaf.filename, declaredType: leaf.declared) {
            return .closed(.form, .unreadable, reason: "broken", isQuarantined: true)
        }
        // A named file of a kind that no table knows may be the form of a program that no table knows.
        let isOfAnyKind = leaf.declared?.hasPrefix("application/") ?? true
        guard isOfAnyKind, leaf.filename != nil, leaf.detectedType == "application/octet-stream", !leaf.content.isEmpty
        else {
            return .skip(.other)
        }
        return .closed(.other, .unreadable, reason: "no_reader", isQuarantined: false)
    }

    private static func ofFile(_ leaf: Leaf, _ kind: PartKind, limits: Limits) -> Treatment {
        let role: ExtractedRole = kind == .archive ? .archive : .form
        if leaf.place.isInReport || leaf.place.isAutomatic { return .skip(role) }
        if leaf.content.isEmpty {
            guard PartKind.promisesDocument(filename: leaf.filename, declaredType: leaf.declared) else {
                return .skip(.other)
            }
            return .closed(.form, .unreadable, reason: "empty", isQuarantined: true)
        }
        if kind == .locked { return .closed(role, .locked, reason: "locked", isQuarantined: false) }
        if leaf.content.count > limits[.attachmentSize] {
            return .closed(role, .limited, reason: Limit.attachmentSize.rawValue, isQuarantined: true)
        }
        if kind == .archive, leaf.detectedType == "application/zip" { return .unpack }
        guard case .document(let mediaType) = kind else {
            return .closed(role, .unreadable, reason: "no_reader", isQuarantined: false)
        }
        if VisitingCard.isOne(leaf.content) { return .skip(.other) }
        return .read(role, mediaType: mediaType)
    }
}

/// Cards and calendar entries that came as plain text (RFC 6350 §3.3, RFC 5545 §3.4).
private enum VisitingCard {
    static func isOne(_ content: [UInt8]) -> Bool {
        let start = ASCIIText(Array(content.prefix(64)))
        return start.starts(with: "begin:vcard") || start.starts(with: "begin:vcalendar")
    }
}
