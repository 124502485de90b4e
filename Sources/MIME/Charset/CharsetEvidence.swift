/// What a message says of its undeclared bytes, taken as a whole: one short name cannot tell, the rest of the mail can.
enum CharsetEvidence {
    private static let sampleSize = 262_144

    /// The charset for header bytes that are neither ASCII nor UTF-8.
    static func hint(from bytes: [UInt8], header: Range<Int>) -> Charset {
        let sample = bytes[header.clamped(to: 0..<bytes.count)].prefix(sampleSize)
        guard sample.contains(where: { $0 >= 0x80 }), String(validating: sample, as: UTF8.self) == nil else {
            return .windows1252
        }
        let start = bytes.prefix(sampleSize)
        let guess = CharsetGuess(start)
        if guess.arabicPairs == guess.latinNeighbours, declaresArabic(start) { return .windows1256 }
        return guess.charset()
    }

    /// Whether `windows-1256` is declared somewhere in the message.
    private static func declaresArabic(_ bytes: ArraySlice<UInt8>) -> Bool {
        let label = Array("dows-1256".utf8)
        var index = bytes.startIndex
        while let next = bytes[index...].firstIndex(of: Octet.hyphen), next + 5 <= bytes.endIndex {
            if next >= 4, bytes[(next - 4)..<(next + 5)].elementsEqual(label, by: { $0.lowercased == $1 }) {
                return true
            }
            index = next + 1
        }
        return false
    }
}
