/// The stems of a lexicon by what one lost letter leaves of them: finds the stem that a misread word stands for.
struct StemNeighbours: Sendable {
    private var stems: [[Unicode.Scalar]] = []
    private var byRest: [WordHash: [Int32]] = [:]

    /// The shortest stem that is looked for.
    static let shortest = 5

    init(_ terms: [ThemeTerm]) {
        var seen: Set<WordHash> = []
        for term in terms where term.subject != .neutral {
            TokenisedText.forEachWord(in: term.text) { word, isNumber in
                let stem = isNumber ? word : Stemming.stem(word)
                guard (Self.shortest...40).contains(stem.count), seen.insert(WordHash(stem)).inserted else { return }
                let number = Int32(truncatingIfNeeded: stems.count)
                stems.append(Array(stem))
                for rest in Self.rests(Array(stem)) { byRest[rest, default: []].append(number) }
            }
        }
    }

    /// The only stem that one letter changed, left out or added makes of this one; nil where none or several do.
    func near(_ stem: ArraySlice<Unicode.Scalar>) -> WordHash? {
        guard (Self.shortest...40).contains(stem.count) else { return nil }
        let stem = Array(stem)
        var found: Int32?
        for rest in Self.rests(stem) {
            for number in byRest[rest] ?? [] where number != found {
                guard Self.isOneEditApart(stem, stems[Int(number)]) else { continue }
                if found != nil { return nil }
                found = number
            }
        }
        return found.map { WordHash(stems[Int($0)]) }
    }

    /// The word itself, and the word without each of its letters.
    private static func rests(_ word: [Unicode.Scalar]) -> Set<WordHash> {
        var rests: Set = [WordHash(word)]
        for index in word.indices {
            var rest = word
            rest.remove(at: index)
            rests.insert(WordHash(rest))
        }
        return rests
    }

    /// Whether one scalar changed, left out or added makes one word of the other.
    private static func isOneEditApart(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Bool {
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        guard long.count - short.count <= 1 else { return false }
        let head = zip(short, long).prefix { $0 == $1 }.count
        let rest = head + (short.count == long.count ? 1 : 0)
        return short != long && short[min(rest, short.count)...].elementsEqual(long[min(head + 1, long.count)...])
    }
}
