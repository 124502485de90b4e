/// Finds the lines of a message without copying them.
///
/// Lines end in LF or CR LF; a message without a single LF in its first 64 KB is read with CR as its line end.
struct LineReader {
    let bytes: [UInt8]
    let terminator: UInt8

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let start = 0..<Swift.min(bytes.count, 65_536)
        let hasLineFeed = bytes.firstIndex(of: Octet.lineFeed, in: start) != nil
        let hasReturn = bytes.firstIndex(of: Octet.carriageReturn, in: start) != nil
        terminator = !hasLineFeed && hasReturn ? Octet.carriageReturn : Octet.lineFeed
    }

    /// The line that starts at `start`: its content without the line end, and the start of the next line.
    func line(at start: Int) -> (content: Range<Int>, next: Int) {
        guard let end = bytes.firstIndex(of: terminator, in: start..<bytes.count) else {
            return (start..<Swift.max(start, bytes.count), bytes.count)
        }
        let hasReturn = terminator == Octet.lineFeed && end > start && bytes[end - 1] == Octet.carriageReturn
        return (start..<(hasReturn ? end - 1 : end), end + 1)
    }

    /// Whether a line starts at `index`.
    func isLineStart(_ index: Int) -> Bool { index == 0 || bytes[index - 1] == terminator }

    /// The end of the content before the line at `start`: the line end before a boundary belongs to the boundary
    /// (RFC 2046 §5.1.1).
    func contentEnd(beforeLineAt start: Int, notBefore lower: Int) -> Int {
        var end = start
        if end > lower, bytes[end - 1] == terminator { end -= 1 }
        if terminator == Octet.lineFeed, end > lower, end < start, bytes[end - 1] == Octet.carriageReturn { end -= 1 }
        return end
    }
}
