/// The words of a lexicon, numbered, with the ways in which a word of a text may meet one.
struct Vocabulary: Sendable {
    private var ids: [String: Int] = [:]
    /// The stems that become the key when one letter is left out, for ``near(_:)``.
    private var shortened: [String: Set<Int>] = [:]

    /// The word's number, given to it here where it is new.
    mutating func add(_ word: String) -> Int {
        if let id = ids[word] { return id }
        let id = ids.count
        ids[word] = id
        if word.unicodeScalars.count >= Self.shortestNear {
            for short in Self.deletions(word) { shortened[short, default: []].insert(id) }
        }
        return id
    }

    func id(_ word: String) -> Int? { ids[word] }

    /// The stem's number, else that of the stem that remains without one or two Arabic proclitics.
    ///
    /// `بمراقب` is `مراقب` where the lexicon knows the latter alone.
    func id(stem: String) -> Int? {
        if let id = ids[stem] { return id }
        var rest = Substring(stem).unicodeScalars
        for _ in 0..<2 {
            guard let first = rest.first, Self.proclitics.contains(first), rest.count > 3 else { return nil }
            rest.removeFirst()
            if let id = ids[String(rest)] { return id }
        }
        return nil
    }

    /// The only stem that one letter changed, left out or added makes of this one; nil where none or several do.
    ///
    /// For scanned text: typed text has too few such mistakes to pay for the wrong ones.
    func near(_ stem: String) -> Int? {
        let length = stem.unicodeScalars.count
        guard (Self.shortestNear...40).contains(length) else { return nil }
        var found = shortened[stem] ?? []
        for short in Self.deletions(stem) {
            found.formUnion(shortened[short] ?? [])
            if let id = ids[short] { found.insert(id) }
        }
        return found.count == 1 ? found.first : nil
    }

    private static let shortestNear = 5
    private static let proclitics: Set<Unicode.Scalar> = ["ب", "ل", "ف", "ك", "و", "س"]

    private static func deletions(_ word: String) -> [String] {
        let scalars = Array(word.unicodeScalars)
        return scalars.indices.map { index in String(scalars[..<index] + scalars[(index + 1)...]) }
    }
}
