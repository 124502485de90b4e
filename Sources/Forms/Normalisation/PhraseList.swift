/// Phrases that are looked for in keys, whole words each. They are told by their first words, which most keys lack.
struct PhraseList: Sendable {
    /// As keys.
    private let phrases: [FoldedKey: [String]]

    init(_ phrases: [String]) {
        self.phrases = Dictionary(grouping: phrases.map { Normaliser.key($0) }) { key in
            FoldedKey(String(key.prefix { $0 != " " }))
        }
    }

    /// Whether the key begins with one of them.
    func begins(_ key: String) -> Bool { begins(key.utf8[...]) }

    /// Whether one of them stands anywhere in the key.
    func isIn(_ key: String) -> Bool {
        var rest = key.utf8[...]
        while !rest.isEmpty {
            if begins(rest) { return true }
            rest = rest.drop { $0 != Self.space }.dropFirst()
        }
        return false
    }

    private static let space = UInt8(ascii: " ")

    private func begins(_ rest: Substring.UTF8View) -> Bool {
        let word = FoldedKey(String(Substring(rest.prefix { $0 != Self.space })))
        return phrases[word]?.contains { phrase in
            rest.starts(with: phrase.utf8) && rest.dropFirst(phrase.utf8.count).first ?? Self.space == Self.space
        } ?? false
    }
}
