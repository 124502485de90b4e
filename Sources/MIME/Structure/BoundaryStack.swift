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
    func nextDelimiter(from start: Int, in reader: LineReader) -> Delimiter? {
        let bytes = reader.bytes
        var position = start
        while let hyphen = bytes.firstIndex(of: Octet.hyphen, in: position..<bytes.count) {
            if reader.isLineStart(hyphen), let delimiter = delimiter(at: hyphen, in: reader) { return delimiter }
            position = hyphen + 1
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
        let (line, next) = reader.line(at: start)
        for wantsClosed in [false, true] {
            for index in levels.indices.reversed() where levels[index].isClosed == wantsClosed {
                let boundary = levels[index].boundary
                guard bytes.hasBytes(boundary, at: start + 2) else { continue }
                let rest = bytes[Swift.min(start + 2 + boundary.count, line.upperBound)..<line.upperBound]
                if rest.allSatisfy(\.isBlank) {
                    return Delimiter(level: index, lineStart: start, nextLine: next, isClosing: false)
                }
                if rest.starts(with: [Octet.hyphen, Octet.hyphen]), rest.dropFirst(2).allSatisfy(\.isBlank) {
                    return Delimiter(level: index, lineStart: start, nextLine: next, isClosing: true)
                }
            }
        }
        return nil
    }
}
