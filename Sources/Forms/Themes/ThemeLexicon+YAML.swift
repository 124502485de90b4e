extension ThemeLexicon {
    /// Reads a lexicon.
    ///
    /// ```yaml
    /// version: "1.1"
    /// defaults:
    ///   {unclassified_id: other, file_min_score: 2.0, auto_min_score: 4.0, auto_min_margin: 1.5,
    ///    auto_min_confidence: 0.9, confidence: {0: 0.4, 4: 0.9, 8: 0.99}}   # by the lead, counted on labelled texts
    /// neutral: {ar: ["رقم الهاتف"]}   # phrases that take their words away from every theme
    /// unclassified: {fr: {5: ["facture n°"]}}   # what speaks for a text's having no theme
    /// themes:
    ///   - id: finances
    ///     order: 2
    ///     code: T2
    ///     title: {ar: "الموارد المالية", fr: "Ressources financières"}
    ///     keywords:
    ///       ar: {5: ["الموارد الذاتية"], 3: ["التجهيز"]}   # by weight; or [{t: "الموارد الذاتية", w: 5}]
    ///       fr: {5: "part de TVA | emprunt"}             # many terms in one text, a vertical bar between two
    /// ```
    ///
    /// - Parameter own: the terms that the association has added to the lexicon, as ``OwnTerms`` writes them.
    /// - Returns: the lexicon, nil where there is any problem; and every problem, in the order of the lines.
    package static func load(
        yaml: String, file: String, own: (yaml: String, file: String)? = nil
    ) -> (ThemeLexicon?, [ConfigurationProblem]) {
        let log = ProblemLog(file: file)
        guard var content = YAMLDocument.compose(yaml, log: log).flatMap({ ThemeLexiconReader(log: log).content($0) })
        else { return (nil, log.sorted) }
        var problems = log.sorted
        if let own {
            let log = ProblemLog(file: own.file)
            content.terms += OwnTerms.read(own.yaml, for: content, log: log)
            problems += log.sorted
        }
        return (problems.isEmpty ? ThemeLexicon(content) : nil, problems)
    }
}

/// Turns the nodes of a lexicon into its values, and notes every mistake on the way.
private struct ThemeLexiconReader {
    let log: ProblemLog

    func content(_ root: YAMLValue) -> ThemeLexicon.Content? {
        guard let mapping = root.mapping() else { return nil }
        mapping.checkKeys(["version", "defaults", "neutral", "unclassified", "themes"])
        let version = mapping.optional("version")?.string() ?? "1"
        let (thresholds, unclassified) = defaults(mapping.optional("defaults"))
        var themes: [Theme] = []
        var terms: [ThemeTerm] = []
        var ids: Set<String> = [unclassified]
        var orders: Set<Int> = []
        var reader = ThemeTermReader()
        for item in mapping.required("themes")?.someItems() ?? [] {
            guard let entries = item.mapping(), let theme = theme(entries) else { continue }
            if !ids.insert(theme.id).inserted {
                entries["id"]?.report("`\(theme.id)` is the id of another theme or of texts without one")
            }
            if !orders.insert(theme.order).inserted {
                entries["order"]?.report("\(theme.order) is the place of another theme")
            }
            if let keywords = entries.required("keywords") { reader.read(keywords, subject: .theme(themes.count)) }
            themes.append(theme)
        }
        if let words = mapping.optional("unclassified") { reader.read(words, subject: .unclassified) }
        reader.readNeutral(mapping.optional("neutral"))
        // Terms name their theme by its place.
        let sorted = themes.indices.sorted { themes[$0].order < themes[$1].order }
        var places = sorted
        for (place, index) in sorted.enumerated() { places[index] = place }
        terms = reader.terms
        for index in terms.indices {
            if case .theme(let theme) = terms[index].subject { terms[index].subject = .theme(places[theme]) }
        }
        return ThemeLexicon.Content(
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
            ("auto_min_confidence", \.confidence, 0...1),
            ("learned_weight", \.learned, 0...10),
            ("second_theme_ratio", \.second, 0...1),
        ]
        mapping.checkKeys(["unclassified_id", "confidence"] + numbers.map(\.0))
        thresholds.curve = curve(mapping.optional("confidence"))
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

    /// The confidence by the lead.
    private func curve(_ value: YAMLValue?) -> ConfidenceCurve {
        var points: [ConfidenceCurve.Point] = []
        for entry in value?.mapping()?.entries ?? [] {
            guard let confidence = entry.value.number() else { continue }
            if let lead = Double(entry.key), lead.isFinite, (0...1).contains(confidence) {
                points.append(ConfidenceCurve.Point(lead: lead, confidence: confidence))
            } else {
                entry.value.report("`\(entry.key)` is a lead in points, its confidence between 0 and 1")
            }
        }
        let curve = ConfidenceCurve(points)
        if zip(curve.points, curve.points.dropFirst()).contains(where: { $0.confidence > $1.confidence }) {
            value?.report("the confidence falls where the lead rises")
        }
        return curve
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
}
