import Mail

/// The multiparts that are open at a place of the message, outermost first, and the hunt for their boundaries.
struct BoundaryStack {
    struct Level {
        var boundary: [UInt8]
        var part: BodyPart
        /// Whether its closing delimiter was seen.
        var isClosed = false
    }

    /// A delimiter line (RFC 2046 §5.1.1).
    struct Delimiter {
        /// The level it belongs to.
        var level: Int
        var lineStart: Int
        var nextLine: Int
        var isClosing: Bool
    }

    var levels: [Level] = []

    /// The next delimiter of any level at or after `start`, which must be the start of a line.
    ///
    /// A hyphen is no letter of base64: hunting for it runs over attachments at the speed of memory.
    func nextDelimiter(from start: Int, to end: Int = .max, in reader: LineReader) -> Delimiter? {
        let bytes = reader.bytes
        var position = start
        var passed = start
        while let hyphen = bytes.firstIndex(
            of: Octet.hyphen, in: position..<Swift.max(position, Swift.min(end, bytes.count)))
        {
            if reader.isLineStart(hyphen), let delimiter = delimiter(at: hyphen, in: reader) { return delimiter }
            position = hyphen + 1
            if position - passed > MessageBytes.window {
                bytes.release(passed..<position)
                passed = position
            }
        }
        return nil
    }

    /// The delimiter that stands on the line at `start`: of the innermost open level, else of a closed one.
    func delimiter(at start: Int, in reader: LineReader) -> Delimiter? {
        let bytes = reader.bytes
        guard !levels.isEmpty, start + 2 < bytes.count, bytes[start] == Octet.hyphen, bytes[start + 1] == Octet.hyphen
        else {
            return nil
        }
        for wantsClosed in [false, true] {
            for index in levels.indices.reversed() where levels[index].isClosed == wantsClosed {
                let boundary = levels[index].boundary
                guard bytes.hasBytes(boundary, at: start + 2) else { continue }
                let end = start + 2 + boundary.count
                if let next = nextLine(behind: end, in: reader) {
                    return Delimiter(level: index, lineStart: start, nextLine: next, isClosing: false)
                }
                if bytes.hasBytes([Octet.hyphen, Octet.hyphen], at: end),
                    let next = nextLine(behind: end + 2, in: reader)
                {
                    return Delimiter(level: index, lineStart: start, nextLine: next, isClosing: true)
                }
            }
        }
        return nil
    }

    /// The start of the next line where nothing but blanks (RFC 2046 §5.1.1 `transport-padding`) ends this one.
    private func nextLine(behind index: Int, in reader: LineReader) -> Int? {
        let bytes = reader.bytes
        var end = index
        while end < bytes.count, bytes[end].isBlank { end += 1 }
        guard end < bytes.count else { return end }
        return bytes[end].isLineBreak ? reader.afterLineBreak(at: end) : nil
    }
}
