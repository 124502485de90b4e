package import Documents

/// Reads plain text: one paragraph for each line; lines that a mail program marked with `>` are quoted.
package struct TextReader: DocumentReader {
    private let charset: String?
    private let limits: ReaderLimits

    /// - Parameter charset: what the mail declared; a hint, tried after byte order mark and UTF-8.
    package init(charset: String? = nil, limits: ReaderLimits = ReaderLimits()) {
        self.charset = charset
        self.limits = limits
    }

    package func read(_ bytes: [UInt8]) throws(DocumentError) -> Document {
        let budget = ReadingBudget(limits)
        let decoded = Charset.decode(bytes, hint: charset)
        try budget.spendText(decoded.text.utf8.count)
        var document = Document(format: .text)
        document.findings = decoded.findings
        var quoted: [Block] = []
        for line in Lines(decoded.text.unicodeScalars) {
            try budget.spendNode()
            let (own, isQuoted) = Self.unquoted(line)
            let text = BoxGlyph.normalised(String(String.UnicodeScalarView(own)))
            let block = Block.paragraph(Paragraph(runs: text.isEmpty ? [] : [Run(text)]))
            if isQuoted {
                quoted.append(block)
                continue
            }
            if !quoted.isEmpty { document.blocks.append(.container(.quoted, quoted)) }
            quoted = []
            document.blocks.append(block)
        }
        if !quoted.isEmpty { document.blocks.append(.container(.quoted, quoted)) }
        return document
    }

    /// A line without the `>` signs in front of it (RFC 3676, 4.5), and whether there were any.
    private static func unquoted(
        _ line: Substring.UnicodeScalarView
    ) -> (line: Substring.UnicodeScalarView, isQuoted: Bool) {
        guard line.first == ">" else { return (line, false) }
        var rest = line
        while rest.first == ">" {
            rest.removeFirst()
            if rest.first == " " { rest.removeFirst() }
        }
        return (rest, true)
    }
}

/// The lines of a text: ended by LF, CR, CRLF, U+0085, U+2028 or U+2029; a form feed also ends one.
struct Lines: Sequence, IteratorProtocol {
    private var rest: Substring.UnicodeScalarView

    init(_ text: String.UnicodeScalarView) { rest = text[...] }

    mutating func next() -> Substring.UnicodeScalarView? {
        guard !rest.isEmpty else { return nil }
        guard let end = rest.firstIndex(where: Self.isLineEnd) else {
            defer { rest = rest[rest.endIndex...] }
            return rest
        }
        let line = rest[..<end]
        var after = rest.index(after: end)
        if rest[end] == "\r", after < rest.endIndex, rest[after] == "\n" { after = rest.index(after: after) }
        rest = rest[after...]
        return line
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
