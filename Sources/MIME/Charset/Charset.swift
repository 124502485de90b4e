import Charsets

/// A character encoding by what its label means (RFC 2978), labels in the wild being what they are.
enum Charset: Hashable {
    case utf8
    case windows1252
    case windows1256
    case iso8859_6
    case iso8859_15
    /// Plain ASCII: bytes above it show that the label is wrong.
    case ascii
    /// One that the C library converts, by a label that was made safe to hand over.
    case other(String)

    /// Reads a label; nil where it names no charset (`unknown-8bit`, `binary`, an empty one).
    init?(label: some Collection<UInt8>) {
        let kept = label.filter { !$0.isBlank && $0 != Octet.quote && $0 != Octet.apostrophe }
        guard !kept.isEmpty, kept.count <= 40 else { return nil }
        let isSafe = kept.allSatisfy {
            $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x2E || $0 == 0x3A || $0 == 0x5F || $0 == 0x2B
        }
        guard isSafe else { return nil }
        switch kept.lowercasedText {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "utf-8-mac", "utf_8", "cp65001": self = .utf8
        case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "646", "us": self = .ascii
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso-8859_1", "latin1", "latin-1", "l1", "8859_1", "cp819",
            "windows-1252", "cp1252", "cp-1252", "x-cp1252", "windows1252", "x-ansi", "ansi":
            self = .windows1252
        case "windows-1256", "cp1256", "cp-1256", "x-cp1256", "windows1256", "x-windows-1256", "win-1256":
            self = .windows1256
        case "iso-8859-6", "iso8859-6", "iso_8859-6", "iso-8859-6-i", "iso-8859-6-e", "arabic", "asmo-708", "ecma-114",
            "8859_6":
            self = .iso8859_6
        case "iso-8859-15", "iso8859-15", "iso_8859-15", "latin9", "latin-9", "8859_15": self = .iso8859_15
        case "unknown-8bit", "x-unknown", "unknown", "default", "binary", "none", "8bit", "_iso-8859-1": return nil
        case "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936": self = .other("gb18030")
        case "ks_c_5601-1987", "ks_c_5601", "euc-kr", "euckr", "ksc5601": self = .other("cp949")
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j": self = .other("cp932")
        case "iso-8859-8-i": self = .other("iso-8859-8")
        case let text: self = .other(text)
        }
    }

    /// The text of `bytes`; what has no meaning becomes U+FFFD. Nil where the C library does not know the charset.
    func text(of bytes: ArraySlice<UInt8>) -> String? {
        switch self {
        case .utf8, .ascii: String(decoding: bytes, as: UTF8.self)
        case .windows1252: SingleByteCharset.windows1252.text(of: bytes)
        case .windows1256: SingleByteCharset.windows1256.text(of: bytes)
        case .iso8859_6: SingleByteCharset.iso8859p6.text(of: bytes)
        case .iso8859_15: SingleByteCharset.iso8859p15.text(of: bytes)
        case .other(let label): CharsetConverter(label: label)?.text(of: bytes)
        }
    }

    /// Whether every byte sequence of the charset that is not ASCII is one byte long.
    var isSingleByte: Bool {
        switch self {
        case .windows1252, .windows1256, .iso8859_6, .iso8859_15: true
        default: false
        }
    }
}
