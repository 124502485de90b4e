import Documents

/// Refuses a document type declaration before the parser sees it.
enum XMLGuard {
    /// Looks for `<!D…` and `<!E…` (`DOCTYPE`, `ENTITY`, `ELEMENT`) in ASCII, UTF-16 and UCS-4, either byte order.
    ///
    /// No office program writes them; entity bombs (CWE-776) and external entities (CWE-611) need them. Text cannot
    /// hold a bare `<!`, so nothing legitimate is lost.
    static func check(_ bytes: [UInt8], part: String) throws(DocumentError) {
        let span = bytes.span
        var index = 1
        while index < span.count {
            if span[index] == UInt8(ascii: "!"), opensDeclaration(span, at: index) {
                throw DocumentError(.forbidden, "\(part): document type declaration at byte \(index - 1)")
            }
            index += 1
        }
    }

    private static func opensDeclaration(_ span: Span<UInt8>, at index: Int) -> Bool {
        var before = index - 1
        while before > 0, index - before < 4, span[before] == 0 { before -= 1 }
        guard span[before] == UInt8(ascii: "<") else { return false }
        var after = index + 1
        while after < span.count, after - index < 4, span[after] == 0 { after += 1 }
        guard after < span.count else { return false }
        return span[after] == UInt8(ascii: "D") || span[after] == UInt8(ascii: "E")
    }
}
