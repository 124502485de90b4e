/// All names of a register's councils, ready to be looked up and compared.
struct CouncilIndex: Sendable {
    /// How far a name goes.
    enum Strength: Int, Comparable, Sendable {
        /// A seat or a district: it proposes a council and never decides.
        case weak
        case strong

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// A name in one spelling, to be aligned with.
    struct Spelling: Sendable {
        var council: Int
        var scalars: [Unicode.Scalar]
        var isArabic: Bool
        var strength: Strength
    }

    /// Words that stand before the names of many councils, and phrases of them.
    struct SharedWords: Sendable {
        var words: Set<FoldedKey> = []
        /// By the council's kind, for each script.
        var phrases: [String: Set<String>] = [:]
        var arabicPhrases: [String: Set<String>] = [:]

        /// Whether it is one of them, with or without the Arabic article.
        func contains(_ word: String) -> Bool {
            if words.contains(FoldedKey(word)) { return true }
            let bare = CouncilName.withoutArticle(word)
            return bare.utf8.count != word.utf8.count && words.contains(FoldedKey(bare))
        }

        /// Whether a word is a shared one behind a preposition (`بمجلس`), or one cut short (`Cons. prov.`, `م. إ.`).
        func resembles(_ word: String) -> Bool {
            guard let first = word.unicodeScalars.first else { return false }
            let count = word.unicodeScalars.count
            if count > 4, ["ب", "ل", "و", "ف"].contains(first), contains(String(word.unicodeScalars.dropFirst())) {
                return true
            }
            guard count == 1 || (3...6).contains(count) else { return false }
            return words.contains { shared in
                shared.text.utf8.count > word.utf8.count + 1
                    && CouncilName.withoutArticle(shared.text).hasPrefix(CouncilName.withoutArticle(word))
            }
        }
    }

    private(set) var strong: [FoldedKey: Int] = [:]
    private(set) var weak: [FoldedKey: Set<Int>] = [:]
    /// The names that are aligned with.
    private var names: [(name: CouncilName, council: Int, strength: Strength)] = []
    private(set) var shared = SharedWords()
    /// The words before a name in the titles of councils themselves: `المجلس الإقليمي`, `Conseil provincial de`.
    private(set) var councilHeads: Set<[String]> = []
    /// Each council's kind and region code.
    private(set) var kinds: [String] = []
    private(set) var regions: [String?] = []
    /// Region codes by the core of the region's names.
    private(set) var regionCodes: [FoldedKey: String] = [:]

    /// The words before a name that were learned, the council's kind first.
    private var learnedHeads: Set<[FoldedKey]> = []
    /// Such words as they stand, the space after them included, by the council's kind.
    private var writtenHeads: [String: Set<FoldedKey>] = [:]
    private var learnedRegions: [String: Region] = [:]

    // MARK: Building

    mutating func addCouncil(kind: String, region: Region?) {
        kinds.append(kind)
        regions.append(region?.code)
        // Most councils share their region with others.
        if let region, learnedRegions.updateValue(region, forKey: region.code) != region { addRegion(region) }
    }

    mutating func addRegion(_ region: Region) {
        for text in region.name.texts.values { regionCodes[CouncilName(text).core] = region.code }
    }

    /// Whether a title is one of the names behind words that were learned before, all as they stand: most titles are,
    /// and need not be taken apart.
    func isExplained(_ title: String, names: [String], kind: String) -> Bool {
        guard let heads = writtenHeads[kind] else { return false }
        return names.contains { Self.head(of: title, before: $0).map(heads.contains) ?? false }
    }

    /// Remembers how the words of a title that was learned are written.
    mutating func rememberHead(of title: String, names: [String], kind: String) {
        for name in names {
            if let head = Self.head(of: title, before: name) { writtenHeads[kind, default: []].insert(head) }
        }
    }

    /// What stands in a title before a name and a space; nil where it does not end so.
    private static func head(of title: String, before name: String) -> FoldedKey? {
        let (title, name) = (title.utf8, name.utf8)
        guard title.count > name.count, title.suffix(name.count).elementsEqual(name) else { return nil }
        let head = title.dropLast(name.count)
        return head.last == UInt8(ascii: " ") ? FoldedKey(String(Substring(head))) : nil
    }

