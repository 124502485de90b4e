extension ThemeLexicon {
    /// Reads a lexicon.
    ///
    /// ```yaml
    /// version: "1.1"
    /// defaults: {unclassified_id: other, file_min_score: 2.0, auto_min_score: 4.0, auto_min_margin: 1.5}
    /// neutral: {ar: ["رقم الهاتف"]}   # phrases that take their words away from every theme
    /// themes:
    ///   - id: finances
    ///     order: 2
    ///     code: T2
    ///     title: {ar: "الموارد المالية", fr: "Ressources financières"}
    ///     keywords:
    ///       ar: {5: ["الموارد الذاتية"], 3: ["التجهيز"]}   # by weight; or [{t: "الموارد الذاتية", w: 5}]
    /// ```
    ///
    /// - Returns: the lexicon, nil where there is any problem; and every problem, in the order of the lines.
    package static func load(yaml: String, file: String) -> (ThemeLexicon?, [ConfigurationProblem]) {
        let log = ProblemLog(file: file)
        let lexicon = YAMLDocument.compose(yaml, log: log).flatMap { ThemeLexiconReader(log: log).lexicon($0) }
        let problems = log.sorted
        return (problems.isEmpty ? lexicon : nil, problems)
    }
}

/// Turns the nodes of a lexicon into its values, and notes every mistake on the way.
private struct ThemeLexiconReader {
    let log: ProblemLog

    func lexicon(_ root: YAMLValue) -> ThemeLexicon? {
        guard let mapping = root.mapping() else { return nil }
        mapping.checkKeys(["version", "defaults", "neutral", "themes"])
        let version = mapping.optional("version")?.string() ?? "1"
        let (thresholds, unclassified) = defaults(mapping.optional("defaults"))
        var themes: [Theme] = []
        var terms: [ThemeTerm] = []
        var ids: Set<String> = [unclassified]
        var orders: Set<Int> = []
        var keys: [[FoldedKey: String]] = []
        for item in mapping.required("themes")?.someItems() ?? [] {
            guard let entries = item.mapping(), let theme = theme(entries) else { continue }
            if !ids.insert(theme.id).inserted {
                entries["id"]?.report("`\(theme.id)` is the id of another theme or of texts without one")
            }
            if !orders.insert(theme.order).inserted {
                entries["order"]?.report("\(theme.order) is the place of another theme")
            }
            terms += keywords(entries, theme: themes.count, allKeys: &keys)
            themes.append(theme)
        }
        // Terms name their theme by its place.
        let sorted = themes.indices.sorted { themes[$0].order < themes[$1].order }
        var places = sorted
        for (place, index) in sorted.enumerated() { places[index] = place }
        for index in terms.indices { terms[index].theme = terms[index].theme.map { places[$0] } }
        terms += neutral(mapping.optional("neutral"), besides: keys)
        return ThemeLexicon(
            themes: sorted.map { themes[$0] }, terms: terms, thresholds: thresholds, unclassified: unclassified,
            version: version)
    }

    private func defaults(_ value: YAMLValue?) -> (ThemeThresholds, unclassified: String) {
        var thresholds = ThemeThresholds()
        guard let mapping = value?.mapping() else { return (thresholds, "other") }
        let numbers: [(String, WritableKeyPath<ThemeThresholds, Double>, ClosedRange<Double>)] = [
            ("file_min_score", \.file, 0...100),
            ("auto_min_score", \.automatic, 0...100),
            ("auto_min_margin", \.margin, 0...100),
            ("learned_weight", \.learned, 0...10),
            ("second_theme_ratio", \.second, 0...1),
        ]
        mapping.checkKeys(["unclassified_id"] + numbers.map(\.0))
        for (key, property, range) in numbers {
            guard let value = mapping.optional(key), let number = value.number() else { continue }
            if range.contains(number) {
                thresholds[keyPath: property] = number
            } else {
                value.report("\(number) is not between \(range.lowerBound) and \(range.upperBound)")
            }
        }
        if thresholds.automatic < thresholds.file {
            mapping.reportKey("auto_min_score", message: "is less than `file_min_score`")
        }
        return (thresholds, mapping.optional("unclassified_id")?.word() ?? "other")
    }

