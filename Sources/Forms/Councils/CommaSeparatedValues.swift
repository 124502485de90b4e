/// A table of RFC 4180: records of fields, the first record naming the columns.
///
/// Beside the RFC it takes a byte order mark, bare line feeds, and semicolons where the header has no comma (as office
/// programs with French settings write it). Empty lines are no records.
struct CommaSeparatedValues: Sendable {
    struct Record: Sendable {
        /// The line its first field begins on, from 1.
        var line: Int
        var fields: [String]
    }

    private(set) var header: [String] = []
    private(set) var records: [Record] = []
    /// The line of a quoted field that does not end; nil where all end.
    private(set) var openQuote: Int?

    init(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.starts(with: "\u{FEFF}".utf8) { bytes.removeFirst(3) }
        let head = bytes.prefix { $0 != Self.lineFeed }
        let (comma, semicolon) = (UInt8(ascii: ","), UInt8(ascii: ";"))
        var all = parse(bytes, delimiter: head.contains(comma) || !head.contains(semicolon) ? comma : semicolon)
        guard !all.isEmpty else { return }
        header = all.removeFirst().fields.map { Normaliser.clean($0) }
        records = all
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private mutating func parse(_ bytes: [UInt8], delimiter: UInt8) -> [Record] {
        var records: [Record] = []
        var record = Record(line: 1, fields: [])
        var field: [UInt8] = []
        var line = 1
        var index = 0
        func endField() {
            record.fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        func endRecord() {
            endField()
            if record.fields != [""] { records.append(record) }
            record = Record(line: line, fields: [])
        }
        while index < bytes.count {
            switch bytes[index] {
            case Self.quote where field.isEmpty:
                let start = line
                var isClosed = false
                index += 1
                while index < bytes.count, !isClosed {
                    let inner = bytes[index]
                    index += 1
                    if inner == Self.quote, index < bytes.count, bytes[index] == Self.quote {
                        field.append(Self.quote)
                        index += 1
                    } else if inner == Self.quote {
                        isClosed = true
                    } else {
                        if inner == Self.lineFeed { line += 1 }
                        field.append(inner)
                    }
                }
                if !isClosed { openQuote = openQuote ?? start }
            case delimiter:
                endField()
                index += 1
            case Self.lineFeed:
                line += 1
                endRecord()
                index += 1
            case Self.carriageReturn:
                index += 1
            default:
                let rest = bytes[index...]
                let end = rest.firstIndex { $0 == delimiter || $0 == Self.lineFeed || $0 == Self.carriageReturn }
                field += bytes[index..<(end ?? bytes.count)]
                index = end ?? bytes.count
            }
        }
        if !field.isEmpty || !record.fields.isEmpty { endRecord() }
        return records
    }
}
