/// What a message says of its undeclared bytes, taken as a whole: one short name cannot tell, the rest of the mail can.
final class CharsetEvidence {
    private static let sampleSize = 262_144

    private let bytes: MessageBytes

    init(_ bytes: MessageBytes) { self.bytes = bytes }

    /// The charset for header bytes that are neither ASCII nor UTF-8; found out when the first of them is met.
    ///
    /// The letters of the whole start of the message count, and a charset of Arabic that is declared somewhere in it.
    private(set) lazy var charset: Charset = {
        let start = bytes.prefix(Self.sampleSize)
        let guess = CharsetGuess(start)
        let declared = Self.declaredArabic(in: start)
        if let declared, guess.arabicPairs >= guess.latinNeighbours { return declared }
        return guess.charset()
    }()

    /// windows-1256 or ISO-8859-6 where it is named in the message, be it in a field or in an encoded word.
    private static func declaredArabic(in bytes: Slice<MessageBytes>) -> Charset? {
        let base = bytes.base
        var index = bytes.startIndex
        while let hyphen = base.firstIndex(of: Octet.hyphen, in: index..<bytes.endIndex) {
            if base.hasBytes(Array("-1256".utf8), at: hyphen) { return .windows1256 }
            if base.hasBytes(Array("8859-6".utf8), at: hyphen - 4),
                hyphen + 2 >= base.count || !base[hyphen + 2].isDigit
            {
                return .iso8859_6
            }
            index = hyphen + 1
        }
        return nil
    }
}