    private func theme(_ mapping: YAMLMapping) -> Theme? {
        mapping.checkKeys(["id", "order", "code", "title", "description", "keywords"])
        let id = mapping.required("id")?.word()
        let order = mapping.required("order")?.integer()
        let code = mapping.required("code")?.word(allowing: ".")
        let title = mapping.required("title").flatMap(text)
        let description = mapping.optional("description").flatMap(text)
        if let order, order < 1 { mapping["order"]?.report("\(order) is less than 1") }
        guard let id, let order, let code, let title else { return nil }
        return Theme(id: id, order: order, code: code, title: title, description: description)
    }

    /// A text in one language or more.
    private func text(_ value: YAMLValue) -> LocalizedText? {
        guard let mapping = value.mapping() else { return nil }
        mapping.checkKeys(Language.allCases.map(\.rawValue))
        var texts: [Language: String] = [:]
        for language in Language.allCases { texts[language] = mapping.optional(language.rawValue)?.string() }
        if texts.isEmpty { value.report("has no text in any language") }
        return LocalizedText(texts)
    }

    private func keywords(_ mapping: YAMLMapping, theme: Int, allKeys: inout [[FoldedKey: String]]) -> [ThemeTerm] {
        guard let keywords = mapping.required("keywords")?.mapping() else { return [] }
        keywords.checkKeys(Language.allCases.map(\.rawValue))
        var terms: [ThemeTerm] = []
        for language in Language.allCases {
            var keys: [FoldedKey: String] = [:]
            guard let value = keywords.optional(language.rawValue) else { continue }
            if value.isMapping {
                for entry in value.mapping()?.entries ?? [] {
                    guard let weight = weight(Double(entry.key), written: entry.key, entry.value) else { continue }
                    for item in entry.value.items() ?? [] {
                        guard let term = term(item, theme: theme, weight: weight, keys: &keys) else { continue }
                        terms.append(term)
                    }
                }
            } else {
                for item in value.items() ?? [] {
                    if let term = keyword(item, theme: theme, keys: &keys) { terms.append(term) }
                }
            }
            allKeys.append(keys)
        }
        return terms
    }

    /// The phrases that speak for no theme, though their words would.
    private func neutral(_ value: YAMLValue?, besides keys: [[FoldedKey: String]]) -> [ThemeTerm] {
        guard let mapping = value?.mapping() else { return [] }
        mapping.checkKeys(Language.allCases.map(\.rawValue))
        return Language.allCases.flatMap { language in
            (mapping.optional(language.rawValue)?.items() ?? []).compactMap { item in
                guard let text = item.string() else { return nil }
                let term = ThemeTerm(theme: nil, text: text, weight: 0)
                if term.tokens.isEmpty { item.report("`\(text)` has neither letter nor digit") }
                if keys.contains(where: { $0[term.key] != nil }) {
                    item.report("`\(text)` is a keyword of a theme too")
                }
                return term.tokens.isEmpty ? nil : term
            }
        }
    }

    /// A keyword with its weight beside it: `{t: "الموارد الذاتية", w: 5}`.
    private func keyword(_ value: YAMLValue, theme: Int, keys: inout [FoldedKey: String]) -> ThemeTerm? {
        guard let mapping = value.mapping() else { return nil }
        mapping.checkKeys(["t", "w"])
        let text = mapping.required("t")
        let weight = mapping.required("w").flatMap { value in
            value.number().flatMap { self.weight($0, written: value.scalar ?? "", value) }
        }
        guard let text, let weight else { return nil }
        return term(text, theme: theme, weight: weight, keys: &keys)
    }

    private func weight(_ number: Double?, written: String, _ value: YAMLValue) -> Double? {
        if let number, number > 0, number <= 5 { return number }
        value.report("`\(written)` is no weight: more than 0, at most 5")
        return nil
    }

    private func term(_ value: YAMLValue, theme: Int, weight: Double, keys: inout [FoldedKey: String]) -> ThemeTerm? {
        guard let text = value.string() else { return nil }
        let entry = ThemeTerm(theme: theme, text: text, weight: weight)
        if entry.tokens.isEmpty {
            value.report("`\(text)` has neither letter nor digit")
            return nil
        }
        if let other = keys.updateValue(text, forKey: entry.key) {
            value.report(
                other == text ? "`\(text)` stands twice in this theme" : "`\(text)` is `\(other)` once more, folded")
        }
        return entry
    }
}
