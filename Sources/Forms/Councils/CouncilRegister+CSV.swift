extension CouncilRegister {
    /// A file of the register: its text, and its name for messages.
    package struct File: Sendable {
        package var name: String
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// Reads a register.
    ///
    /// | column | meaning |
    /// |---|---|
    /// | `id` | required; ASCII, never given to another council |
    /// | `name_ar`, `name_fr` | the territory's name; one of them in each line |
    /// | `full_name_ar`, `full_name_fr` | with its kind: `Province de Khémisset` |
    /// | `council_ar`, `council_ar_alt`, `council_fr` | the council's own name |
    /// | `kind`, `region_code`, `region_ar`, `region_fr`, `population_…` | for lists and counts |
    /// | `aliases_ar`, `aliases_fr` | other names that decide, separated by a vertical bar |
    /// | `weak_aliases` | names that only propose: a seat, a town |
    ///
    /// Other columns are left alone. What stands before the names in the full and council names (`مجلس إقليم`) is what
    /// names are recognised behind: nothing of one country is built in.
    ///
    /// - Parameters:
    ///   - regions: `region_code`, `name_ar`, `name_fr`, and perhaps `councils`, the number there must be in each.
    ///   - districts: `name_ar`, `name_fr`, `maps_to_council`: bodies without a council of their own, which propose one.
    /// - Returns: the register, nil where there is any problem; and every problem, file by file.
    package static func load(
        councilsCSV: String, file: String, regions: File? = nil, districts: File? = nil
    ) -> (CouncilRegister?, [ConfigurationProblem]) {
        var reader = CouncilRegisterReader()
        reader.readCouncils(RegisterTable(File(name: file, text: councilsCSV)))
        if let regions { reader.readRegions(RegisterTable(regions)) }
        if let districts { reader.readDistricts(RegisterTable(districts)) }
        return (reader.problems.isEmpty ? reader.register : nil, reader.problems)
    }
}

/// Turns the tables of a register into its values, and notes every mistake on the way.
private struct CouncilRegisterReader {
    var problems: [ConfigurationProblem] = []
    private var councils: [Council] = []
    private var lines: [Int] = []
    private var places: [String: Int] = [:]
    private var regions: [String: Region] = [:]
    private var index = CouncilIndex()
    private var names: [FoldedKey: CouncilName] = [:]

    var register: CouncilRegister {
        CouncilRegister(councils: councils, regions: regions.values.sorted { $0.code < $1.code }, index: index)
    }

    // MARK: Councils

    private static let columns = [
        "id", "kind", "name_ar", "name_fr", "full_name_ar", "full_name_fr", "council_ar", "council_ar_alt",
        "council_fr", "region_code", "region_ar", "region_fr", "aliases_ar", "aliases_fr", "weak_aliases",
    ]

    mutating func readCouncils(_ table: RegisterTable) {
        problems += table.problems(required: ["id"], oneOf: ["name_ar", "name_fr"], known: Self.columns)
        guard problems.isEmpty else { return }
        let rows = table.rows
        if rows.isEmpty { problems.append(table.problem("has no council")) }
        var kept: [RegisterTable.Row] = []
        for row in rows {
            guard let council = council(row) else { continue }
            places[council.id] = councils.count
            lines.append(row.line)
            councils.append(council)
            kept.append(row)
            index.addCouncil(kind: council.kind, region: council.region)
        }
        var explained: Set<String> = []
        // The shared words of all titles come first: names are compared without them.
        for (row, council) in zip(kept, councils) {
            let texts = row.texts(["name_ar", "name_fr"]) + row.lists(["aliases_ar", "aliases_fr"])
            let names = texts.map { name($0) }
            // A title that is a name behind shared words is found by the name.
            for column in Self.titles {
                guard let title = row[column] else { continue }
                if !index.isExplained(title, names: texts, kind: council.kind) {
                    guard learn(title, column: column, names: names, of: council) else { continue }
                    index.rememberHead(of: title, names: texts, kind: council.kind)
                }
                explained.insert("\(council.id) \(column)")
            }
        }
        for (place, row) in kept.enumerated() {
            for column in ["name_ar", "name_fr"] + Self.titles + ["aliases_ar", "aliases_fr"]
            where !explained.contains("\(councils[place].id) \(column)") {
                addNames(row, column: column, council: place, strength: .strong)
            }
        }
        for (place, row) in kept.enumerated() { addNames(row, column: "weak_aliases", council: place, strength: .weak) }
    }

    private mutating func learn(_ title: String, column: String, names: [CouncilName], of council: Council) -> Bool {
        let title = name(title)
        return index.learnTitle(title, names: names, kind: council.kind, isCouncil: column.hasPrefix("council"))
    }

    /// The name that a text is, taken apart once.
    private mutating func name(_ text: String) -> CouncilName {
        let key = FoldedKey(text)
        if let name = names[key] { return name }
        let name = CouncilName(text)
        names[key] = name
        return name
    }

    private static let titles = ["full_name_ar", "full_name_fr", "council_ar", "council_ar_alt", "council_fr"]

    private mutating func council(_ row: RegisterTable.Row) -> Council? {
        guard let id = row["id"] else {
            problems.append(row.problem("id", "is empty"))
            return nil
        }
        if !ControlTag.isWord(id) {
            problems.append(row.problem("id", "`\(id)` may only have letters, digits, `_` and `-`, all of them ASCII"))
        }
        if let other = places[id] {
            problems.append(row.problem("id", "`\(id)` is the id of line \(lines[other]) too"))
            return nil
        }
        let name = row.localized("name_ar", "name_fr")
        if name.texts.isEmpty {
            problems.append(row.problem("name_ar", "is empty, and so is `name_fr`: the council has no name"))
            return nil
        }
        var population: Int?
        if let (column, text) = row.first(withPrefix: "population") {
            population = Int(text.filter { !$0.isWhitespace })
            if population == nil { problems.append(row.problem(column, "`\(text)` is no whole number")) }
        }
        return Council(
            id: id, kind: row["kind"] ?? "", name: name, fullName: row.localized("full_name_ar", "full_name_fr"),
            councilName: row.localized("council_ar", "council_fr"), region: region(row), population: population)
    }

    private mutating func region(_ row: RegisterTable.Row) -> Region? {
        guard let code = row["region_code"] else { return nil }
        let region = Region(code: code, name: row.localized("region_ar", "region_fr"))
        if let known = regions[code], known != region {
            problems.append(row.problem("region_code", "the region `\(code)` has other names in an earlier line"))
        }
        regions[code] = regions[code] ?? region
        return region
    }

    private mutating func addNames(
        _ row: RegisterTable.Row, column: String, council: Int, strength: CouncilIndex.Strength
    ) {
        for text in row.list(column) {
            guard let other = index.add(name(text), council: council, strength: strength) else { continue }
            problems.append(
                row.problem(column, "`\(text)` is also a name of `\(councils[other].id)` (line \(lines[other]))"))
        }
    }

    // MARK: Regions and districts

    mutating func readRegions(_ table: RegisterTable) {
        let mistakes = table.problems(
            required: ["region_code"], oneOf: ["name_ar", "name_fr"],
            known: ["region_code", "name_ar", "name_fr", "councils"])
        problems += mistakes
        guard mistakes.isEmpty else { return }
        var codes: Set<String> = []
        for row in table.rows {
            guard let code = row["region_code"] else {
                problems.append(row.problem("region_code", "is empty"))
                continue
            }
            if !codes.insert(code).inserted { problems.append(row.problem("region_code", "`\(code)` stands twice")) }
            let region = Region(code: code, name: row.localized("name_ar", "name_fr"))
            regions[code] = region
            index.addRegion(region)
            let count = councils.count { $0.region?.code == code }
            if let expected = row["councils"], Int(expected) != count {
                problems.append(
                    row.problem("councils", "is `\(expected)`, and the register has \(count) in this region"))
            }
        }
        for (place, council) in councils.enumerated() {
            guard let code = council.region?.code else { continue }
            if codes.contains(code) {
                councils[place].region = regions[code]
            } else {
                problems.append(table.problem("has no region `\(code)`, which `\(council.id)` lies in"))
            }
        }
    }

    mutating func readDistricts(_ table: RegisterTable) {
        let mistakes = table.problems(
            required: ["maps_to_council"], oneOf: ["name_ar", "name_fr"],
            known: ["name_ar", "name_fr", "maps_to_council"])
        problems += mistakes
        guard mistakes.isEmpty else { return }
        for row in table.rows {
            guard let id = row["maps_to_council"], let council = places[id] else {
                let text = row["maps_to_council"] ?? ""
                problems.append(row.problem("maps_to_council", "`\(text)` is no council of the register"))
                continue
            }
            for column in ["name_ar", "name_fr"] { addNames(row, column: column, council: council, strength: .weak) }
        }
    }
}
