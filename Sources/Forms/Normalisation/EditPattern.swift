/// A word made ready to be compared with many others: its optimal string alignment distance, bit by bit.
///
/// The algorithm of Hyyrö (2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances"): one
/// step a letter for words of up to 64.
struct EditPattern: Sendable {
    let scalars: [Unicode.Scalar]
    /// For each letter the places it has in the word: one table for ASCII, one for the Arabic block.
    private var ascii: [UInt64] = []
    private var arabic: [UInt64] = []
    private var others: [(scalar: Unicode.Scalar, places: UInt64)] = []

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        guard isShort else { return }
        for (place, scalar) in scalars.enumerated() {
            let bit: UInt64 = 1 << UInt64(place)
            switch scalar.value {
            case 0..<0x80:
                if ascii.isEmpty { ascii = [UInt64](repeating: 0, count: 0x80) }
                ascii[Int(scalar.value)] |= bit
            case 0x0600..<0x0700:
                if arabic.isEmpty { arabic = [UInt64](repeating: 0, count: 0x100) }
                arabic[Int(scalar.value) - 0x0600] |= bit
            default:
                if let known = others.firstIndex(where: { $0.scalar == scalar }) {
                    others[known].places |= bit
                } else {
                    others.append((scalar, bit))
                }
            }
        }
    }

    /// Whether a machine word has a bit for each letter.
    private var isShort: Bool { (1...UInt64.bitWidth).contains(scalars.count) }

    /// The number of letters to insert, leave out, replace or swap with their neighbour, no letter edited twice.
    func distance(to other: [Unicode.Scalar]) -> Int {
        guard isShort, !other.isEmpty else { return TextSimilarity.editDistance(scalars, other) }
        let last: UInt64 = 1 << UInt64(scalars.count - 1)
        var distance = scalars.count
        var rising = UInt64.max  // the cells of the column that are one more than the cell above
        var falling: UInt64 = 0
        var diagonal: UInt64 = 0
        var previous: UInt64 = 0
        for scalar in other {
            let equal = places(of: scalar)
            let swapped = ((~diagonal & equal) << 1) & previous
            diagonal = (((equal & rising) &+ rising) ^ rising) | equal | falling | swapped
            var right = falling | ~(diagonal | rising)
            let left = diagonal & rising
            if right & last != 0 { distance += 1 }
            if left & last != 0 { distance -= 1 }
            right = right << 1 | 1
            rising = left << 1 | ~(diagonal | right)
            falling = right & diagonal
            previous = equal
        }
        return distance
    }

    private func places(of scalar: Unicode.Scalar) -> UInt64 {
        switch scalar.value {
        case 0..<0x80: ascii.isEmpty ? 0 : ascii[Int(scalar.value)]
        case 0x0600..<0x0700: arabic.isEmpty ? 0 : arabic[Int(scalar.value) - 0x0600]
        default: others.first { $0.scalar == scalar }?.places ?? 0
        }
    }
}
