/// Light stemming of folded words: few affixes, each only where a word remains.
enum Stemming {
    /// The stem of a folded Arabic or French word; a word of another script is its own stem.
    static func stem(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        switch word.first?.value {
        case .some(0x0621...0x06D3): arabic(word)
        case .some(0x61...0x7A): french(word)
        default: word
        }
    }

    // MARK: Arabic

    /// Longest first.
    private static let prefixes: [[Unicode.Scalar]] = [
        "وبال", "وفال", "ولل", "وال", "بال", "كال", "فال", "عال", "لل", "ال",
    ].map { Array($0.unicodeScalars) }

    /// In the order in which they are taken off, each once: outermost first.
    private static let suffixes: [[Unicode.Scalar]] = [
        "ها", "ان", "ات", "ون", "ين", "يه", "هم", "نا", "ه", "ي",
    ].map { Array($0.unicodeScalars) }

    /// Light10 (Larkey, Ballesteros and Connell 2007), with the prefixes and pronouns of administrative prose.
    ///
    /// One prefix that leaves three letters, else `و` that leaves four; then two suffixes at most that leave three.
    private static func arabic(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var stem = word
        let prefix = prefixes.first { prefix in
            prefix[0] == stem.first && stem.count >= prefix.count + 3 && stem.starts(with: prefix)
        }
        if let prefix {
            stem.removeFirst(prefix.count)
        } else if stem.first == "و", stem.count >= 5 {
            stem.removeFirst()
        }
        var removed = 0
        for suffix in suffixes
        where suffix.last == stem.last && removed < 2 && stem.count >= suffix.count + 3
            && stem.suffix(suffix.count) == suffix[...]
        {
            stem.removeLast(suffix.count)
            removed += 1
        }
        return stem
    }

    // MARK: French

    /// The minimal stemmer of Savoy (1999): plural, infinitive, feminine and a doubled last letter.
    ///
    /// Words of fewer than six letters lose the mark of the plural alone.
    private static func french(_ word: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
        var stem = word
        guard stem.count >= 6 else {
            if stem.count >= 4, stem.last == "s" || stem.last == "x" { stem.removeLast() }
            return stem
        }
        if stem.last == "x" {
            stem.removeLast()
            if stem.suffix(2) == ["a", "u"] { stem[stem.endIndex - 1] = "l" }
            return stem
        }
        if stem.last == "s" { stem.removeLast() }
        if stem.last == "r" { stem.removeLast() }
        if stem.last == "e" { stem.removeLast() }
        // The participle: its accent is folded away.
        if stem.last == "e" { stem.removeLast() }
        if stem.count >= 2, stem.last == stem[stem.endIndex - 2] { stem.removeLast() }
        return stem
    }
}
