extension DefinitionReader {
    /// The keys every question has.
    private static let commonKeys = ["id", "code", "type", "required", "label", "aliases"]

    /// The keys that a question of each type has beside the common ones.
    private static func keys(of type: QuestionType) -> [String] {
        switch type {
        case .text, .email, .phone, .council, .date: []
        case .longtext: ["classify"]
        case .single, .multi: ["options", "options_ref"]
        case .ranking: ["options", "options_ref", "rank_all"]
        case .scale: ["scale"]
        case .number: ["range", "unit"]
        case .amount: ["range", "unit", "currency"]
        case .table: ["columns", "rows", "min_rows"]
        case .grid: ["rows", "scale", "options", "options_ref"]
        }
    }

    private static let allTypeKeys = Set(QuestionType.allCases.flatMap(keys)).sorted()

    func readQuestion(_ value: YAMLValue) -> Question? {
        guard let mapping = value.mapping() else { return nil }
        let id = mapping.required("id").flatMap { questionIDs.readWord($0) }
        let code = mapping.required("code").flatMap { questionCodes.readWord($0, allowing: ".") }
        guard let question = readQuestion(mapping, id: id ?? "", code: code, types: QuestionType.allCases) else {
            return nil
        }
        checkTags(of: question, at: mapping)
        return question
    }

    private func readColumns(_ value: YAMLValue, hasFixedRows: Bool) -> [Question] {
        var ids = UniqueWords()
        let types = QuestionType.allCases.filter { ![.table, .grid, .ranking].contains($0) }
        return value.someItems()?.compactMap { item in
            guard let mapping = item.mapping() else { return nil }
            let id = mapping.required("id")
            let word = id.flatMap { ids.readWord($0) }
            if hasFixedRows, word == "row" { id?.report("`row` names the row itself in a table with fixed rows") }
            return readQuestion(
                mapping, id: word ?? "", code: mapping.optional("code")?.word(allowing: "."), types: types)
        } ?? []
    }

    /// Reads what questions and columns have in common.
    private func readQuestion(_ mapping: YAMLMapping, id: String, code: String?, types: [QuestionType]) -> Question? {
        let label = mapping.required("label").map(readText) ?? LocalizedText([:])
        let aliases = readAliases(mapping.optional("aliases"))
        let isRequired = mapping.optional("required")?.boolean() ?? false
        guard let type = mapping.required("type").flatMap({ readType($0, among: types) }) else {
            mapping.checkKeys(Self.commonKeys + Self.allTypeKeys)
            return nil
        }
        mapping.checkKeys(
            Self.commonKeys + Self.keys(of: type), elsewhere: Self.allTypeKeys,
            reason: "has no meaning in a question of type `\(type.rawValue)`")
        var question = Question(id: id, code: code, type: type, isRequired: isRequired, label: label, aliases: aliases)
        readDetails(of: &question, from: mapping)
        return question
    }

    private func readType(_ value: YAMLValue, among types: [QuestionType]) -> QuestionType? {
        guard let word = value.string() else { return nil }
        if let type = QuestionType(rawValue: word) {
            if types.contains(type) { return type }
            value.report("a column cannot be of type `\(word)`")
            return nil
        }
        let names = types.map(\.rawValue)
        let hint =
            nearestWord(to: word, in: names).map { "did you mean `\($0)`?" }
            ?? "there are \(names.joined(separator: ", "))"
        value.report("`\(word)` is not a type of question; \(hint)")
        return nil
    }

    private func readDetails(of question: inout Question, from mapping: YAMLMapping) {
        switch question.type {
        case .text, .email, .phone, .council, .date: break
        case .longtext:
            question.isClassified = mapping.optional("classify")?.boolean() ?? false
        case .single, .multi:
            question.options = readClosedOptions(of: mapping)
        case .ranking:
            question.options = readClosedOptions(of: mapping)
            question.ranksAll = mapping.optional("rank_all")?.boolean() ?? false
        case .scale:
            question.scale = mapping.required("scale").flatMap(readScale)
        case .number, .amount:
            question.range = mapping.optional("range").flatMap(readRange)
            question.unit = mapping.optional("unit")?.string()
            question.currency = mapping.optional("currency").flatMap(readCurrency)
        case .table:
            let rows = mapping.optional("rows")
            question.rows = rows.map(readRows) ?? []
            question.columns = mapping.required("columns").map { readColumns($0, hasFixedRows: rows != nil) } ?? []
            if let count = mapping.optional("min_rows").flatMap({ readInteger($0, in: 1...50) }) {
                question.minimumRows = count
            }
        case .grid:
            question.rows = mapping.required("rows").map(readRows) ?? []
            if let scale = mapping.optional("scale") {
                question.scale = readScale(scale)
                if mapping["options"] != nil || mapping["options_ref"] != nil {
                    mapping.reportKey("scale", message: "stands beside options: a grid has one of the two")
                }
            } else {
                question.options = readClosedOptions(of: mapping)
            }
        }
    }

    // MARK: Options, rows, numbers

