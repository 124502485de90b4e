/// The quoted-printable encoding (RFC 2045 §6.7), safe for binary content: line ends stay as they were written.
///
/// Blanks at the end of a line are transport padding and go; lower-case escapes count; a bad escape stays as it is.
enum QuotedPrintableDecoder {
    /// Decodes `range` of `bytes` into `sink`; returns whether an escape was bad.
    static func decode(_ bytes: MessageBytes, _ range: Range<Int>, into sink: inout some ByteSink & ~Copyable) -> Bool {
        var buffer = SinkBuffer()
        var hasBadEscape = false
        var index = range.lowerBound
        let end = range.upperBound
        while index < end {
            let byte = bytes[index]
            if byte == Octet.equals {
                if index + 2 < end, let high = bytes[index + 1].hexValue, let low = bytes[index + 2].hexValue {
                    buffer.append(high << 4 | low, into: &sink)
                    index += 3
                } else if let next = softBreak(bytes, after: index, end) {
                    index = next
                } else {
                    hasBadEscape = true
                    buffer.append(byte, into: &sink)
                    index += 1
                }
            } else if byte.isBlank {
                var next = index
                while next < end, bytes[next].isBlank { next += 1 }
                if next < end, !bytes[next].isLineBreak { buffer.append(bytes.arraySlice(index..<next), into: &sink) }
                index = next
            } else {
                buffer.append(byte, into: &sink)
                index += 1
            }
        }
        buffer.flush(into: &sink)
        return hasBadEscape
    }

    /// The start of the next line where `=` ends this one, blanks before the line end or not.
    private static func softBreak(_ bytes: MessageBytes, after equals: Int, _ end: Int) -> Int? {
        var index = equals + 1
        while index < end, index - equals < 256, bytes[index].isBlank { index += 1 }
        guard index < end else { return end }
        if bytes[index] == Octet.lineFeed { return index + 1 }
        guard bytes[index] == Octet.carriageReturn else { return nil }
        return index + 1 < end && bytes[index + 1] == Octet.lineFeed ? index + 2 : index + 1
    }
}
