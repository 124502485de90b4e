/// Finds the header of a message behind what stands before it in saved files: an mbox line, a byte order mark, blank lines, a
/// proxy's or a virus scanner's words.
enum HeaderStart {
    private static let linesLookedAt = 64

    /// Where the header starts; nil where the bytes are no message.
    ///
    /// At the very start one known or one `X-` field is enough. Behind junk it takes two telling fields (From, Date,
    /// Received, …) in one block, since ordinary prose holds lines with colons too.
    static func find(in reader: LineReader) -> Int? {
        let bytes = reader.bytes
        var position = bytes.textStart
        var block: Block?
        var isAtVeryStart = true
        for _ in 0..<linesLookedAt where position < bytes.count {
            let (content, next) = reader.line(at: position)
            let text = bytes[content].prefix(512)
            if block == nil, HeaderBlock.isEnvelopeLine(bytes, at: position) {
                position = next
                continue
            }
            if let colon = HeaderBlock.fieldColon(in: bytes, content) {
                var current = block ?? Block(start: position)
                current.add(bytes[content.lowerBound..<colon].trimmed)
                if current.isHeader(atVeryStart: isAtVeryStart) { return current.start }
                block = current
            } else if text.allSatisfy(\.isBlank) {
                if block != nil { isAtVeryStart = false }
                block = nil
            } else if block == nil || text.first?.isBlank == false {
                isAtVeryStart = false
                block = nil
            }
            position = next
        }
        return nil
    }

    /// A run of lines that look like fields.
    private struct Block {
        let start: Int
        private var known = 0
        private var telling = 0

        init(start: Int) { self.start = start }

        mutating func add(_ name: some Collection<UInt8>) {
            if name.count > 2, name.prefix(2).equalsIgnoringCase("X-") { known += 1 }
            guard let name = FieldName(name) else { return }
            known += 1
            if name.isTelling { telling += 1 }
        }

        func isHeader(atVeryStart: Bool) -> Bool { atVeryStart ? known > 0 : telling > 1 }
    }
}
