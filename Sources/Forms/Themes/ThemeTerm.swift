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
        self.subject = subject
        self.text = text
        self.weight = weight
        var content: [Word] = []
        var all: [Word] = []
        var key = WordHash.start
        var isArabic: Bool?
        TokenisedText.forEachWord(in: text) { word, isNumber in
            if isArabic == nil { isArabic = (0x0600...0x06FF).contains(word.first?.value ?? 0) }
            let own = WordHash(word)
            key = key.followed(by: own)
            let stem = isNumber ? word : Stemming.stem(word)
            let entry = Word(key: own, stem: stem.count == word.count ? own : WordHash(stem))
            if FunctionWords.contains(own) {
                all.append(entry)
            } else {
                content.append(entry)
            }
        }
        words = content.isEmpty ? all : content
        self.key = key
        self.isArabic = isArabic ?? false
    }

    /// The words by their stems: terms with the same stems are one phrase in several spellings.
    var stems: WordHash { words.reduce(WordHash.start) { $0.followed(by: $1.stem) } }
}
