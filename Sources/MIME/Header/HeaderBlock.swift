/// The header of a message or of a part: where its known fields stand (RFC 5322 §2.2).
struct HeaderBlock {
    struct Field {
        var name: FieldName
        /// The value with its folds.
        var value: Range<Int>
        /// Whether the name is not written as the standard has it, letter case apart.
        var isMisspelt = false
    }

    private(set) var fields: [Field] = []
    /// The whole block, for what must be judged from its raw bytes.
    private(set) var range: Range<Int>
    /// Where the body begins.
    private(set) var bodyStart: Int
    private(set) var isOverLimit = false
    private(set) var hasJunkLine = false
    /// Whether the first line of the body stands where the empty line should.
    private(set) var endsInText = false
    /// Whether a CR alone ended one of its lines.
    private(set) var hasBareReturns = false

    /// Reads the header that starts at `start`.
    ///
    /// It ends at an empty line, at a boundary, or at a line that can be no field and has no known field close behind it:
    /// such a line is the first of the body. Of a block longer than `limit` only the lines within its
    /// first `limit` bytes are read.
    init(at start: Int, in reader: LineReader, limit: Int, isDelimiter: (Int) -> Bool) {
        let bytes = reader.bytes
        var position = start
        bodyStart = bytes.count
        range = start..<bytes.count
        while position < bytes.count {
            let (content, next, endsInReturn) = reader.headerLine(at: position)
            if endsInReturn { hasBareReturns = true }
            if content.isEmpty {
                bodyStart = next
                break
            }
            if isDelimiter(position) {
                bodyStart = position
                break
            }
            let isContinuation = bytes[content.lowerBound].isBlank
            if next - start > limit {
                isOverLimit = true
            } else if isContinuation {
                extendLastField(to: content.upperBound, from: position, in: bytes)
            } else if let colon = Self.fieldColon(in: bytes, content) {
                var nameEnd = colon
                while nameEnd > content.lowerBound, bytes[nameEnd - 1].isBlank { nameEnd -= 1 }
                let written = bytes[content.lowerBound..<nameEnd]
                let name = FieldName(written)
                if let name {
                    fields.append(
                        Field(
                            name: name, value: colon + 1..<content.upperBound,
                            isMisspelt: written.count != name.rawValue.utf8.count))
                }
                lastFieldIsKept = name != nil
            } else if !Self.isEnvelopeLine(bytes, at: position) {
                guard Self.goesOn(at: next, in: reader) else {
                    bodyStart = position
                    endsInText = true
                    break
                }
                hasJunkLine = true
                lastFieldIsKept = false
            }
            position = next
        }
        range = start..<Swift.min(Swift.max(start, bodyStart), bytes.count)
    }

    private var lastFieldIsKept = false

    private mutating func extendLastField(to end: Int, from position: Int, in bytes: MessageBytes) {
        guard lastFieldIsKept, let last = fields.indices.last else { return }
        fields[last].value = fields[last].value.lowerBound..<end
    }

    /// The values of the fields called `name`, in the order of the header.
    func values(of name: FieldName) -> [Range<Int>] { fields.filter { $0.name == name }.map(\.value) }

    /// The first value of `name` that is not blank, unfolded; a repeated field counts once.
    func value(of name: FieldName, in bytes: MessageBytes) -> [UInt8]? {
        for field in fields where field.name == name {
            let text = Self.unfolded(bytes.arraySlice(field.value))
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// What has to be read around to have one value of `name`.
    func repairs(of name: FieldName, in bytes: MessageBytes) -> HeaderRepairs {
        var repairs: HeaderRepairs = []
        let all = fields.filter { $0.name == name }
        if all.contains(where: \.isMisspelt) { repairs.insert(.misspeltName) }
        if all.contains(where: { bytes.firstIndex(of: Octet.null, in: $0.value) != nil }) { repairs.insert(.null) }
        guard all.count > 1 else { return repairs }
        let values = Set(all.map { Self.unfolded(bytes.arraySlice($0.value)) })
        if values.subtracting([[]]).count > 1 { repairs.insert(.repeated) }
        return repairs
    }

    func has(_ name: FieldName) -> Bool { fields.contains { $0.name == name } }

    /// A value on one line: folds removed (RFC 5322 §2.2.3), NUL removed, blanks at the ends removed.
    static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(value.count)
        for byte in value where !byte.isLineBreak && byte != Octet.null { line.append(byte) }
        return Array(line.trimmed)
    }

    /// The colon that ends the name of the field on a line; nil where the line is no field.
    static func fieldColon(in bytes: MessageBytes, _ line: Range<Int>) -> Int? {
        var index = line.lowerBound
        while index < line.upperBound, bytes[index] > Octet.space, bytes[index] < 0x7F, bytes[index] != Octet.colon {
            index += 1
            if index - line.lowerBound > 256 { return nil }
        }
        guard index > line.lowerBound else { return nil }
        var colon = index
        while colon < line.upperBound, bytes[colon].isBlank, colon - index < 16 { colon += 1 }
        return colon < line.upperBound && bytes[colon] == Octet.colon ? colon : nil
    }

    /// Whether a field that is known stands within the next lines and before an empty one: then the header goes on.
    private static func goesOn(at start: Int, in reader: LineReader) -> Bool {
        let bytes = reader.bytes
        var position = start
        for _ in 0..<16 where position < bytes.count {
            let (content, next) = reader.line(at: position)
            if content.isEmpty { return false }
            if let colon = fieldColon(in: bytes, content),
                FieldName(bytes[content.lowerBound..<colon].trimmed) != nil
            {
                return true
            }
            position = next
        }
        return false
    }

    /// The `From ` line of an mbox, or one that was quoted once too often.
    static func isEnvelopeLine(_ bytes: MessageBytes, at index: Int) -> Bool {
        bytes.hasBytes(Array("From ".utf8), at: index) || bytes.hasBytes(Array(">From ".utf8), at: index)
    }
}