    private func readClosedOptions(of mapping: YAMLMapping) -> [FormOption] {
        switch (mapping.optional("options"), mapping.optional("options_ref")) {
        case (let options?, nil):
            return readOptions(options)
        case (nil, let reference?):
            guard let name = reference.string() else { return [] }
            if let vocabulary = vocabularies[name] { return vocabulary }
            let hint = nearestWord(to: name, in: vocabularies.keys).map { "; did you mean `\($0)`?" } ?? ""
            reference.report("`\(name)` is not one of the vocabularies\(hint)")
            return []
        case (_?, let reference?):
            reference.report("stands beside `options`: a question has one of the two")
            return []
        case (nil, nil):
            mapping.reportKey("options", message: "is missing, and so is `options_ref`")
            return []
        }
    }

    func readOptions(_ value: YAMLValue) -> [FormOption] {
        var codes = UniqueWords()
        return value.someItems()?.compactMap { item in
            guard let mapping = item.mapping() else { return nil }
            mapping.checkKeys(
                ["code"] + Self.languageCodes + Self.languageCodes.map { "aliases_\($0)" } + ["free_text"])
            let code = mapping.required("code")
            let word = code.flatMap { codes.readWord($0) }
            if word == ControlTag.otherTextWord { code?.report("`\(ControlTag.otherTextWord)` is kept for free text") }
            var aliases: [Language: [String]] = [:]
            for language in Language.allCases {
                aliases[language] = mapping.optional("aliases_\(language.rawValue)")?.strings()
            }
            return FormOption(
                code: word ?? "", label: readTexts(in: mapping), aliases: aliases,
                hasFreeText: mapping.optional("free_text")?.boolean() ?? false)
        } ?? []
    }

    private func readRows(_ value: YAMLValue) -> [FormRow] {
        var ids = UniqueWords()
        return value.someItems()?.compactMap { item in
            guard let mapping = item.mapping() else { return nil }
            mapping.checkKeys(["id"] + Self.languageCodes)
            let id = mapping.required("id").flatMap { ids.readWord($0) }
            return FormRow(id: id ?? "", label: readTexts(in: mapping))
        } ?? []
    }

    private func readAliases(_ value: YAMLValue?) -> [Language: [String]] {
        guard let mapping = value?.mapping() else { return [:] }
        mapping.checkKeys(Self.languageCodes)
        var aliases: [Language: [String]] = [:]
        for language in Language.allCases { aliases[language] = mapping.optional(language.rawValue)?.strings() }
        return aliases
    }

    private func readScale(_ value: YAMLValue) -> Scale? {
        guard let mapping = value.mapping() else { return nil }
        mapping.checkKeys(["min", "max", "min_label", "max_label"])
        let minimumLabel = mapping.optional("min_label").map(readText)
        let maximumLabel = mapping.optional("max_label").map(readText)
        // Both are read before either is judged, so that both are named where both are wrong.
        let bounds = (mapping.required("min")?.integer(), mapping.required("max")?.integer())
        guard case (let minimum?, let maximum?) = bounds else { return nil }
        let steps = maximum.subtractingReportingOverflow(minimum)
        guard minimum < maximum, !steps.overflow, steps.partialValue < 20 else {
            value.report(
                minimum < maximum
                    ? "has more than 20 numbers" : "`min` \(minimum) is not less than `max` \(maximum)")
            return nil
        }
        return Scale(minimum: minimum, maximum: maximum, minimumLabel: minimumLabel, maximumLabel: maximumLabel)
    }

    private func readRange(_ value: YAMLValue) -> ClosedRange<Double>? {
        guard let items = value.items() else { return nil }
        let bounds = items.compactMap { $0.number() }
        guard items.count == 2 else {
            value.report("expects [least, greatest], and has \(items.count) items")
            return nil
        }
        guard bounds.count == 2 else { return nil }
        guard bounds[0] <= bounds[1] else {
            value.report("is reversed: the least number comes first")
            return nil
        }
        return bounds[0]...bounds[1]
    }

    private func readCurrency(_ value: YAMLValue) -> String? {
        guard let code = value.string() else { return nil }
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            value.report("`\(code)` is not a currency code of ISO 4217 (`MAD`)")
            return nil
        }
        return code
    }

    private func readInteger(_ value: YAMLValue, in range: ClosedRange<Int>) -> Int? {
        guard let number = value.integer() else { return nil }
        guard range.contains(number) else {
            value.report("expects a number from \(range.lowerBound) to \(range.upperBound), and has \(number)")
            return nil
        }
        return number
    }

    // MARK: Tags

    /// Reports ids that would make a control's tag longer than Word takes.
    private func checkTags(of question: Question, at mapping: YAMLMapping) {
        guard
            let longest = question.controlTags.map(\.description).max(by: { $0.utf8.count < $1.utf8.count }),
            longest.utf8.count > ControlTag.maximumLength
        else { return }
        mapping.reportKey(
            "id", message: "gives the control tag `\(longest)`, longer than \(ControlTag.maximumLength) characters")
    }
}
