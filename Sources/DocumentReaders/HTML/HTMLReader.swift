package import Documents

/// Reads an HTML page or mail body; scripts and styles are dropped, nothing is fetched.
///
/// Every line is a paragraph, whether `<p>`, `<div>` or `<br>` ends it.
package struct HTMLReader: DocumentReader {
    private let charset: String?
    private let limits: ReaderLimits

    /// - Parameter charset: what the mail declared; a hint, tried after byte order mark, UTF-8 and the page's `meta`.
    package init(charset: String? = nil, limits: ReaderLimits = ReaderLimits()) {
        self.charset = charset
        self.limits = limits
    }

    /// - Throws: a limit's name; any bytes are a page.
    package func read(_ bytes: [UInt8]) throws(DocumentError) -> Document {
        let decoded = Charset.decode(bytes, hint: Self.declaredCharset(bytes) ?? charset)
        let story = HTMLStory(budget: ReadingBudget(limits))
        try HTMLParser.parse(decoded.text, depthLimit: limits.xmlDepth * 20, handler: story)
        var document = try story.finished()
        document.findings = decoded.findings + document.findings
        return document
    }

    /// The charset of the page's `meta`, looked for where the HTML standard does, at its beginning.
    static func declaredCharset(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(4_096).map { $0 < 0x80 ? $0 : 0x20 }, as: UTF8.self).lowercased()
        var rest = Substring(head)
        while let meta = rest.firstRange(of: "<meta") {
            rest = rest[meta.upperBound...]
            let tag = rest.prefix { $0 != ">" }
            guard let name = tag.firstRange(of: "charset=") else { continue }
            let value = tag[name.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
            let charset = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            if !charset.isEmpty { return String(charset) }
        }
        return nil
    }
}
