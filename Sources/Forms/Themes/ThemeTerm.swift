/// A word or phrase of a lexicon.
struct ThemeTerm: Sendable {
    /// What a term speaks for.
    enum Subject: Hashable, Sendable {
        /// The theme at this place.
        case theme(Int)
        /// For none: invoices, invitations, condolences.
        case unclassified
        /// For nothing: the phrase takes its words away from every theme.
        case neutral
    }

    /// A word of a term or text, by its key and by its stem.
    struct Word: Hashable, Sendable {
        var key: WordHash
        var stem: WordHash
    }

    var subject: Subject
    var text: Substring
    /// 5 for a decisive phrase down to 1 for a hint.
    var weight: Double
    /// The words of the text, function words left out unless there is no other.
    let words: [Word]
    /// All words of the text, folded.
    let key: WordHash
    /// Whether the first word is Arabic.
    let isArabic: Bool

    init(_ subject: Subject, text: Substring, weight: Double) {
        var words = Words()
        TokenisedText.forEachWord(in: text) { words.append($0, isNumber: $1) }
        self.init(subject, text: text, words: words, weight: weight)
    }

    init(_ subject: Subject, text: Substring, words: Words, weight: Double) {
        self.subject = subject
        self.text = text
        self.weight = weight
        self.words = words.content.isEmpty ? words.functionWords : words.content
        key = words.key
        isArabic = words.isArabic ?? false
    }

    /// The words of a term as they are gathered.
    struct Words {
        fileprivate var content: [Word] = []
        fileprivate var functionWords: [Word] = []
        fileprivate var key = WordHash.start
        fileprivate var isArabic: Bool?

        mutating func append(_ word: ArraySlice<Unicode.Scalar>, isNumber: Bool) {
            if isArabic == nil { isArabic = (0x0600...0x06FF).contains(word.first?.value ?? 0) }
            let own = WordHash(word)
            key = key.followed(by: own)
            let stem = isNumber ? word : Stemming.stem(word)
            let entry = Word(key: own, stem: stem.count == word.count ? own : WordHash(stem))
            if FunctionWords.contains(own) { functionWords.append(entry) } else { content.append(entry) }
        }
    }

    /// The words by their stems: terms with the same stems are one phrase in several spellings.
    var stems: WordHash { words.reduce(WordHash.start) { $0.followed(by: $1.stem) } }
}
