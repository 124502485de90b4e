/// uuencoded content (POSIX `uuencode`), with any line end.
///
/// ```
/// begin 644 form.doc
/// M1F]R;3H@…
/// `
/// end
/// ```
enum UuencodeDecoder {
    /// Decodes the first `begin` … `end` in `range` into `sink`; returns whether both were there.
    static func decode(_ bytes: [UInt8], _ range: Range<Int>, into sink: inout some ByteSink & ~Copyable) -> Bool {
        guard let (_, start) = beginLine(in: bytes, range) else { return false }
        var buffer = SinkBuffer()
        var index = start
        var hasEnd = false
        while index < range.upperBound {
            var lineEnd = index
            while lineEnd < range.upperBound, !bytes[lineEnd].isLineBreak { lineEnd += 1 }
            if bytes[index..<lineEnd].trimmed.equalsIgnoringCase("end") {
                hasEnd = true
                break
            }
            appendLine(bytes, index..<lineEnd, to: &buffer, &sink)
            index = lineEnd
            while index < range.upperBound, bytes[index].isLineBreak { index += 1 }
        }
        buffer.flush(into: &sink)
        return hasEnd
    }

    /// The line `begin MODE NAME` and the start of the line behind it.
    static func beginLine(in bytes: [UInt8], _ range: Range<Int>) -> (line: Range<Int>, next: Int)? {
        let word = Array("begin ".utf8)
        var index = range.lowerBound
        while index < range.upperBound {
            let start = index
            while index < range.upperBound, !bytes[index].isLineBreak { index += 1 }
            let line = start..<index
            while index < range.upperBound, bytes[index].isLineBreak { index += 1 }
            if bytes.hasBytes(word, at: start), start + 6 < line.upperBound, bytes[start + 6].isDigit {
                return (line, index)
            }
        }
        return nil
    }

    /// One line: a length octet, then groups of four; blanks cut from the end are read as zero bits.
    private static func appendLine(
        _ bytes: [UInt8], _ line: Range<Int>, to buffer: inout SinkBuffer, _ sink: inout some ByteSink & ~Copyable
    ) {
        guard !line.isEmpty, (0x20...0x60).contains(bytes[line.lowerBound]) else { return }
        let length = Int((bytes[line.lowerBound] &- 0x20) & 0x3F)
        // A line that holds far less than it announces is not one of ours.
        guard length > 0, line.count > 1 else { return }
        func value(_ place: Int) -> UInt32 {
            let index = line.lowerBound + 1 + place
            return index < line.upperBound ? UInt32((bytes[index] &- 0x20) & 0x3F) : 0
        }
        var written = 0
        var place = 0
        while written < length {
            let group = value(place) << 18 | value(place + 1) << 12 | value(place + 2) << 6 | value(place + 3)
            for shift in [16, 8, 0] as [UInt32] where written < length {
                buffer.append(UInt8(truncatingIfNeeded: group >> shift), into: &sink)
                written += 1
            }
            place += 4
        }
    }
}
