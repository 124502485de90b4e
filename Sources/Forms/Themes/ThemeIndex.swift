/// The terms of a lexicon, ready to be found in texts.
struct ThemeIndex: Sendable {
    let terms: [ThemeTerm]
    private var keyPhrases: PhraseIndex
    private var stemPhrases: PhraseIndex
    /// Every word of a term by its stem.
    private var stems: HashTable
    /// Every word of a term by its key: what corrections teach is looked up there.
    private let keys: Deferred<HashTable>
    /// For each term the first term with the same stems: a phrase in two spellings counts once.
    private(set) var phrases: [Int] = []
    private let neighbours: Deferred<StemNeighbours>

    init(_ terms: [ThemeTerm]) {
        self.terms = terms
        keyPhrases = PhraseIndex(capacity: terms.count * 2)
        stemPhrases = PhraseIndex(capacity: terms.count * 2)
        stems = HashTable(capacity: terms.count)
        keys = Deferred {
            var keys = HashTable(capacity: terms.count)
            for term in terms { for word in term.words { _ = keys.insert(word.key, new: 0) } }
            return keys
        }
        neighbours = Deferred { StemNeighbours(terms) }
        var firstTerms = HashTable(capacity: terms.count)
        phrases.reserveCapacity(terms.count)
        for (place, term) in terms.enumerated() {
            keyPhrases.insert(term.words.lazy.map(\.key), term: place)
            guard term.subject != .neutral else {
                for first in Self.written(term) {
                    keyPhrases.insert([first] + term.words.dropFirst().map(\.key), term: place)
                }
                phrases.append(place)
                continue
            }
            stemPhrases.insert(term.words.lazy.map(\.stem), term: place)
            for word in term.words { _ = stems.insert(word.stem, new: 0) }
            phrases.append(firstTerms.insert(term.stems, new: place))
        }
    }

    /// A neutral phrase's first word with the article and prepositions that Arabic writes on to it.
    private static func written(_ term: ThemeTerm) -> [WordHash] {
        guard term.isArabic,
            let first = Normaliser.tokens(String(term.text)).first(where: { !FunctionWords.contains($0) })
        else { return [] }
        let bare = CouncilName.withoutArticle(first)
        return ["", "ال", "لل", "بال", "وال", "ل", "ب", "و"].map { $0 + bare }.filter { $0 != first }.map {
            WordHash($0)
        }
    }

    func knows(key: WordHash) -> Bool { keys.value[key] != nil }

    // MARK: Words of a text

    /// A word of a text that is no function word.
    struct Word: Sendable {
        var key: WordHash
        /// The stem of the lexicon that the word has; nil where it has none.
        var stem: WordHash?
        /// Its place in the cleaned text.
        var range: Range<Int>
    }

    /// The words of a text, and the cleaned text they stand in.
    func words(_ text: Substring, isScanned: Bool) -> (words: [Word], cleaned: [Unicode.Scalar]) {
        var words: [Word] = []
        var functionWords: [Word] = []
        let cleaned = TokenisedText.forEachToken(in: text) { word, isNumber, range in
            let key = WordHash(word)
            let stem = known(isNumber ? word : Stemming.stem(word), isScanned: isScanned)
            let entry = Word(key: key, stem: stem, range: range)
            if FunctionWords.contains(key) { functionWords.append(entry) } else { words.append(entry) }
        }
        return (words.isEmpty ? functionWords : words, cleaned)
    }

    private static let proclitics: Set<Unicode.Scalar> = ["ب", "ل", "ف", "ك", "و", "س"]

    /// The stem where the lexicon has it, else the one that remains without one or two Arabic proclitics, or without a
    /// conjunction that was typed on to the end (`التأطيرو تتبع`).
    ///
    /// `بمراقب` is `مراقب` where the lexicon knows the latter alone.
    func known(_ stem: ArraySlice<Unicode.Scalar>, isScanned: Bool = false) -> WordHash? {
        let hash = WordHash(stem)
        if stems[hash] != nil { return hash }
        var rest = stem
        for _ in 0..<2 {
            guard let first = rest.first, Self.proclitics.contains(first), rest.count > 3 else { break }
            rest.removeFirst()
            let hash = WordHash(rest)
            if stems[hash] != nil { return hash }
        }
        if stem.last == "و", stem.count > 4 {
            let hash = WordHash(stem.dropLast())
            if stems[hash] != nil { return hash }
        }
        return isScanned ? neighbours.value.near(stem) : nil
    }

    // MARK: Phrases of a text

    struct Match: Sendable {
        /// The places of its first and last word.
        var words: ClosedRange<Int>
        var terms: [Int]
    }

    /// The longest phrases from left to right; a word belongs to one phrase.
    func matches(in words: [Word]) -> [Match] {
        let keys = words.map { Optional($0.key) }
        let stems = words.map(\.stem)
        var matches: [Match] = []
        var start = 0
        while start < words.count {
            let byKey = keyPhrases.longestMatch(keys[start...])
            let byStem = stemPhrases.longestMatch(stems[start...])
            let isByKey = byKey.map { $0.length >= byStem?.length ?? 0 } ?? false
            guard let match = isByKey ? byKey : byStem else {
                start += 1
                continue
            }
            let terms = isByKey ? keyPhrases.terms(at: match.end) : stemPhrases.terms(at: match.end)
            matches.append(Match(words: start...start + match.length - 1, terms: terms))
            start += match.length
        }
        return matches
    }
}
