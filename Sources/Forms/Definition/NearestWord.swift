/// The word of `words` that was most likely meant by `word`; nil where none is near.
///
/// Near is an optimal string alignment distance (insert, delete, replace, swap neighbours) of at most a third of the
/// word's length, and of at least 1.
func nearestWord(to word: String, in words: some Sequence<String>) -> String? {
    let limit = max(1, word.utf8.count / 3)
    let letters = Array(word.unicodeScalars.prefix(64))
    var best: (distance: Int, word: String)?
    for candidate in words {
        let others = Array(candidate.unicodeScalars.prefix(64))
        // The distance is at least the difference of the lengths.
        guard abs(letters.count - others.count) <= limit else { continue }
        let distance = TextSimilarity.editDistance(letters, others)
        if distance <= limit, best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
    }
    return best?.word
}
