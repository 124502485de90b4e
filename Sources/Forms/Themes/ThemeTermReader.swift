/// Reads the terms of a lexicon, in any of the ways they may be written.
struct ThemeTermReader {
    private(set) var terms: [ThemeTerm] = []
    /// The terms of themes by all their words: a neutral phrase may not be one of them.
    private var keys = HashTable(capacity: 16)

    /// Terms by language, and in each by weight or with their weights beside them.
    mutating func read(_ value: YAMLValue, subject: ThemeTerm.Subject) {
        guard let languages = value.mapping() else { return }
        languages.checkKeys(Language.allCases.map(\.rawValue))
        for language in Language.allCases {
            guard let value = languages.optional(language.rawValue) else { continue }
            // The terms of this language and subject by all their words.
            var seen = HashTable(capacity: 256)
            if value.isMapping {
                for entry in value.mapping()?.entries ?? [] {
                    guard let weight = weight(Double(entry.key), written: entry.key, entry.value) else { continue }
                    readAll(entry.value, subject: subject, weight: weight, seen: &seen)
                }
            } else {
                for item in value.items() ?? [] { readWeighted(item, subject: subject, seen: &seen) }
            }
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
                if keys[term.key] != nil { item.report("`\(text)` is a keyword of a theme too") }
                if !term.words.isEmpty { terms.append(term) }
            }
        }
    }

    // MARK: Terms of one weight

    private mutating func readAll(
        _ value: YAMLValue, subject: ThemeTerm.Subject, weight: Double, seen: inout HashTable
    ) {
        guard let block = value.scalar, !value.isNull, block.utf8.contains(BarSeparated.bar) else {
            for item in value.items() ?? [] {
                guard let text = item.string() else { continue }
                add(ThemeTerm(subject, text: text[...], weight: weight), seen: &seen) { item.report($0) }
            }
            return
        }
        let texts = BarSeparated.texts(block)
        var read = 0
        var words = ThemeTerm.Words()
        // A text is read once the words of a later one come.
        func finish(before text: Int) {
            while read < text {
                let text = texts[read]
                read += 1
                if text.isEmpty { continue }
                add(ThemeTerm(subject, text: text, words: words, weight: weight), seen: &seen) { message in
                    let before = block.utf8[..<text.startIndex]
                    value.report(message, linesBelow: before.count { $0 == BarSeparated.newline })
                }
                words = ThemeTerm.Words()
            }
        }
        let isRead = TokenisedText.forEachWord(in: block, separatedBy: "|", count: texts.count) {
            finish(before: $0)
            words.append($1, isNumber: $2)
        }
        // A bar that another character stands for: each text is cleaned by itself.
        if !isRead {
            for (place, text) in texts.enumerated() {
                finish(before: place)
                TokenisedText.forEachWord(in: text) { words.append($0, isNumber: $1) }
            }
        }
        finish(before: texts.count)
    }

    /// A keyword with its weight beside it: `{t: "الموارد الذاتية", w: 5}`.
    private mutating func readWeighted(_ value: YAMLValue, subject: ThemeTerm.Subject, seen: inout HashTable) {
        guard let mapping = value.mapping() else { return }
        mapping.checkKeys(["t", "w"])
        let item = mapping.required("t")
        let weight = mapping.required("w").flatMap { value in
            value.number().flatMap { self.weight($0, written: value.scalar ?? "", value) }
        }
        guard let item, let weight, let text = item.string() else { return }
        add(ThemeTerm(subject, text: text[...], weight: weight), seen: &seen) { item.report($0) }
    }

    private func weight(_ number: Double?, written: String, _ value: YAMLValue) -> Double? {
        if let number, number > 0, number <= 5 { return number }
        value.report("`\(written)` is no weight: more than 0, at most 5")
        return nil
    }

    private mutating func add(_ term: ThemeTerm, seen: inout HashTable, report: (String) -> Void) {
        let text = term.text
        guard !term.words.isEmpty else { return report("`\(text)` has neither letter nor digit") }
        let known = seen.insert(term.key, new: terms.count)
        if known < terms.count {
            let other = terms[known].text
            report(other == text ? "`\(text)` stands twice in this theme" : "`\(text)` is `\(other)` once more, folded")
        }
        if case .theme = term.subject { _ = keys.insert(term.key, new: terms.count) }
        terms.append(term)
    }
}

/// Texts in one, a vertical bar between each two.
private enum BarSeparated {
    static let bar = UInt8(ascii: "|")
    static let newline = UInt8(ascii: "\n")

    /// The texts without the white space around them; an empty one where nothing stands between two bars.
    static func texts(_ block: String) -> [Substring] {
        let utf8 = block.utf8
        var texts: [Substring] = []
        var start = utf8.startIndex
        // From the first character of a text to the last that is no white space.
        var first: String.Index?
        var end = start
        func finish() { texts.append(Substring(utf8[(first ?? start)..<(first == nil ? start : end)])) }
        var place = start
        while place < utf8.endIndex {
            let byte = utf8[place]
            let next = utf8.index(after: place)
            if byte == bar {
                finish()
                (first, start) = (nil, next)
            } else if byte > 0x20 {
                first = first ?? place
                end = next
            }
            place = next
        }
        finish()
        return texts
    }
}
