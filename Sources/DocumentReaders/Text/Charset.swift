import Charsets
import Documents

/// Bytes to text: byte order mark, then UTF-8 where it is valid, then what is declared, then the likelier of
/// windows-1256 and windows-1252.
///
/// Valid multi-byte UTF-8 wins over a declaration: Arabic or French in a single-byte charset is never valid UTF-8 by
/// chance over more than a word, while mail gateways transcode the text and leave its declaration behind.
enum Charset {
    struct Decoded {
        var text: String
        var findings: [Finding] = []
    }

    /// Never fails: bytes that mean nothing become U+FFFD, and U+0000 is left out.
    ///
    /// - Parameter hint: a charset declared with the text or by its mail; nil where there was none.
    static func decode(_ bytes: [UInt8], hint: String?) -> Decoded {
        if let marked = byteOrderMarked(bytes) { return cleaned(marked) }
        if let wide = unmarkedUTF16(bytes) { return cleaned(wide) }
        if let text = String(validating: bytes, as: UTF8.self) { return cleaned(text) }

        let declared = hint?.lowercased().filter { !$0.isWhitespace && $0 != "\"" }
        if let declared, !isDefault(declared), let charset = SingleByteCharset(named: declared),
            !contradicts(bytes, charset)
        {
            return cleaned(charset.text(of: bytes))
        }
        if isNearlyUTF8(bytes) {
            let finding = Finding(.warning, code: "bad_utf8", message: "some bytes are not UTF-8 and were replaced")
            return cleaned(String(decoding: bytes, as: UTF8.self), [finding])
        }
        let isArabic = looksArabic(bytes)
        let name = isArabic ? "windows-1256" : "windows-1252"
        let text = (isArabic ? SingleByteCharset.windows1256 : .windows1252).text(of: bytes)
        if let declared, SingleByteCharset(named: declared) != nil, !isArabic { return cleaned(text) }
        return cleaned(text, [Finding(.note, code: "charset_guessed", message: "read as \(name)")])
    }

    /// Whether the bytes are words of the other script: Arabic under a Western name, or French under an Arabic one.
    private static func contradicts(_ bytes: [UInt8], _ charset: SingleByteCharset) -> Bool {
        switch charset {
        case .windows1252, .iso8859p15: looksArabic(bytes)
        case .windows1256, .iso8859p6: !looksArabic(bytes) && looksFrench(bytes)
        default: false
        }
    }

    /// Charsets that programs declare without knowing: they are believed less than the bytes.
    private static func isDefault(_ name: String) -> Bool {
        ["iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8"].contains(name)
    }

    private static func cleaned(_ text: String, _ findings: [Finding] = []) -> Decoded {
        guard text.utf8.contains(0) else { return Decoded(text: text, findings: findings) }
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.lazy.filter { $0 != "\0" }))
        return Decoded(
            text: kept, findings: findings + [Finding(.note, code: "nul_removed", message: "U+0000 was left out")])
    }

    private static func byteOrderMarked(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        return nil
    }

    /// UTF-16 without a mark: spaces and line ends alone make one byte in eight zero, all of them on one side.
    private static func unmarkedUTF16(_ bytes: [UInt8]) -> String? {
        guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
        var zeros = [0, 0]
        for index in bytes.indices.prefix(4_096) where bytes[index] == 0 { zeros[index & 1] += 1 }
        let few = min(bytes.count, 4_096) / 20
        if zeros[1] > few, zeros[0] == 0 { return utf16(bytes[...], bigEndian: false) }
        if zeros[0] > few, zeros[1] == 0 { return utf16(bytes[...], bigEndian: true) }
        return nil
    }

    static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(bigEndian ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// A UTF-8 text with a few spoilt bytes: at most one in fifty of those above ASCII.
    private static func isNearlyUTF8(_ bytes: [UInt8]) -> Bool {
        let high = bytes.count { $0 >= 0x80 }
        let spoilt = String(decoding: bytes, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
        return spoilt * 50 <= high
    }

    /// Whether a byte above 0xC0 stands beside an ASCII letter: an accent within a word.
    private static func looksFrench(_ bytes: [UInt8]) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        return zip(bytes, bytes.dropFirst()).contains { first, second in
            first >= 0xC0 && isLetter(second) || second >= 0xC0 && isLetter(first)
        }
    }

    /// Whether bytes above 0xC0 stand in words: three in a row are a word's middle in windows-1256, and nothing in
    /// French, where accents stand alone or in pairs (`créée`).
    private static func looksArabic(_ bytes: [UInt8]) -> Bool {
        var run = 0
        for byte in bytes {
            run = byte >= 0xC0 ? run + 1 : 0
            if run == 3 { return true }
        }
        return false
    }
}
