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

    /// The charset that the page declares of itself, in an XML declaration or a `meta`: the standard looks for one in
    /// the first 1,024 bytes, programs write it anywhere in a long `head`.
    static func declaredCharset(_ bytes: [UInt8]) -> String? {
        var rest = bytes.prefix(declarationReach)
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(start + 1)...]
            let name = rest.prefix(4).map { $0 | 0x20 }
            guard name.elementsEqual("meta".utf8) || name.elementsEqual("?xml".utf8) else { continue }
            let tag = String(decoding: rest.prefix(500).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self).lowercased()
            for (opening, key) in [("meta", "charset="), ("?xml", "encoding=")] where tag.hasPrefix(opening) {
                guard let name = tag.firstRange(of: key) else { continue }
                let value = tag[name.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
                let charset = value.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
                if !charset.isEmpty { return String(charset) }
            }
        }
        return nil
    }

    private static let declarationReach = 1 << 18
}
