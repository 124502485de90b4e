import Foundation

/// Texts indexed by word, where a word weighs more the fewer texts hold it; words are compared letter by letter.
package struct TokenIndex: Sendable {
    private let texts: [[Int]]
    private let vocabulary: [[Unicode.Scalar]]
    private let weights: [Double]
    private let unseenWeight: Double
    /// The likeness below which two words have nothing to do with one another.
    private let floor: Double

    package init(_ keys: [String], floor: Double = 0.7) {
        var ids: [String: Int] = [:]
        var frequencies: [Int] = []
        var texts: [[Int]] = []
        for key in keys {
            let words = TextSimilarity.words(key).map { word in
                let id = ids[word] ?? ids.count
                if id == ids.count {
                    ids[word] = id
                    frequencies.append(0)
                }
                return id
            }
            for id in Set(words) { frequencies[id] += 1 }
            texts.append(words)
        }
        func weight(_ frequency: Int) -> Double {
            log(Double(1 + keys.count) / Double(1 + frequency)) + 1
        }
        self.texts = texts
        self.floor = floor
        weights = frequencies.map(weight)
        unseenWeight = weight(0)
        var vocabulary = [[Unicode.Scalar]](repeating: [], count: ids.count)
        for (word, id) in ids { vocabulary[id] = TextSimilarity.scalars(word) }
        self.vocabulary = vocabulary
    }

    /// The weighted F measure between the key's words and each text's, in the order of the texts, from 0 to 1.
    ///
    /// A word counts by its likeness to the best word of the other side. Words past the 64th are left out.
    package func fScores(_ key: String) -> [Double] {
        let words = TextSimilarity.words(key).prefix(64).map(TextSimilarity.scalars)
        guard !words.isEmpty else { return texts.map { $0.isEmpty ? 1 : 0 } }
        let likeness = words.map { word in vocabulary.map { self.likeness(word, $0) } }
        let queryWeights = likeness.map { row in
            row.firstIndex(of: 1).map { weights[$0] } ?? unseenWeight
        }
        return texts.map { text in
            guard !text.isEmpty else { return 0 }
            let precision = Self.mean(
                words.indices.map { word in (queryWeights[word], text.lazy.map { likeness[word][$0] }.max() ?? 0) })
            let recall = Self.mean(
                text.map { id in (weights[id], likeness.lazy.map { $0[id] }.max() ?? 0) })
            return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        }
    }

    private func likeness(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Double {
        let (shorter, longer) = (min(left.count, right.count), max(left.count, right.count))
        // The distance is at least the difference of the lengths.
        guard Double(shorter) >= floor * Double(longer) else { return 0 }
        let likeness = TextSimilarity.damerauLevenshtein(left, right)
        return likeness >= floor ? likeness : 0
    }

    private static func mean(_ items: [(weight: Double, value: Double)]) -> Double {
        let total = items.reduce(0) { $0 + $1.weight }
        return total > 0 ? items.reduce(0) { $0 + $1.weight * $1.value } / total : 0
    }
}
