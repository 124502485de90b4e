/// How well a written name is a council's name behind words that all names share (`مجلس إقليم`, `Conseil provincial de`).
///
/// The shared words and the name are aligned in one go, for spaces are lost and letters slip from one to the other:
/// `المخلس الإقليميلبنسليمان`. An edit in the name costs 1, that of a letter which
/// transliterations drop or exchange ``weakCost``, one in the shared words ``sharedCost``.
struct NameAlignment {
    static let sharedCost = 0.25

    /// What it costs to change, leave out or add a letter of prolongation, or one letter for its like.
    static let weakCost = 0.6

    private let query: [Unicode.Scalar]
    /// By letter of the query, whether it is a weak one.
    private let isWeak: [Bool]

    /// - Parameter query: the written words without spaces.
    init(_ query: [Unicode.Scalar]) {
        self.query = query
        isWeak = query.map(Self.isWeak)
    }

    /// For each length of the query's head the least cost of its being one of the phrases.
    func heads(_ phrases: [[Unicode.Scalar]]) -> [Double] {
        var best = [Double](repeating: .infinity, count: query.count + 1)
        let first = (0...query.count).map { Double($0) * Self.sharedCost }
        var row = first
        for phrase in phrases {
            for column in row.indices { row[column] = first[column] }
            for (index, scalar) in phrase.enumerated() {
                var diagonal = row[0]
                row[0] = Double(index + 1) * Self.sharedCost
                for column in query.indices {
                    let replaced = diagonal + (query[column] == scalar ? 0 : Self.sharedCost)
                    diagonal = row[column + 1]
                    row[column + 1] = min(replaced, diagonal + Self.sharedCost, row[column] + Self.sharedCost)
                }
            }
            for column in best.indices { best[column] = min(best[column], row[column]) }
        }
        return best
    }

    /// Whether a letter is a vowel, or one that transliterations drop and add.
    static func isWeak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a", "e", "i", "o", "u", "y", "w", "h", "ا", "و", "ي", "ه": true
        default: false
        }
    }

    /// What it costs to take one letter that is not weak for another one.
    private static func cost(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Double {
        switch (one, other) {
        case ("k", "q"), ("q", "k"), ("c", "k"), ("k", "c"), ("s", "z"), ("z", "s"), ("g", "j"), ("j", "g"), ("s", "c"),
            ("c", "s"), ("ص", "س"), ("س", "ص"), ("ط", "ت"), ("ت", "ط"), ("ض", "د"), ("د", "ض"), ("ق", "ك"), ("ك", "ق"),
            ("ز", "س"), ("س", "ز"):
            return weakCost
        default: return 1
        }
    }

    struct Result {
        /// The cost of the whole alignment.
        var cost: Double
        /// The length of the query's head that was taken for shared words.
        var head: Int
    }

    /// The alignment of the rest of the query, whatever its head's length, with a name.
    func align(_ name: [Unicode.Scalar], after heads: [Double]) -> Result {
        let columns = query.count
        var last = heads.enumerated().map { Result(cost: $1, head: $0) }
        var beforeLast = last
        var row = last
        // Letters of the query past its head and before the name's first letter.
        for column in 0..<columns {
            last[column + 1] = Self.better(last[column + 1], Self.adding(gap(column), to: last[column]))
        }
        for (index, scalar) in name.enumerated() {
            let isWeak = Self.isWeak(scalar)
            let gap = isWeak ? Self.weakCost : 1
            row[0] = Self.adding(gap, to: last[0])
            for column in 0..<columns {
                let letter = query[column]
                let cost =
                    letter == scalar
                    ? 0
                    : self.isWeak[column] == isWeak ? isWeak ? Self.weakCost : Self.cost(letter, scalar) : 1
                var best = Self.adding(cost, to: last[column])
                best = Self.better(best, Self.adding(gap, to: last[column + 1]))
                best = Self.better(best, Self.adding(self.gap(column), to: row[column]))
                if index > 0, column > 0, letter == name[index - 1], query[column - 1] == scalar {
                    best = Self.better(best, Self.adding(1, to: beforeLast[column - 1]))
                }
                row[column + 1] = best
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[columns]
    }

    /// What it costs to leave a letter of the query out.
    private func gap(_ column: Int) -> Double { isWeak[column] ? Self.weakCost : 1 }

    private static func better(_ one: Result, _ other: Result) -> Result { other.cost < one.cost ? other : one }

    private static func adding(_ cost: Double, to result: Result) -> Result {
        Result(cost: result.cost + cost, head: result.head)
    }
}
