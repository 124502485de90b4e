/// Reads the terms of a lexicon, in any of the ways they may be written.
struct ThemeTermReader {
    private(set) var terms: [ThemeTerm] = []
    /// The terms of themes by all their words: a neutral phrase may not be one of them.
    private var keys: Set<WordHash> = []

    /// Terms by language, and in each by weight or with their weights beside them.
    mutating func read(_ value: YAMLValue, subject: ThemeTerm.Subject) {
        guard let languages = value.mapping() else { return }
        languages.checkKeys(Language.allCases.map(\.rawValue))
        for language in Language.allCases {
            guard let value = languages.optional(language.rawValue) else { continue }
            var seen: [WordHash: Substring] = [:]
            if value.isMapping {
                for entry in value.mapping()?.entries ?? [] {
                    guard let weight = weight(Double(entry.key), written: entry.key, entry.value) else { continue }
                    readAll(entry.value, subject: subject, weight: weight, seen: &seen)
                }
            } else {
                for item in value.items() ?? [] { readWeighted(item, subject: subject, seen: &seen) }
            }
            if case .theme = subject { keys.formUnion(seen.keys) }
        }
    }

    /// The phrases that speak for no theme, though their words would.
    mutating func readNeutral(_ value: YAMLValue?) {
        guard let languages = value?.mapping() else { return }
        languages.checkKeys(Language.allCases.map(\.rawValue))
        for language in Language.allCases {
            for item in languages.optional(language.rawValue)?.items() ?? [] {
                guard let text = item.string() else { continue }
                let term = ThemeTerm(.neutral, text: text[...], weight: 0)
                if term.words.isEmpty { item.report("`\(text)` has neither letter nor digit") }
                if keys.contains(term.key) { item.report("`\(text)` is a keyword of a theme too") }
                if !term.words.isEmpty { terms.append(term) }
            }
        }
    }

    // MARK: Terms of one weight

    private mutating func readAll(
        _ value: YAMLValue, subject: ThemeTerm.Subject, weight: Double, seen: inout [WordHash: Substring]
    ) {
        guard let text = value.scalar, !value.isNull, text.utf8.contains(UInt8(ascii: "|")) else {
            for item in value.items() ?? [] {
                guard let text = item.string() else { continue }
                add(text[...], subject: subject, weight: weight, seen: &seen) { item.report($0) }
            }
            return
        }
        var line = 0
        for part in text.utf8.split(separator: UInt8(ascii: "|")) {
            let newline = UInt8(ascii: "\n")
            let place = line + part.prefix { $0 == newline || $0 == 0x20 }.lazy.filter { $0 == newline }.count
            line += part.lazy.filter { $0 == newline }.count
            let term = Substring(part)
            guard term.unicodeScalars.contains(where: { !$0.isBlank }) else { continue }
            add(term.trimmedBlanks, subject: subject, weight: weight, seen: &seen) {
                value.report($0, linesBelow: place)
            }
        }
    }

    /// A keyword with its weight beside it: `{t: "الموارد الذاتية", w: 5}`.
    private mutating func readWeighted(
        _ value: YAMLValue, subject: ThemeTerm.Subject, seen: inout [WordHash: Substring]
    ) {
        guard let mapping = value.mapping() else { return }
        mapping.checkKeys(["t", "w"])
        let item = mapping.required("t")
        let weight = mapping.required("w").flatMap { value in
            value.number().flatMap { self.weight($0, written: value.scalar ?? "", value) }
        }
        guard let item, let weight, let text = item.string() else { return }
        add(text[...], subject: subject, weight: weight, seen: &seen) { item.report($0) }
    }

    private func weight(_ number: Double?, written: String, _ value: YAMLValue) -> Double? {
        if let number, number > 0, number <= 5 { return number }
        value.report("`\(written)` is no weight: more than 0, at most 5")
        return nil
    }

    private mutating func add(
        _ text: Substring, subject: ThemeTerm.Subject, weight: Double, seen: inout [WordHash: Substring],
        report: (String) -> Void
    ) {
        let term = ThemeTerm(subject, text: text, weight: weight)
        guard !term.words.isEmpty else { return report("`\(text)` has neither letter nor digit") }
        if let other = seen.updateValue(text, forKey: term.key) {
            report(other == text ? "`\(text)` stands twice in this theme" : "`\(text)` is `\(other)` once more, folded")
        }
        terms.append(term)
    }
}

extension Substring {
    /// The text without the white space around it.
    fileprivate var trimmedBlanks: Substring {
        var scalars = unicodeScalars
        while let first = scalars.first, first.isBlank { scalars.removeFirst() }
        while let last = scalars.last, last.isBlank { scalars.removeLast() }
        return Substring(scalars)
    }
}
