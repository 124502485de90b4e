import Documents
import Glibc

/// Refuses a document type declaration before the parser sees it.
enum XMLGuard {
    /// Looks for `<!D…` and `<!E…` (`DOCTYPE`, `ENTITY`, `ELEMENT`) in ASCII, UTF-16 and UCS-4, either byte order.
    ///
    /// No office program writes them; entity bombs (CWE-776) and external entities (CWE-611) need them. Text cannot
    /// hold a bare `<!`, so nothing legitimate is lost.
    static func check(_ bytes: [UInt8], part: String) throws(DocumentError) {
        var index = 0
        while let found = next(UInt8(ascii: "!"), in: bytes, from: index) {
            if opensDeclaration(bytes.span, at: found) {
                throw DocumentError(.forbidden, "\(part): document type declaration at byte \(found)")
            }
            index = found + 1
        }
    }

    /// The next place of a byte; `memchr`, since every byte of every part passes here.
    private static func next(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }

    private static func opensDeclaration(_ span: Span<UInt8>, at index: Int) -> Bool {
        guard index > 0 else { return false }
        var before = index - 1
        while before > 0, index - before < 4, span[before] == 0 { before -= 1 }
        guard span[before] == UInt8(ascii: "<") else { return false }
        var after = index + 1
        while after < span.count, after - index < 4, span[after] == 0 { after += 1 }
        guard after < span.count else { return false }
        return span[after] == UInt8(ascii: "D") || span[after] == UInt8(ascii: "E")
    }
}
