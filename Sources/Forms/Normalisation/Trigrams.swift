import Glibc

/// The set of groups of three neighbouring scalars of a text, its ends marked by a space.
package struct Trigrams: Hashable, Sendable {
    /// Sorted; three scalars of 21 bits in each.
    let values: [UInt64]

    private static let window: UInt64 = 1 << 63 - 1

    package init(_ key: String) {
        guard !key.isEmpty else {
            values = []
            return
        }
        var values: [UInt64] = []
        values.reserveCapacity(key.utf8.count)
        var window: UInt64 = 0x20
        for (position, scalar) in key.unicodeScalars.enumerated() {
            window = (window << 21 | UInt64(scalar.value)) & Self.window
            if position > 0 { values.append(window) }
        }
        values.append((window << 21 | 0x20) & Self.window)
        values.sort()
        var unique = 0
        for index in values.indices where index == 0 || values[index] != values[unique - 1] {
            values[unique] = values[index]
            unique += 1
        }
        values.removeLast(values.count - unique)
        self.values = values
    }

    /// The most that ``dice(_:)`` may give: sets of very different sizes have little in common, whatever they hold.
    func greatestDice(_ other: Trigrams) -> Double {
        let total = values.count + other.values.count
        return total > 0 ? 2 * Double(min(values.count, other.values.count)) / Double(total) : 1
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
    private var ids: TrigramNumbers
    /// By trigram, its weight and where its postings begin.
    private var weights: [Double] = []
    private var starts: [Int] = [0]
    private var postings: [Posting] = []
    private let unseenWeight: Double
    /// The number of texts.
    package let count: Int

    package init(_ keys: [String]) { self.init(keys.map { Trigrams($0) }) }

    init(_ texts: [Trigrams]) {
        count = texts.count
        func weight(_ frequency: Int) -> Double {
            log(Double(1 + texts.count) / Double(1 + frequency)) + 1
        }
        unseenWeight = weight(0)
        let total = texts.reduce(0) { $0 + $1.values.count }
        // The trigrams of all texts by their ids, and how many texts hold each.
        var held: [Int] = []
        held.reserveCapacity(total)
        ids = TrigramNumbers(capacity: total)
        var frequencies: [Int] = []
        for text in texts {
            for trigram in text.values {
                let id = ids.add(trigram)
                if id == frequencies.count { frequencies.append(0) }
                frequencies[id] += 1
                held.append(id)
            }
        }
        weights = frequencies.map(weight)
        starts.reserveCapacity(frequencies.count + 1)
        for frequency in frequencies { starts.append(starts[starts.count - 1] + frequency) }
        postings = [Posting](repeating: Posting(text: 0, weight: 0), count: total)
        var ends = starts
        var position = 0
        for (text, trigrams) in texts.enumerated() {
            let own = held[position..<position + trigrams.values.count]
            position = own.endIndex
            let norm = own.reduce(0.0) { $0 + weights[$1] * weights[$1] }.squareRoot()
            for id in own {
                postings[ends[id]] = Posting(text: text, weight: weights[id] / norm)
                ends[id] += 1
            }
        }
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
