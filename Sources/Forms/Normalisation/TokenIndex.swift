import Glibc

/// Texts indexed by word, where a word weighs more the fewer texts hold it; words are compared letter by letter.
package struct TokenIndex: Sendable {
    private let texts: [[Int]]
    private let vocabulary: [[Unicode.Scalar]]
    private let ids: [FoldedKey: Int]
    private let group: @Sendable (String) -> Int?
    private let weights: [Double]
    private let unseenWeight: Double
    /// The likeness below which two words have nothing to do with one another.
    private let floor: Double

    /// - Parameters:
    ///   - floor: the likeness below which two words have nothing to do with one another.
    ///   - group: the meaning that a word shares with others; words of one meaning are ``synonymous``.
    package init(
        _ keys: [String], floor: Double = 0.7, group: @escaping @Sendable (String) -> Int? = { _ in nil }
    ) {
        var ids: [FoldedKey: Int] = [:]
        var frequencies: [Int] = []
        // The text that each word was last counted for.
        var lastText: [Int] = []
        var texts: [[Int]] = []
        for key in keys {
            let words = TextSimilarity.words(key).map { word in
                let id = ids[FoldedKey(word)] ?? ids.count
                if id == ids.count {
                    ids[FoldedKey(word)] = id
                    frequencies.append(0)
                    lastText.append(-1)
                }
                return id
            }
            for id in words where lastText[id] != texts.count {
                frequencies[id] += 1
                lastText[id] = texts.count
            }
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
        for (word, id) in ids { vocabulary[id] = TextSimilarity.scalars(word.text) }
        self.ids = ids
        self.group = group
        self.vocabulary = vocabulary
    }

    /// The likeness of two words with one meaning.
    private static let synonymous = 0.9

    /// The weighted F measure between the key's words and each text's, in the order of the texts, from 0 to 1.
    ///
    /// A word counts by its likeness to the best word of the other side. Words past the 64th are left out.
    ///
    /// - Parameter isWanted: whether a text is compared at all; 0 stands for one that is not.
    package func fScores(_ key: String, where isWanted: (Int) -> Bool = { _ in true }) -> [Double] {
        let words = TextSimilarity.words(key).prefix(64).map { EditPattern(TextSimilarity.scalars($0)) }
        guard !words.isEmpty else { return texts.map { $0.isEmpty ? 1 : 0 } }
        // The meaning that each word shares with others.
        let wordGroups = words.map { group(String($0.scalars)) }
        let hasMeaning = wordGroups.contains { $0 != nil }
        // By word of the vocabulary, the likeness of each word of the key; asked where a wanted text has it.
        var likeness = [[Double]](repeating: [], count: vocabulary.count)
        var queryWeights = [Double](repeating: unseenWeight, count: words.count)
        for text in texts.indices where isWanted(text) {
            for id in texts[text] where likeness[id].isEmpty {
                let meaning = hasMeaning ? group(String(vocabulary[id])) : nil
                likeness[id] = words.indices.map { position in
                    let shared = meaning != nil && meaning == wordGroups[position] ? Self.synonymous : 0
                    return max(shared, self.likeness(words[position], vocabulary[id]))
                }
            }
        }
        for (position, word) in words.enumerated() {
            if let id = ids[FoldedKey(String(word.scalars))] { queryWeights[position] = weights[id] }
        }
        return texts.indices.map { index in
            let text = texts[index]
            guard !text.isEmpty, isWanted(index) else { return 0 }
            var best = [Double](repeating: 0, count: words.count)
            var recalled = 0.0
            var total = 0.0
            for id in text {
                var top = 0.0
                for (position, value) in likeness[id].enumerated() where value > 0 {
                    if value > best[position] { best[position] = value }
                    if value > top { top = value }
                }
                recalled += weights[id] * top
                total += weights[id]
            }
            let recall = total > 0 ? recalled / total : 0
            let precision = Self.mean(queryWeights, best)
            return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
        }
    }

    private func likeness(_ left: EditPattern, _ right: [Unicode.Scalar]) -> Double {
        let (shorter, longer) = (min(left.scalars.count, right.count), max(left.scalars.count, right.count))
        // The distance is at least the difference of the lengths.
        guard Double(shorter) >= floor * Double(longer) else { return 0 }
        let likeness = 1 - Double(left.distance(to: right)) / Double(longer)
        return likeness >= floor ? likeness : 0
    }

    private static func mean(_ weights: [Double], _ values: [Double]) -> Double {
        var (sum, total) = (0.0, 0.0)
        for (weight, value) in zip(weights, values) {
            sum += weight * value
            total += weight
        }
        return total > 0 ? sum / total : 0
    }
}
