/// What can be done with a file of some media type.
enum PartKind: Hashable, Sendable {
    /// A worker reads it, under this media type.
    case document(String)
    /// It may hold a form, and nothing here reads it yet.
    case unread
    /// It may hold files that hold a form; of the kinds of archive only zip is opened.
    case archive
    /// A message of its own (RFC 2046 §5.2).
    case message
    case image
    /// It vouches for other parts (RFC 1847, RFC 8551).
    case signature
    /// It is encrypted as a whole: its sender must be asked.
    case locked
    /// It cannot hold a form: a calendar entry, a visiting card, sound.
    case other

    /// - Parameter mediaType: what the bytes are by their signature, in lower case, without parameters.
    init(mediaType: String) {
        self = Self.kinds[mediaType] ?? Self.ofFamily(mediaType)
    }

    private static func ofFamily(_ mediaType: String) -> PartKind {
        let family = mediaType.prefix { $0 != "/" }
        switch family {
        case "image": return .image
        case "text": return .document("text/plain")
        default:
            let isOffice = ["vnd.openxmlformats-officedocument.", "vnd.oasis.opendocument.", "vnd.ms-"].contains {
                mediaType.hasPrefix("application/" + $0)
            }
            return isOffice ? .unread : .other
        }
    }

    private static let wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    private static let kinds: [String: PartKind] = [
        wordprocessing: .document(wordprocessing),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template": .document(wordprocessing),
        "application/vnd.ms-word.document.macroenabled.12": .document(wordprocessing),
        "application/vnd.ms-word.template.macroenabled.12": .document(wordprocessing),
        "text/plain": .document("text/plain"), "text/html": .document("text/html"),
        "application/xhtml+xml": .document("text/html"),

        "application/msword": .unread, "application/rtf": .unread, "text/rtf": .unread, "application/pdf": .unread,
        "application/vnd.ms-outlook": .unread, "application/vnd.ms-tnef": .unread, "application/ms-tnef": .unread,
        "application/x-ole-storage": .unread, "application/x-ole-encrypted-package": .locked,

        "application/zip": .archive, "application/x-7z-compressed": .archive, "application/vnd.rar": .archive,
        "application/x-rar-compressed": .archive, "application/x-rar": .archive, "application/gzip": .archive,
        "application/x-tar": .archive, "application/x-bzip2": .archive, "application/x-xz": .archive,

        "message/rfc822": .message, "message/global": .message,

        "application/pgp-signature": .signature, "application/pkcs7-signature": .signature,
        "application/x-pkcs7-signature": .signature,
        "application/pgp-encrypted": .other, "application/pgp-keys": .other,

        // The resource fork beside a file's own part (RFC 1740).
        "application/applefile": .signature,

        "text/calendar": .other, "text/vcard": .other, "text/x-vcard": .other, "text/directory": .other,
        "text/css": .other, "text/javascript": .other, "text/rfc822-headers": .other, "text/x-amp-html": .other,
        "message/delivery-status": .other, "message/disposition-notification": .other,
        "message/feedback-report": .other, "message/partial": .unread, "message/external-body": .other,
    ]
}

extension PartKind {
    /// Whether a file of this name, or declared as this type, was meant to be a document that may hold a form.
    static func promisesDocument(filename: String?, declaredType: String?) -> Bool {
        if let filename, let dot = filename.lastIndex(of: "."), documentEndings.contains(filename[dot...].lowercased())
        {
            return true
        }
        switch declaredType.map({ PartKind(mediaType: $0.lowercased()) }) {
        case .document("text/plain"), .document("text/html"): return false
        case .document, .unread: return true
        default: return false
        }
    }

    /// The media type of a Word file whose name says that it is one, where its bytes only say that it is a zip.
    static func wordprocessing(filename: String?) -> String? {
        guard let name = filename?.lowercased(), name.hasSuffix(".docx") || name.hasSuffix(".docm") else { return nil }
        return wordprocessing
    }

    /// Whether a zip of this name is one document of a program that nothing here reads, rather than a folder of files.
    static func isPackage(filename: String?) -> Bool {
        guard let name = filename?.lowercased() else { return false }
        return [".pages", ".numbers", ".key"].contains(where: name.hasSuffix)
    }

    private static let documentEndings: Set<String> = [
        ".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt", ".ott", ".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".msg",
        ".eml", ".pages",
    ]
}
