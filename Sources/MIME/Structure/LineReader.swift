/// Finds the lines of a message without copying them.
///
/// Lines end in LF or CR LF; a message without a single LF in its first 64 KB is read with CR as its line end.
struct LineReader {
    let bytes: MessageBytes
    let terminator: UInt8

    init(_ bytes: MessageBytes) {
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
        var contentEnd = end
        // CR CR LF too is one line end: some gateway added a CR to each line that had one.
        if terminator == Octet.lineFeed {
            while contentEnd > start, bytes[contentEnd - 1] == Octet.carriageReturn { contentEnd -= 1 }
        }
        return (start..<contentEnd, end + 1)
    }

    /// The line at `start` of a header, where a lone CR too ends a line if a field or the end of the header follows it.
    func headerLine(at start: Int) -> (content: Range<Int>, next: Int, endsInReturn: Bool) {
        var position = start
        while position < bytes.count {
            let window = position..<Swift.min(position + 512, bytes.count)
            let lineFeed = bytes.firstIndex(of: Octet.lineFeed, in: window)
            let mark = bytes.firstIndex(of: Octet.carriageReturn, in: position..<(lineFeed ?? window.upperBound))
            guard let end = mark ?? lineFeed else {
                position = window.upperBound
                continue
            }
            let next = afterLineBreak(at: end)
            if bytes[next - 1] == Octet.lineFeed { return (start..<end, next, false) }
            let isEmptyBehindReturn = end == start && start > 0 && bytes[start - 1] == Octet.carriageReturn
            if terminator == Octet.carriageReturn || isEmptyBehindReturn || endsHeaderLine(before: next) {
                return (start..<end, next, true)
            }
            position = next
        }
        return (start..<Swift.max(start, bytes.count), bytes.count, false)
    }

    private func endsHeaderLine(before next: Int) -> Bool {
        let window = next..<Swift.min(bytes.count, next + 80)
        if window.isEmpty || bytes[next] == Octet.carriageReturn { return true }
        guard let colon = HeaderBlock.fieldColon(in: bytes, window) else { return false }
        let name = bytes[window.lowerBound..<colon].trimmed
        return FieldName(name) != nil || name.prefix(2).equalsIgnoringCase("X-")
    }

    /// Behind the line break at `index`: LF, CR LF, CR CR LF or a lone CR.
    func afterLineBreak(at index: Int) -> Int {
        var next = index
        while next < bytes.count, bytes[next] == Octet.carriageReturn { next += 1 }
        if next < bytes.count, bytes[next] == Octet.lineFeed { return next + 1 }
        return index + 1
    }

    /// Whether a line starts at `index`.
    func isLineStart(_ index: Int) -> Bool { index == 0 || bytes[index - 1].isLineBreak }

    /// The end of the content before the line at `start`: the line end before a boundary belongs to the boundary
    /// (RFC 2046 §5.1.1).
    func contentEnd(beforeLineAt start: Int, notBefore lower: Int) -> Int {
        var end = start
        guard end > lower, bytes[end - 1].isLineBreak else { return end }
        end -= 1
        guard bytes[end] == Octet.lineFeed, end > lower, bytes[end - 1] == Octet.carriageReturn else { return end }
        return end - 1
    }
}
