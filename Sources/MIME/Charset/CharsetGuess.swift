/// What bytes above ASCII most likely are when nothing, or something untrue, was declared.
///
/// windows-1256 keeps the lower-case French letters where windows-1252 has them, so most French reads the same in both. They
/// differ in the capitals: there Arabic has its letters, which stand side by side, while an accented French capital stands
/// beside an ASCII letter.
struct CharsetGuess {
    /// Pairs of neighbouring bytes that are both Arabic letters in windows-1256.
    private(set) var arabicPairs = 0
    /// Bytes that would be Arabic letters but touch an ASCII letter.
    private(set) var latinNeighbours = 0

    init(_ bytes: some Sequence<UInt8>) {
        var previous: UInt8 = 0
        for byte in bytes {
            if Self.isArabicLetter(byte) {
                if Self.isArabicLetter(previous) { arabicPairs += 1 }
                if previous.isLetter { latinNeighbours += 1 }
            } else if byte.isLetter, Self.isArabicLetter(previous) {
                latinNeighbours += 1
            }
            previous = byte
        }
    }

    /// windows-1256 or windows-1252; `hint` decides where the letters do not, and which charset of Arabic it is.
    func charset(hint: Charset? = nil) -> Charset {
        if arabicPairs > latinNeighbours { return hint == .iso8859_6 ? .iso8859_6 : .windows1256 }
        if arabicPairs == latinNeighbours, let hint, hint.isSingleByte { return hint }
        return .windows1252
    }

    private static func isArabicLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0xC1...0xD6, 0xD8...0xDB, 0xDD...0xDF, 0xE1, 0xE3...0xE6, 0xEC, 0xED: true
        default: false
        }
    }
}
