/// The options of a closed question, to be found by the words that people write for them.
struct OptionIndex: Sendable {
    /// An option found in a text.
    struct Match: Hashable {
        /// The option's position in the form.
        var option: Int
        /// 1 for its very words, less for likeness.
        var likeness: Double
        /// What was written behind an option with free text.
        var otherText: String?
    }

    private struct Entry {
        var option: Int
        var trigrams: Trigrams
        /// The words of its key in alphabetical order, one after the other.
        var sortedWords: [Unicode.Scalar]

        init(option: Int, key: String) {
            self.option = option
            trigrams = Trigrams(key)
            sortedWords = TextSimilarity.sortedWords(key)
        }
    }

    let options: [FormOption]
    /// The keys of the options' labels and aliases.
    let words: [FoldedKey]
    /// For what is no option's very words.
    private let entries: Deferred<[Entry]>
    /// By text, the option that it is.
    private let known = TextMemory<Match?>(capacity: 500)
    /// The first entry of each key.
    private let optionsByKey: [FoldedKey: Int]

    /// The likeness that makes an option, and by how much the next one must fall behind.
    private static let threshold = 0.60
    private static let margin = 0.05

    init(_ options: [FormOption]) {
        self.options = options
        var words: [FoldedKey] = []
        var keys: [(option: Int, key: FoldedKey)] = []
        for (index, option) in options.enumerated() {
            let bilingual = Language.allCases.compactMap { option.label[$0].map { Normaliser.key($0) } }
            let aliases = Language.allCases.flatMap { option.aliases[$0] ?? [] }
            var own: [FoldedKey] = []
            for key in bilingual + aliases.map({ Normaliser.key($0) }) where !key.isEmpty {
                if !own.contains(FoldedKey(key)) { own.append(FoldedKey(key)) }
            }
            words += own
            keys += own.map { (index, $0) }
            if bilingual.count > 1 {
                for key in [bilingual.joined(separator: " "), bilingual.reversed().joined(separator: " ")] {
                    keys.append((index, FoldedKey(key)))
                }
            }
        }
        self.words = words
        entries = Deferred { [keys] in
            keys.map { Entry(option: $0.option, key: $0.key.text) }
        }
        optionsByKey = Dictionary(keys.map { ($0.key, $0.option) }, uniquingKeysWith: { first, _ in first })
    }

    /// The option whose words `text` is: by its label or an alias, in either language or both, with its free text.
    func match(_ text: String) -> Match? { known.value(for: text) { matchAnew(text) } }

    private func matchAnew(_ text: String) -> Match? {
        let text = Self.unmarked(text)
        let whole = likest(Normaliser.key(text))
        if let whole, whole.likeness == 1 { return whole }
        if let mark = ListMark(text), let match = match(mark.rest), match.likeness == 1 { return match }
        if let match = matchWithFreeText(text) { return match }
        let halves = text.split(separator: "/").map { Normaliser.key(String($0)) }
        if halves.count == 2 {
            // One option in two languages; two options are a list.
            let matches = halves.compactMap(likest)
            if Set(matches.map(\.option)).count > 1 { return nil }
            if let match = matches.max(by: { $0.likeness < $1.likeness }), match.likeness == 1 { return match }
        }
        return whole
    }

    /// The keys of the options that have no words beside them.
    var closedKeys: some Sequence<String> {
        optionsByKey.lazy.filter { !options[$0.value].hasFreeText }.map(\.key.text)
    }

    /// The code of the option, be it written as code (`rural_tracks`) or in words.
    func code(_ text: String) -> Match? {
        let word = text.trimmed
        if let option = options.firstIndex(where: { $0.code == word }) { return Match(option: option, likeness: 1) }
        return match(text)
    }

