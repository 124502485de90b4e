/// uuencoded content (POSIX `uuencode`), with any line end.
///
/// ```
/// begin 644 form.doc
/// M1F]R;3H@…
/// `
/// end
/// ```
/// The length octet is taken at the start of a line only: the CR of a CR LF is never one.
enum UuencodeDecoder {
    /// Decodes the first `begin` … `end` in `range` into `sink`; returns whether both were there.
    static func decode(_ bytes: MessageBytes, _ range: Range<Int>, into sink: inout some ByteSink & ~Copyable) -> Bool {
        let start = beginLine(in: bytes, range)?.next
        guard start != nil || startsData(in: bytes, range) else { return false }
        let (_, hasEnd) = decodeLines(
            bytes, (start ?? range.lowerBound)..<range.upperBound, stopsAtText: false, into: &sink)
        return start != nil && hasEnd
    }

    /// Decodes the lines of `range` up to `end`, or up to a line that is no data where `stopsAtText` says so.
    ///
    /// - Returns: where the lines end, and whether with `end`.
    static func decodeLines(
        _ bytes: MessageBytes, _ range: Range<Int>, stopsAtText: Bool, into sink: inout some ByteSink & ~Copyable
    ) -> (end: Int, hasEnd: Bool) {
        var buffer = SinkBuffer()
        defer { buffer.flush(into: &sink) }
        var index = range.lowerBound
        while index < range.upperBound {
            let (line, next) = self.line(in: bytes, from: index, to: range.upperBound)
            if bytes[line].trimmed.equalsIgnoringCase("end") { return (next, true) }
            if isData(bytes, line) {
                appendLine(bytes, line, to: &buffer, &sink)
            } else if stopsAtText, !bytes[line].trimmed.isEmpty {
                return (index, false)
            }
            index = next
        }
        return (range.upperBound, false)
    }

    /// The line `begin MODE NAME` and the start of the line behind it.
    static func beginLine(in bytes: MessageBytes, _ range: Range<Int>) -> (line: Range<Int>, next: Int)? {
        let word = Array("begin ".utf8)
        var index = range.lowerBound
        while index < range.upperBound {
            let (line, next) = self.line(in: bytes, from: index, to: range.upperBound)
            if bytes.hasBytes(word, at: line.lowerBound), isMode(bytes[line].dropFirst(6)) { return (line, next) }
            index = next
        }
        return nil
    }

    /// The name on a `begin` line, made safe; nil where there is none.
    static func filename(in bytes: MessageBytes, _ line: Range<Int>, words: EncodedWordDecoder) -> String? {
        let fields = bytes[line].split(separator: Octet.space, maxSplits: 2)
        return fields.count == 3 ? Filename.sanitized(words.text(Array(fields[2]))) : nil
    }

    /// Three or four octal digits, before a blank or the end of the line.
    private static func isMode(_ rest: some Collection<UInt8>) -> Bool {
        let mode = rest.prefix { !$0.isBlank }
        return (3...4).contains(mode.count) && mode.allSatisfy { (0x30...0x37).contains($0) }
    }

    /// Whether the first line of `range` that is not empty holds data, or is the `end` of an empty file.
    static func startsData(in bytes: MessageBytes, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index].isLineBreak { index += 1 }
        guard index < range.upperBound else { return false }
        let line = self.line(in: bytes, from: index, to: range.upperBound).line
        return isData(bytes, line, most: true) || bytes[line].trimmed.equalsIgnoringCase("end")
    }

    /// The line at `start` and the start of the next that is not empty.
    private static func line(in bytes: MessageBytes, from start: Int, to end: Int) -> (line: Range<Int>, next: Int) {
        var index = start
        while index < end, !bytes[index].isLineBreak { index += 1 }
        let line = start..<index
        while index < end, bytes[index].isLineBreak { index += 1 }
        return (line, index)
    }

    /// Whether a line is a length octet and letters of the encoding: as many as the length asks for, or fewer where blanks
    /// were cut from its end; one or two more where a checksum follows.
    ///
    /// - Parameter most: whether half of the letters must be there, so that words in capitals are no data.
    private static func isData(_ bytes: MessageBytes, _ line: Range<Int>, most: Bool = false) -> Bool {
        guard let first = bytes[line].first, (0x20...0x60).contains(first) else { return false }
        let letters = bytes[line].dropFirst()
        let wanted = (length(first) + 2) / 3 * 4
        guard !most || letters.count * 2 >= wanted else { return false }
        return letters.count <= wanted + 2 && letters.allSatisfy { (0x20...0x60).contains($0) }
    }

    private static func length(_ octet: UInt8) -> Int { Int((octet &- 0x20) & 0x3F) }

    /// One line of data; letters cut from its end are read as zero bits.
    private static func appendLine(
        _ bytes: MessageBytes, _ line: Range<Int>, to buffer: inout SinkBuffer, _ sink: inout some ByteSink & ~Copyable
    ) {
        let length = length(bytes[line.lowerBound])
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
