/// The word of `words` that was most likely meant by `word`; nil where none is near.
///
/// Near is an optimal string alignment distance (insert, delete, replace, swap neighbours) of at most a third of the
/// word's length, and of at least 1.
func nearestWord(to word: String, in words: some Sequence<String>) -> String? {
    let limit = max(1, word.utf8.count / 3)
    let candidates = words.map { (distance: alignmentDistance(word, $0), word: $0) }
    return candidates.filter { $0.distance <= limit }.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
}

private func alignmentDistance(_ one: String, _ other: String) -> Int {
    let (a, b) = (Array(one.unicodeScalars.prefix(64)), Array(other.unicodeScalars.prefix(64)))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