    /// `other: words`, `صفة أخرى (تحدد): …`, `Autres obstacles (à préciser)`.
    private func matchWithFreeText(_ text: String) -> Match? {
        guard options.contains(where: \.hasFreeText) else { return nil }
        let scalars = Array(text.unicodeScalars)
        // The words end where their label does, at a colon or a bracket.
        var heads: [(head: String, rest: String)] = []
        let words = text.split(whereSeparator: \.isWhitespace)
        for option in options where option.hasFreeText {
            for label in option.label.texts.values {
                let scalarsOfLabel = Array(label.unicodeScalars)
                if scalars.starts(with: scalarsOfLabel), scalars.count > scalarsOfLabel.count,
                    !scalars[scalarsOfLabel.count].properties.isAlphabetic
                {
                    heads.append((label, String(scalars[scalarsOfLabel.count...])))
                }
                let count = label.split(whereSeparator: \.isWhitespace).count
                let head = words.prefix(count).joined(separator: " ")
                if words.count > count, Normaliser.key(head) == Normaliser.key(label) {
                    heads.append((head, words.dropFirst(count).joined(separator: " ")))
                }
            }
        }
        // The label in the other language is none of the words.
        heads.removeAll { $0.rest.unicodeScalars.first { !$0.isBlank } == "/" }
        if let colon = scalars.firstIndex(of: ":") {
            heads.insert((String(scalars[..<colon]), String(scalars[(colon + 1)...])), at: 0)
        } else {
            heads.append((text, ""))
        }
        for (head, rest) in heads {
            let bare = Self.withoutHint(head)
            let parts = [bare] + bare.split(separator: "/").map(String.init)
            for part in parts {
                guard var match = likest(Normaliser.key(part)), options[match.option].hasFreeText else { continue }
                let words = FillerText.trimmed(Self.withoutLeadingHint(rest))
                let isHint = Self.hints.contains(Normaliser.key(words)) || Placeholder.isPlaceholder(words)
                match.otherText = isHint || FillerText.isEmpty(words) ? nil : words
                return match
            }
        }
        return nil
    }

    private func likest(_ key: String) -> Match? {
        guard !key.isEmpty else { return nil }
        if let option = optionsByKey[FoldedKey(key)] { return Match(option: option, likeness: 1) }
        let trigrams = Trigrams(key)
        let sortedWords = TextSimilarity.sortedWords(key)
        var best = (option: -1, likeness: 0.0)
        var second = 0.0
        for entry in entries.value {
            let dice = trigrams.dice(entry.trigrams)
            // What is so far behind is neither the likest nor in its way, whatever its words.
            guard dice > 0.2, (dice + 1) / 2 >= max(Self.threshold, best.likeness) - Self.margin else { continue }
            let likeness = (dice + TextSimilarity.damerauLevenshtein(sortedWords, entry.sortedWords)) / 2
            if likeness > best.likeness {
                if entry.option != best.option { second = best.likeness }
                best = (entry.option, likeness)
            } else if entry.option != best.option {
                second = max(second, likeness)
            }
        }
        guard best.likeness >= Self.threshold, best.likeness - second >= Self.margin else { return nil }
        return Match(option: best.option, likeness: min(best.likeness, 0.99))
    }

    /// `text` without the bullet in front of it.
    /// - Parameter keepsSign: whether a dash or plus that touches a digit is a number's sign and no bullet.
    static func unmarked(_ text: String, keepsSign: Bool = false) -> String {
        var scalars = Array(FillerText.trimmed(text).unicodeScalars)[...]
        while let first = scalars.first, Self.bullets.contains(first) || first.isBlank {
            if keepsSign, Self.signs.contains(first), scalars.dropFirst().first?.isDecimal == true {
                break
            }
            scalars.removeFirst()
        }
        return String(scalars)
    }

    private static let bullets: Set<Unicode.Scalar> = [
        "-", "–", "—", "•", "*", "·", "▪", "◦", "►", "➢", "+", "\u{F0B7}", "\u{F0A7}",
    ]
    private static let signs: Set<Unicode.Scalar> = ["-", "–", "—", "+"]

    /// `text` without the bracket at its end: `Autre qualité (à préciser)`.
    private static func withoutHint(_ text: String) -> String {
        guard let open = text.unicodeScalars.lastIndex(of: "(") else { return text }
        return String(text.unicodeScalars[..<open])
    }

    private static func withoutLeadingHint(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.firstIndex(where: { !$0.isBlank }), scalars[first] == "(",
            let close = scalars.firstIndex(of: ")")
        else { return text }
        let inside = Normaliser.key(String(scalars[first...close]))
        return hints.contains(inside) ? String(scalars[(close + 1)...]) : text
    }

    private static let hints = Set(
        ["تحدد", "يحدد", "حدد", "à préciser", "préciser", "précisez", "اذكرها"].map { Normaliser.key($0) })
}
