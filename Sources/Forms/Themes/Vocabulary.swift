/// The words of a lexicon, numbered, with the ways in which a word of a text may meet one.
struct Vocabulary: Sendable {
    private var ids: [FoldedKey: Int] = [:]

    /// The word's number, given to it here where it is new.
    mutating func add(_ word: String) -> Int {
        let next = ids.count
        func value(_ id: inout Int) -> Int { id }
        return value(&ids[FoldedKey(word), default: next])
    }

    mutating func reserve(_ words: Int) { ids.reserveCapacity(words) }

    func id(_ word: String) -> Int? { ids[FoldedKey(word)] }

    /// The stem's number, else that of the stem that remains without one or two Arabic proclitics.
    ///
    /// `بمراقب` is `مراقب` where the lexicon knows the latter alone.
    func id(stem: String) -> Int? {
        if let id = ids[FoldedKey(stem)] { return id }
        var rest = Substring(stem).unicodeScalars
        for _ in 0..<2 {
            guard let first = rest.first, Self.proclitics.contains(first), rest.count > 3 else { return nil }
            rest.removeFirst()
            if let id = ids[FoldedKey(String(rest))] { return id }
        }
        return nil
    }

    /// The only stem that one letter changed, left out or added makes of this one; nil where none or several do.
    ///
    /// For scanned text: typed text has too few such mistakes to pay for the wrong ones.
    func near(_ stem: String) -> Int? {
        let scalars = Array(stem.unicodeScalars)
        guard (Self.shortestNear...40).contains(scalars.count) else { return nil }
        var found: Int?
        for (word, id) in ids {
            let other = Array(word.text.unicodeScalars)
            guard other.count >= Self.shortestNear || scalars.count == Self.shortestNear,
                abs(other.count - scalars.count) <= 1, Self.isOneEditApart(scalars, other)
            else { continue }
            if found != nil { return nil }
            found = id
        }
        return found
    }

    private static let shortestNear = 5
    private static let proclitics: Set<Unicode.Scalar> = ["ب", "ل", "ف", "ك", "و", "س"]

    /// Whether one scalar changed, left out or added makes one word of the other.
    private static func isOneEditApart(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        let head = zip(short, long).prefix { $0 == $1 }.count
        let rest = head + (short.count == long.count ? 1 : 0)
        return short != long && short[min(rest, short.count)...].elementsEqual(long[min(head + 1, long.count)...])
    }
}
