import Foundation

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

    private var postings: [UInt64: [Posting]] = [:]
    private var weights: [UInt64: Double] = [:]
    private let unseenWeight: Double
    /// The number of texts.
    package let count: Int

    package init(_ keys: [String]) {
        let trigrams = keys.map(Trigrams.init)
        count = keys.count
        var frequencies: [UInt64: Int] = [:]
        for value in trigrams.lazy.flatMap(\.values) { frequencies[value, default: 0] += 1 }
        func weight(_ frequency: Int) -> Double {
            log(Double(1 + keys.count) / Double(1 + frequency)) + 1
        }
        unseenWeight = weight(0)
        weights = frequencies.mapValues(weight)
        for (text, trigrams) in trigrams.enumerated() {
            let norm = norm(of: trigrams)
            for value in trigrams.values {
                postings[value, default: []].append(Posting(text: text, weight: (weights[value] ?? 0) / norm))
            }
        }
    }

    /// The cosine between the key and each text, in the order of the texts, from 0 to 1.
    package func cosines(_ key: String) -> [Double] {
        var cosines = [Double](repeating: 0, count: count)
        let trigrams = Trigrams(key)
        let norm = norm(of: trigrams)
        for value in trigrams.values {
            guard let postings = postings[value], let weight = weights[value] else { continue }
            for posting in postings { cosines[posting.text] += posting.weight * weight / norm }
        }
        return cosines
    }

    private func norm(of trigrams: Trigrams) -> Double {
        trigrams.values.reduce(0) { sum, value in
            let weight = weights[value] ?? unseenWeight
            return sum + weight * weight
        }.squareRoot()
    }
}