    /// Learns the shared words of a title (`مجلس إقليم الخميسات`) that ends with one of the names.
    /// - Parameter isCouncil: whether the title is the council's own name and not its territory's.
    /// - Returns: whether the title is one of the names with shared words before it.
    mutating func learnTitle(_ title: CouncilName, names: [CouncilName], kind: String, isCouncil: Bool) -> Bool {
        let words = title.words
        // The cores that the title's last words have, by their number: most names have as many words.
        var tails: [Int: [FoldedKey]] = [:]
        for name in names where !name.words.isEmpty && words.count > name.words.count {
            let count = name.words.count
            if tails[count] == nil {
                let tail = CouncilName(words: words.suffix(count))
                tails[count] = [tail, tail.withoutPreposition].compactMap { $0?.core }
            }
            guard tails[count]?.contains(name.core) == true else { continue }
            let head = words.dropLast(count)
            // Most councils of a kind have the same words before their names.
            let keys = head.map { FoldedKey($0) }
            guard learnedHeads.insert([FoldedKey(kind)] + keys).inserted else { return true }
            shared.words.formUnion(keys)
            let content = head.filter { !FunctionWords.contains($0) }
            if isCouncil, content.count > 1 { councilHeads.insert(content.map(CouncilName.withoutArticle)) }
            var phrases = Self.phrases(Array(head))
            if name.isArabic {
                phrases.formUnion(phrases.flatMap { phrase in ["ل", "لل", "ال"].map { phrase + $0 } } + ["ل", "لل"])
                shared.arabicPhrases[kind, default: []].formUnion(phrases)
            } else {
                shared.phrases[kind, default: []].formUnion(phrases)
            }
            return true
        }
        return false
    }

    /// The phrases that leave out any of the words, and the words' initials.
    private static func phrases(_ words: [String]) -> Set<String> {
        var phrases: Set<String> = [""]
        for word in words.prefix(6) { phrases.formUnion(phrases.map { $0 + word }) }
        let initials = words.filter { !FunctionWords.contains($0) }.compactMap(\.unicodeScalars.first)
        if initials.count > 1 { phrases.insert(String(initials)) }
        return phrases
    }

    /// Adds a name.
    /// - Returns: the other council that has a strong name of the same core; nil where none has.
    mutating func add(_ name: CouncilName, council: Int, strength: Strength) -> Int? {
        guard !name.words.isEmpty else { return nil }
        let core = contentCore(name)
        if let other = strong[core], other != council { return other }
        switch strength {
        case .strong: strong[core] = council
        case .weak: weak[core, default: []].insert(council)
        }
        // A title is found by its name behind the shared words; aligned whole, these would hide a different name.
        if name.words.contains(where: shared.contains) { return nil }
        names.append((name, council, strength))
        return nil
    }

    /// Every name as it may be written: with the article of its first word and without.
    var spellings: [Spelling] {
        names.flatMap { name, council, strength in
            var forms = [name.squeezed]
            if name.isArabic {
                let bare = CouncilName(words: [CouncilName.withoutArticle(name.words[0])] + name.words.dropFirst())
                if bare.squeezed != forms[0] { forms.append(bare.squeezed) }
            }
            return forms.map {
                Spelling(council: council, scalars: $0, isArabic: name.isArabic, strength: strength)
            }
        }
    }

    // MARK: Looking up

    /// The core of the words that are not shared ones; of all where no other is left.
    func contentCore(_ name: CouncilName) -> FoldedKey {
        let content = name.words.filter { !shared.contains($0) }
        return content.isEmpty || content.count == name.words.count ? name.core : CouncilName(words: content).core
    }

    /// The councils a name means exactly, with its strength.
    func lookUp(_ name: CouncilName) -> (councils: Set<Int>, strength: Strength)? {
        let forms = [name, name.withoutPreposition].compactMap { $0 }
        for form in forms {
            if let council = strong[form.core] { return ([council], .strong) }
        }
        for form in forms {
            if let councils = weak[form.core] { return (councils, .weak) }
        }
        return nil
    }
}

extension CouncilName {
    /// The name without an Arabic preposition written on to it; nil where there is none.
    var withoutPreposition: CouncilName? {
        guard let first = words.first, let letter = first.unicodeScalars.first, ["ل", "ب"].contains(letter),
            first.unicodeScalars.count >= 4
        else { return nil }
        return CouncilName(words: [String(first.unicodeScalars.dropFirst())] + words.dropFirst())
    }
}
