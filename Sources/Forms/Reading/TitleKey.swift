/// The key of a heading without what numbers it: `3 argent et paiement`, `اولا الموارد`, `axe ii gouvernance`.
enum TitleKey {
    static func unnumbered(_ key: String) -> String {
        guard let end = key.utf8.firstIndex(of: UInt8(ascii: " ")), isNumbering(String(key[..<end])) else { return key }
        var words = TextSimilarity.words(key)[...]
        var dropped = 0
        while dropped < 3, words.count > 1, let word = words.first, isNumbering(word) {
            words.removeFirst()
            dropped += 1
        }
        return words.joined(separator: " ")
    }

    private static func isNumbering(_ word: String) -> Bool {
        word.utf8.count <= 2 && word.utf8.allSatisfy { (0x30...0x39).contains($0) } || words.contains(FoldedKey(word))
    }

    private static let words = Set(
        Normaliser.tokens(
            """
            i ii iii iv v vi vii viii ix x axe section partie rubrique thème premièrement deuxièmement troisièmement
            المحور القسم الجزء الباب الموضوع أولا ثانيا ثالثا رابعا خامسا سادسا سابعا
            الأول الثاني الثالث الرابع الخامس السادس السابع
            """
        ).map { FoldedKey($0) })
}
