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

        func contains(_ word: String) -> Bool { words.contains(FoldedKey(word)) }
    }

    private(set) var strong: [FoldedKey: Int] = [:]
    private(set) var weak: [FoldedKey: Set<Int>] = [:]
    /// The names that are aligned with.
    private var names: [(name: CouncilName, council: Int, strength: Strength)] = []
    private(set) var shared = SharedWords()
    /// Each council's kind and region code.
    private(set) var kinds: [String] = []
    private(set) var regions: [String?] = []
    /// Region codes by the core of the region's names.
    private(set) var regionCodes: [FoldedKey: String] = [:]

    /// The words before a name that were learned, the council's kind first.
    private var learnedHeads: Set<FoldedKey> = []
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
        guard title.count > name.count else { return nil }
        let head = title.dropLast(name.count)
        guard head.last == UInt8(ascii: " "), title[head.endIndex...].elementsEqual(name) else { return nil }
        return FoldedKey(String(Substring(head)))
    }

    /// Learns the shared words of a title (`مجلس إقليم الخميسات`) that ends with one of the names.
    /// - Returns: whether the title is one of the names with shared words before it.
    mutating func learnTitle(_ title: CouncilName, names: [CouncilName], kind: String) -> Bool {
        let words = title.words
        // The title's last words, as many as the name before had: most names have as many.
        var tail = CouncilName(words: [])
        var bareTail: CouncilName?
        for name in names where !name.words.isEmpty && words.count > name.words.count {
            let count = name.words.count
            if tail.words.count != count {
                tail = CouncilName(words: Array(words.suffix(count)))
                bareTail = tail.withoutPreposition
            }
            guard tail.core == name.core || bareTail?.core == name.core else { continue }
            let head = words.dropLast(count)
            // Most councils of a kind have the same words before their names.
            let written = "\(kind)\n" + head.joined(separator: " ")
            guard learnedHeads.insert(FoldedKey(written)).inserted else { return true }
            shared.words.formUnion(head.map { FoldedKey($0) })
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
        let isTitle = name.words.contains(where: shared.contains)
        let core = isTitle ? contentCore(name) : name.core
        if let other = strong[core], other != council { return other }
        switch strength {
        case .strong: strong[core] = council
        case .weak: weak[core, default: []].insert(council)
        }
        // A title is found by its name behind the shared words; aligned whole, these would hide a different name.
        if isTitle { return nil }
        names.append((name, council, strength))
        return nil
    }

    /// The names as they are aligned: an Arabic one also without the article of its first word.
    var spellings: [Spelling] {
        names.flatMap { name, council, strength in
            var forms: Set = [name.squeezed]
            if name.isArabic {
                forms.insert(
                    CouncilName(words: [CouncilName.withoutArticle(name.words[0])] + name.words.dropFirst()).squeezed)
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
