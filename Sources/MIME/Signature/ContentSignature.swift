/// Tells what a file is by its first bytes, whatever its name and its declared type say.
package enum ContentSignature {
    /// The media type of `bytes`: `application/octet-stream` where nothing is recognised.
    ///
    /// Packages of zip (docx, xlsx, odt, …) are told by the names of their members, OLE files (doc, xls, msg) by the streams
    /// in their directory, a message by its header. Nothing is decompressed.
    package static func detect(_ bytes: [UInt8]) -> String {
        if let type = fileType(bytes) { return type }
        if isText(bytes) {
            if looksLikeHTML(bytes) { return "text/html" }
            return isMessage(bytes) ? "message/rfc822" : "text/plain"
        }
        if isMessage(bytes) { return "message/rfc822" }
        return "application/octet-stream"
    }

    /// Whether the bytes start like a binary file that is known.
    static func isFile(_ bytes: [UInt8]) -> Bool { fileType(bytes) != nil }

    private static func fileType(_ bytes: [UInt8]) -> String? {
        if bytes.hasBytes([0x50, 0x4B, 0x03, 0x04], at: 0) || bytes.hasBytes([0x50, 0x4B, 0x05, 0x06], at: 0) {
            return ZipSignature.type(of: bytes)
        }
        if bytes.hasBytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], at: 0) {
            return OLESignature.type(of: bytes)
        }
        for (signature, offset, type) in magic where bytes.hasBytes(signature, at: offset) { return type }
        if let brand = mediaBrand(bytes) { return brand }
        if isPDF(bytes) { return "application/pdf" }
        return nil
    }

    private static let magic: [(signature: [UInt8], offset: Int, type: String)] = [
        (Array("{\\rtf".utf8), 0, "application/rtf"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        (Array("GIF87a".utf8), 0, "image/gif"),
        (Array("GIF89a".utf8), 0, "image/gif"),
        ([0x49, 0x49, 0x2A, 0x00], 0, "image/tiff"),
        ([0x4D, 0x4D, 0x00, 0x2A], 0, "image/tiff"),
        (Array("WEBP".utf8), 8, "image/webp"),
        ([0x78, 0x9F, 0x3E, 0x22], 0, "application/vnd.ms-tnef"),
        ([0x00, 0x05, 0x16, 0x07], 0, "application/applefile"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "application/x-7z-compressed"),
        (Array("Rar!\u{1A}\u{07}".utf8), 0, "application/vnd.rar"),
        ([0x1F, 0x8B, 0x08], 0, "application/gzip"),
    ]

    /// PDF may start anywhere in the first kilobyte (ISO 32000-1 annex H.3.4.1).
    private static func isPDF(_ bytes: [UInt8]) -> Bool {
        let mark = Array("%PDF-".utf8)
        var index = 0
        while let next = bytes.firstIndex(of: Octet.percent, in: index..<Swift.min(bytes.count, 1_024)) {
            if bytes.hasBytes(mark, at: next) { return true }
            index = next + 1
        }
        return false
    }

    /// The brand of an ISO base media file (ISO/IEC 14496-12 §4.3).
    private static func mediaBrand(_ bytes: [UInt8]) -> String? {
        guard bytes.hasBytes(Array("ftyp".utf8), at: 4), bytes.count >= 12 else { return nil }
        switch String(decoding: bytes[8..<12], as: UTF8.self) {
        case "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1": return "image/heic"
        case "avif", "avis": return "image/avif"
        default: return "video/mp4"
        }
    }

    /// Text holds no control characters but line ends, tabs, form feeds and escapes.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        if bytes.hasBytes([0xFF, 0xFE], at: 0) || bytes.hasBytes([0xFE, 0xFF], at: 0) { return true }
        return bytes.prefix(65_536).allSatisfy {
            $0 >= Octet.space || $0.isLineBreak || $0 == Octet.tab || $0 == 0x0C || $0 == 0x1B
        }
    }

    private static func looksLikeHTML(_ bytes: [UInt8]) -> Bool {
        let start = bytes.withoutByteOrderMark.prefix(4_096).drop { $0.isBlank || $0.isLineBreak }
        guard start.first == Octet.less else { return false }
        let text = start.prefix(1_024).lowercasedText
        return ["<!doctype html", "<html", "<head", "<body", "<table", "<div", "<meta"].contains { text.hasPrefix($0) }
            || text.contains("<html")
    }

    /// A saved message: its header starts at the first line and holds two of the fields that every mail has.
    private static func isMessage(_ bytes: [UInt8]) -> Bool {
        let reader = LineReader(MessageBytes(MessageParser.readable(Array(bytes.prefix(262_144))).bytes))
        guard let start = HeaderStart.find(in: reader) else { return false }
        let header = HeaderBlock(at: start, in: reader, limit: 65_536) { _ in false }
        return Set(header.fields.map(\.name).filter(\.isTelling)).count > 1
    }
}
