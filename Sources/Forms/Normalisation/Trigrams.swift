import Glibc

/// The set of groups of three neighbouring scalars of a text, its ends marked by a space.
package struct Trigrams: Hashable, Sendable {
    /// Sorted; three scalars of 21 bits in each.
    let values: [UInt64]

    package init(_ key: String) {
        let scalars = [0x20] + key.unicodeScalars.map { UInt64($0.value) } + [0x20]
        guard scalars.count > 2 else {
            values = []
            return
        }
        var values: [UInt64] = []
        values.reserveCapacity(scalars.count - 2)
        for index in 0..<scalars.count - 2 {
            values.append(scalars[index] << 42 | scalars[index + 1] << 21 | scalars[index + 2])
        }
        values.sort()
        var unique = 0
        for index in values.indices where index == 0 || values[index] != values[unique - 1] {
            values[unique] = values[index]
            unique += 1
        }
        values.removeLast(values.count - unique)
        self.values = values
    }

    /// Twice the common trigrams over all of both sides; 1 for two empty sets.
    package func dice(_ other: Trigrams) -> Double {
        let total = values.count + other.values.count
        guard total > 0 else { return 1 }
        var (common, i, j) = (0, 0, 0)
        while i < values.count, j < other.values.count {
            if values[i] == other.values[j] {
                common += 1
                i += 1
                j += 1
            } else if values[i] < other.values[j] {
                i += 1
            } else {
                j += 1
            }
        }
        return 2 * Double(common) / Double(total)
    }
}

/// Texts indexed by trigram, where a trigram weighs more the fewer texts hold it.
package struct TrigramIndex: Sendable {
    private struct Posting { var text: Int; var weight: Double }

    /// The number of each trigram that any text holds.
    private var ids: [UInt64: Int] = [:]
    /// By trigram, its weight and where its postings begin.
    private var weights: [Double] = []
    private var starts: [Int] = [0]
    private var postings: [Posting] = []
    private let unseenWeight: Double
    /// The number of texts.
    package let count: Int

    package init(_ keys: [String]) {
        count = keys.count
        var held: [(trigram: UInt64, text: Int)] = []
        for (text, key) in keys.enumerated() { held += Trigrams(key).values.map { ($0, text) } }
        held.sort { ($0.trigram, $0.text) < ($1.trigram, $1.text) }
        func weight(_ frequency: Int) -> Double {
            log(Double(1 + keys.count) / Double(1 + frequency)) + 1
        }
        unseenWeight = weight(0)
        ids.reserveCapacity(held.count / 2)
        postings.reserveCapacity(held.count)
        var squares = [Double](repeating: 0, count: count)
        var start = 0
        while start < held.count {
            let trigram = held[start].trigram
            let end = held[start...].firstIndex { $0.trigram != trigram } ?? held.count
            let weight = weight(end - start)
            ids[trigram] = weights.count
            weights.append(weight)
            for (_, text) in held[start..<end] {
                squares[text] += weight * weight
                postings.append(Posting(text: text, weight: weight))
            }
            starts.append(end)
            start = end
        }
        for index in postings.indices { postings[index].weight /= squares[postings[index].text].squareRoot() }
    }

    /// The cosine between the key and each text, in the order of the texts, from 0 to 1.
    package func cosines(_ key: String) -> [Double] {
        var cosines = [Double](repeating: 0, count: count)
        var square = 0.0
        for trigram in Trigrams(key).values {
            guard let id = ids[trigram] else {
                square += unseenWeight * unseenWeight
                continue
            }
            let weight = weights[id]
            square += weight * weight
            for posting in postings[starts[id]..<starts[id + 1]] { cosines[posting.text] += posting.weight * weight }
        }
        guard square > 0 else { return cosines }
        let norm = square.squareRoot()
        for index in cosines.indices { cosines[index] /= norm }
        return cosines
    }
}
