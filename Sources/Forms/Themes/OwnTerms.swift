/// The terms that an association has added to its lexicon: a file beside the lexicon, which stays as it is.
///
/// ```yaml
/// themes:
///   finances: {ar: {3: ["الكريدي"]}, fr: {2: ["subside"]}}
/// unclassified: {fr: {3: ["tombola"]}}
/// ```
package enum OwnTerms {
    /// A term with its theme; nil for texts without one.
    package struct Term: Hashable, Sendable {
        package var theme: String?
        package var text: String
        /// More than 0, at most 5.
        package var weight: Double

        package init(theme: String?, text: String, weight: Double) {
            self.theme = theme
            self.text = text
            self.weight = weight
        }
    }

    /// The file of own terms that belongs to a lexicon: `themes-own.yaml` beside `themes.yaml`.
    package static func file(besides lexicon: String) -> String {
        for ending in [".yaml", ".yml"] where lexicon.hasSuffix(ending) {
            return lexicon.dropLast(ending.count) + "-own" + ending
        }
        return lexicon + "-own"
    }

    static func read(_ yaml: String, for content: ThemeLexicon.Content, log: ProblemLog) -> [ThemeTerm] {
        guard let root = YAMLDocument.compose(yaml, log: log)?.mapping() else { return [] }
        root.checkKeys(["themes", "unclassified"])
        var reader = ThemeTermReader()
        for entry in root.optional("themes")?.mapping()?.entries ?? [] {
            if let theme = content.themes.firstIndex(where: { $0.id == entry.key }) {
                reader.read(entry.value, subject: .theme(theme))
            } else {
                entry.value.report("`\(entry.key)` is no theme of the lexicon")
            }
        }
        if let words = root.optional("unclassified") { reader.read(words, subject: .unclassified) }
        return reader.terms
    }
}

extension ThemeLexicon {
    /// The lexicon with further terms.
    package func adding(_ terms: [OwnTerms.Term]) -> ThemeLexicon {
        var content = content
        content.terms += terms.compactMap { term in
            guard let id = term.theme else {
                return ThemeTerm(.unclassified, text: term.text[...], weight: term.weight)
            }
            return themes.firstIndex { $0.id == id }.map {
                ThemeTerm(.theme($0), text: term.text[...], weight: term.weight)
            }
        }
        return ThemeLexicon(content)
    }
}

extension OwnTerms {
    /// The file of own terms with more of them, as ``ThemeLexicon/load(yaml:file:own:)`` reads it.
    ///
    /// - Parameter yaml: the file as it is; nil where there is none yet.
    /// - Returns: the text of the file, nil where it cannot be read; and every problem.
    package static func adding(
        _ terms: [Term], to yaml: String?, file: String, of lexicon: ThemeLexicon
    ) -> (String?, [ConfigurationProblem]) {
        let log = ProblemLog(file: file)
        var held = yaml.map { read($0, for: lexicon.content, log: log) } ?? []
        guard log.sorted.isEmpty else { return (nil, log.sorted) }
        for term in terms {
            let subject = term.theme.map { id in
                ThemeTerm.Subject.theme(lexicon.themes.firstIndex { $0.id == id } ?? 0)
            }
            let new = ThemeTerm(subject ?? .unclassified, text: term.text[...], weight: term.weight)
            if let known = held.firstIndex(where: { $0.subject == new.subject && $0.key == new.key }) {
                held[known].weight = term.weight
            } else {
                held.append(new)
            }
        }
        var lines = [
            "# Terms that this association added to its lexicon; `istimara themes learn --write` adds to them."
        ]
        let themes = lexicon.themes.enumerated().map { place, theme in
            (name: "  \(theme.id):", indent: "    ", terms: held.filter { $0.subject == .theme(place) })
        }
        if themes.contains(where: { !$0.terms.isEmpty }) { lines.append("themes:") }
        let unclassified = (name: "unclassified:", indent: "  ", terms: held.filter { $0.subject == .unclassified })
        for group in themes + [unclassified] where !group.terms.isEmpty {
            lines.append(group.name)
            for (language, isArabic) in [("ar", true), ("fr", false)] {
                let own = group.terms.filter { $0.isArabic == isArabic }
                if own.isEmpty { continue }
                lines.append("\(group.indent)\(language):")
                for term in own {
                    lines.append("\(group.indent)  - {t: \(quoted(term.text)), w: \(weightText(term.weight))}")
                }
            }
        }
        return (lines.joined(separator: "\n") + "\n", [])
    }

    /// A text in quotation marks, for YAML.
    private static func quoted(_ text: Substring) -> String {
        // Scalars, because a combining mark may follow a quote.
        let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
        return "\"" + escaped.joined() + "\""
    }

    private static func weightText(_ weight: Double) -> String {
        weight == weight.rounded() ? String(Int(weight)) : String(weight)
    }
}
