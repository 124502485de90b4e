/// Trigrams with the numbers 0, 1, 2 and so on in the order they are added; an open hash table of their bits, half empty.
struct TrigramNumbers: Sendable {
    /// 0 where the slot is free: no trigram is 0.
    private var trigrams: [UInt64]
    private var numbers: [Int32]
    private var count: Int32 = 0
    private let shift: UInt64

    /// - Parameter capacity: the most trigrams that will be added.
    init(capacity: Int) {
        let bits = Int.bitWidth - max(1, capacity).leadingZeroBitCount + 1
        trigrams = [UInt64](repeating: 0, count: 1 << bits)
        numbers = [Int32](repeating: 0, count: 1 << bits)
        shift = UInt64(64 - bits)
    }

    /// The trigram's number; nil where it was not added.
    subscript(trigram: UInt64) -> Int? {
        let slot = slot(of: trigram)
        return trigrams[slot] == trigram ? Int(numbers[slot]) : nil
    }

    /// The trigram's number, given to it here where it is new.
    mutating func add(_ trigram: UInt64) -> Int {
        let slot = slot(of: trigram)
        if trigrams[slot] != trigram {
            trigrams[slot] = trigram
            numbers[slot] = count
            count += 1
        }
        return Int(numbers[slot])
    }

    /// The slot that holds the trigram, or the free one in which it belongs.
    private func slot(of trigram: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (trigram &* 0x9E37_79B9_7F4A_7C15) >> shift)
        while trigrams[slot] != 0, trigrams[slot] != trigram { slot = (slot + 1) & (trigrams.count - 1) }
        return slot
    }
}
