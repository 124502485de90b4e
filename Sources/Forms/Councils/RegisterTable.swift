/// A file of the register with its columns by name.
struct RegisterTable {
    let file: String
    private let table: CommaSeparatedValues

    init(_ file: CouncilRegister.File) {
        self.file = file.name
        table = CommaSeparatedValues(file.text)
    }

    var rows: [Row] {
        let columns = Dictionary(
            table.header.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return table.records.map { record in
            Row(file: file, line: record.line, columns: columns, fields: record.fields.map { Normaliser.clean($0) })
        }
    }

    func problem(_ message: String) -> ConfigurationProblem { ConfigurationProblem(file: file, message: message) }

    /// What is wrong with the table before any of its values is looked at.
    func problems(required: [String], oneOf names: [String], known: [String]) -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ message: String, line: Int = 1, path: String = "") {
            problems.append(ConfigurationProblem(file: file, line: line, path: path, message: message))
        }
        if let line = table.openQuote { report("has a quoted field that does not end", line: line) }
        for column in required where !table.header.contains(column) { report("the column is missing", path: column) }
        if !names.contains(where: table.header.contains) {
            report("none of these columns is there: \(names.joined(separator: ", "))")
        }
        var seen: Set<String> = []
        for column in table.header {
            if !seen.insert(column).inserted { report("the column stands twice", path: column) }
            if !known.contains(column), let near = nearestWord(to: column, in: known), near.count > 4,
                !table.header.contains(near)
            {
                report("is an unknown column; did you mean `\(near)`?", path: column)
            }
        }
        for record in table.records where record.fields.count != table.header.count {
            report("has \(record.fields.count) fields, and the header \(table.header.count)", line: record.line)
        }
        return problems
    }

    /// A line of the file.
    struct Row {
        let file: String
        let line: Int
        /// The position of each column.
        fileprivate let columns: [String: Int]
        fileprivate let fields: [String]

        /// The column's text; nil where there is none.
        subscript(column: String) -> String? {
            guard let position = columns[column], position < fields.count, !fields[position].isEmpty else { return nil }
            return fields[position]
        }

        /// The first column whose name begins so, with its text.
        func first(withPrefix prefix: String) -> (column: String, text: String)? {
            columns.sorted { $0.value < $1.value }.lazy.filter { $0.key.hasPrefix(prefix) }
                .compactMap { column in self[column.key].map { (column.key, $0) } }.first
        }

        /// The texts of a column that holds several, separated by a vertical bar.
        func list(_ column: String) -> [String] {
            guard let text = self[column] else { return [] }
            guard text.utf8.contains(UInt8(ascii: "|")) else { return [text] }
            return text.unicodeScalars.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
        }

        func texts(_ columns: [String]) -> [String] { columns.compactMap { self[$0] } }

        func lists(_ columns: [String]) -> [String] { columns.flatMap(list) }

        func localized(_ arabic: String, _ french: String) -> LocalizedText {
            var texts: [Language: String] = [:]
            texts[.arabic] = self[arabic]
            texts[.french] = self[french]
            return LocalizedText(texts)
        }

        func problem(_ column: String, _ message: String) -> ConfigurationProblem {
            ConfigurationProblem(file: file, line: line, path: column, message: message)
        }
    }
}
