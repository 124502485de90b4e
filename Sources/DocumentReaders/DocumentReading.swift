package import Documents

/// Chooses the reader of a file by its sniffed media type.
package enum DocumentReading {
    /// Reads a page of nothing, so that libraries and runtime have done what they do once: a process that forks readers,
    /// or is to lose its rights, does it before.
    package static func prepare() {
        for mediaType in ["text/html", "text/plain"] {
            _ = try? read(Array("<p>a</p>".utf8), mediaType: mediaType, charset: "utf-8", limits: ReaderLimits())
        }
    }

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - mediaType: what the bytes are by their signature; parameters and case do not matter.
    ///   - charset: the charset that the mail declared for a text part; a hint only.
    /// - Throws: `no_reader` for a kind that nothing here reads, `locked`, `broken`, `forbidden`, or a limit's name.
    package static func read(
        _ bytes: [UInt8], mediaType: String, charset: String?, limits: ReaderLimits
    ) throws(DocumentError) -> Document {
        if OfficeEncryption.isEncrypted(bytes) { throw DocumentError(.locked, "encrypted office document") }
        let essence = mediaType.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        switch essence {
        case "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
            "application/vnd.ms-word.document.macroenabled.12", "application/vnd.ms-word.template.macroenabled.12":
            return try DocxReader(limits: limits).read(bytes)
        case "text/plain":
            return try TextReader(charset: charset, limits: limits).read(bytes)
        case "text/html", "application/xhtml+xml":
            return try HTMLReader(charset: charset, limits: limits).read(bytes)
        default:
            throw DocumentError(.noReader, essence)
        }
    }
}
