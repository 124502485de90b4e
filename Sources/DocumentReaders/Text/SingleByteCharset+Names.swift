import Charsets

extension SingleByteCharset {
    /// The charset of a MIME name or a usual alias, in lower case; nil for any other charset.
    init?(named name: String) {
        switch name {
        case "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii":
            self = .windows1252
        case "windows-1256", "cp1256", "x-cp1256": self = .windows1256
        case "iso-8859-6", "iso8859-6", "iso-8859-6-i", "iso-8859-6-e", "arabic", "asmo-708", "ecma-114":
            self = .iso8859p6
        case "iso-8859-15", "iso8859-15", "latin9", "latin-9": self = .iso8859p15
        case "macarabic", "x-mac-arabic": self = .macArabic
        default: return nil
        }
    }
}
