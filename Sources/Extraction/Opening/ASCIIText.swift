/// Bytes searched for ASCII words without regard to case, whatever charset stands around them.
struct ASCIIText {
    private let folded: [UInt8]

    init(_ bytes: [UInt8]) {
        folded = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// - Parameter word: lower-case ASCII.
    func contains(_ word: String) -> Bool { !ends(of: word, first: true).isEmpty }

    func starts(with word: String) -> Bool { folded.starts(with: word.utf8) }

    /// What follows each place where `word` stands.
    func rests(after word: String) -> [ArraySlice<UInt8>] { ends(of: word, first: false).map { folded[$0...] } }

    private func ends(of word: String, first: Bool) -> [Int] {
        let word = Array(word.utf8)
        var ends: [Int] = []
        guard let head = word.first, folded.count >= word.count else { return [] }
        for start in 0...folded.count - word.count where folded[start] == head {
            guard folded[start..<start + word.count].elementsEqual(word) else { continue }
            ends.append(start + word.count)
            if first { break }
        }
        return ends
    }
}
