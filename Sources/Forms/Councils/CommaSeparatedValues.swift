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
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        let head = scalars.prefix { $0 != "\n" }
        let delimiter: Unicode.Scalar = head.contains(",") || !head.contains(";") ? "," : ";"
        var all = parse(scalars, delimiter: delimiter)
        guard !all.isEmpty else { return }
        header = all.removeFirst().fields.map { Normaliser.clean($0) }
        records = all
    }

    private mutating func parse(_ scalars: [Unicode.Scalar], delimiter: Unicode.Scalar) -> [Record] {
        var records: [Record] = []
        var record = Record(line: 1, fields: [])
        var field: [Unicode.Scalar] = []
        var line = 1
        var index = 0
        func endRecord() {
            record.fields.append(String(field))
            if record.fields != [""] { records.append(record) }
            record = Record(line: line, fields: [])
            field.removeAll(keepingCapacity: true)
        }
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "\"", field.isEmpty {
                let start = line
                var isClosed = false
                while index < scalars.count, !isClosed {
                    let inner = scalars[index]
                    index += 1
                    if inner == "\"", index < scalars.count, scalars[index] == "\"" {
                        field.append("\"")
                        index += 1
                    } else if inner == "\"" {
                        isClosed = true
                    } else {
                        if inner == "\n" { line += 1 }
                        field.append(inner)
                    }
                }
                if !isClosed { openQuote = openQuote ?? start }
            } else if scalar == delimiter {
                record.fields.append(String(field))
                field.removeAll(keepingCapacity: true)
            } else if scalar == "\n" {
                line += 1
                endRecord()
            } else if scalar != "\r" {
                field.append(scalar)
            }
        }
        if !field.isEmpty || !record.fields.isEmpty { endRecord() }
        return records
    }
}
