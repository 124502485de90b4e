/// How alike two short texts are, from 0 (nothing in common) to 1 (equal); for keys of ``Normaliser``.
///
/// Two empty texts are equal. The measures that count edits look at the first ``longest`` scalars alone, so that no
/// text makes them slow.
package enum TextSimilarity {
    /// The number of scalars that edit distances look at.
    package static let longest = 512

    /// Dice's coefficient of the sets of trigrams.
    package static func trigramDice(_ left: String, _ right: String) -> Double {
        Trigrams(left).dice(Trigrams(right))
    }

    /// One minus the share of letters that are inserted, left out, replaced or swapped with their neighbour.
    package static func damerauLevenshtein(_ left: String, _ right: String) -> Double {
        damerauLevenshtein(scalars(left), scalars(right))
    }

    /// The words of a key in alphabetical order, a space between each two: compared so, texts differ by no order of words.
    static func sortedWords(_ key: String) -> [Unicode.Scalar] {
        scalars(words(key).sorted().joined(separator: " "))
    }

    /// The best of ``damerauLevenshtein(_:_:)`` among the common words and the common words with the rest of each side.
    ///
    /// It is 1 where one text holds all words of the other.
    package static func tokenSet(_ left: String, _ right: String) -> Double {
        let (left, right) = (Set(words(left)), Set(words(right)))
        let common = left.intersection(right).sorted()
        let sides = [left, right].map { (common + $0.subtracting(common).sorted()).joined(separator: " ") }
        let whole = damerauLevenshtein(sides[0], sides[1])
        guard !common.isEmpty else { return whole }
        let base = common.joined(separator: " ")
        return max(whole, damerauLevenshtein(base, sides[0]), damerauLevenshtein(base, sides[1]))
    }

    static func damerauLevenshtein(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Double {
        let longer = max(left.count, right.count)
        return longer == 0 ? 1 : 1 - Double(editDistance(left, right)) / Double(longer)
    }

    /// The optimal string alignment distance: no letter is edited twice.
    static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        var row = last
        for i in 1...left.count {
            row[0] = i
            for j in 1...right.count {
                let isSame = left[i - 1] == right[j - 1]
                var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, beforeLast[j - 2] + 1)
                }
                row[j] = best
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[right.count]
    }

    static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars.prefix(longest)) }

    /// The words of a key.
    static func words(_ key: String) -> [String] {
        let bytes = key.utf8
        var words: [String] = []
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.endIndex
            if start < end { words.append(String(key[start..<end])) }
            start = end < bytes.endIndex ? bytes.index(after: end) : end
        }
        return words
    }
}
