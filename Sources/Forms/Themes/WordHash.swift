/// A folded word, or several in a row, as 64 bits: lexicons of thousands of phrases are indexed without their strings.
///
/// FNV-1a over the scalars, its bits mixed at the end. Two different phrases of a lexicon of 10,000 share a value with a
/// probability of 1 in 10¹¹.
struct WordHash: Hashable, Sendable {
    let bits: UInt64

    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var bits: UInt64 = 0xCBF2_9CE4_8422_2325
        for scalar in scalars { bits = (bits ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01B3 }
        self.bits = Self.mixed(bits)
    }

    init(_ word: String) { self.init(word.unicodeScalars) }

    private init(bits: UInt64) { self.bits = bits }

    /// Nothing yet: what a phrase begins with.
    static let start = WordHash(bits: 0x9E37_79B9_7F4A_7C15)

    /// The phrase with one more word.
    func followed(by word: WordHash) -> WordHash {
        WordHash(bits: Self.mixed(bits &* 0x9FB2_1C65_1E98_DF25 ^ word.bits))
    }

    /// The finaliser of MurmurHash3.
    private static func mixed(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ bits >> 33) &* 0xFF51_AFD7_ED55_8CCD
        bits = (bits ^ bits >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return bits ^ bits >> 33
    }
}

/// Numbers by ``WordHash``, in one open table: filling it costs a fraction of what a dictionary does.
struct HashTable: Sendable {
    private struct Slot: Sendable {
        var bits: UInt64 = 0
        var value: Int32 = -1
    }

    private var slots: [Slot]
    private var count = 0

    /// - Parameter capacity: how many entries are expected.
    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
    }

    /// The number of a hash; nil where it has none.
    subscript(hash: WordHash) -> Int? {
        let slot = slots[place(of: hash)]
        return slot.value < 0 ? nil : Int(slot.value)
    }

    /// The number of a hash, which is `new` from here on where it had none.
    mutating func insert(_ hash: WordHash, new: Int) -> Int {
        let place = place(of: hash)
        if slots[place].value >= 0 { return Int(slots[place].value) }
        slots[place] = Slot(bits: hash.bits, value: Int32(truncatingIfNeeded: new))
        count += 1
        if count * 2 > slots.count { grow() }
        return new
    }

    private func place(of hash: WordHash) -> Int {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash.bits) & mask
        while slots[place].value >= 0, slots[place].bits != hash.bits { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        let mask = slots.count - 1
        for slot in old where slot.value >= 0 {
            var place = Int(truncatingIfNeeded: slot.bits) & mask
            while slots[place].value >= 0 { place = (place + 1) & mask }
            slots[place] = slot
        }
    }
}
