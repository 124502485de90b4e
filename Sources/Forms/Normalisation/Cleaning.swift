/// The first step of normalisation: everything that changes no letter.
enum Cleaning {
    static func clean(_ text: some StringProtocol) -> [Unicode.Scalar] {
        cleaned(text, whileStable: true) ?? cleaned(CompatibilityForm.composed(String(text)), whileStable: false) ?? []
    }

    /// The cleaned scalars of a text in form KC.
    /// - Parameter whileStable: whether to give up, with nil, at a scalar that form KC may change.
    private static func cleaned(_ text: some StringProtocol, whileStable: Bool) -> [Unicode.Scalar]? {
        let known = known
        var isStable = true
        var isAfterMark = false
        let cleaned = [Unicode.Scalar](capacity: text.utf8.count) { cleaned in
            var isSpacePending = false
            for scalar in text.unicodeScalars {
                let fate = Int(scalar.value) < known.count ? known[Int(scalar.value)] : Fate(scalar)
                if whileStable, fate.isUnstable || isAfterMark && fate.isMark {
                    isStable = false
                    return
                }
                isAfterMark = fate.isMark
                if let kept = fate.kept {
                    if isSpacePending {
                        cleaned.append(" ")
                        isSpacePending = false
                    }
                    cleaned.append(kept)
                } else if fate.isSpace {
                    isSpacePending = !cleaned.isEmpty
                }
            }
        }
        return isStable ? cleaned : nil
    }

    /// Whether cleaning leaves the text as it is.
    static func isClean(_ text: String) -> Bool {
        let known = known
        var isAfterSpace = true
        var isAfterMark = false
        for scalar in text.unicodeScalars {
            let fate = Int(scalar.value) < known.count ? known[Int(scalar.value)] : Fate(scalar)
            if fate.isSpace {
                guard scalar == " ", !isAfterSpace else { return false }
            } else if fate.kept != scalar || fate.isUnstable || isAfterMark && fate.isMark {
                return false
            }
            isAfterSpace = fate.isSpace
            isAfterMark = fate.isMark
        }
        return !isAfterSpace || text.isEmpty
    }

    /// What cleaning makes of a scalar that stays what it is whatever stands beside it, or that folding leaves out: a
    /// vowel sign.
    /// - Returns: nil where that depends on what stands beside it; within it nil where nothing is left.
    static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar?? {
        let fate = Fate(scalar)
        return fate.isUnstable ? nil : fate.isSpace ? " " : .some(fate.kept)
    }

    /// What cleaning makes of one scalar, in a word: the scalar that is kept, or a bit above all scalars.
    private struct Fate {
        private static let mark: UInt32 = 1 << 28
        private static let dropped: UInt32 = 1 << 29
        private static let space: UInt32 = 1 << 30
        private static let unstable: UInt32 = 1 << 31

        private let word: UInt32

        init(_ scalar: Unicode.Scalar) {
            var word = CompatibilityForm.isStable(scalar) ? 0 : Self.unstable
            if CompatibilityForm.isMark(scalar) { word |= Self.mark }
            if Cleaning.isWhitespace(scalar) {
                word |= Self.space
            } else {
                word |= Cleaning.replacement(for: scalar)?.value ?? Self.dropped
            }
            self.word = word
        }

        var isUnstable: Bool { word & Self.unstable != 0 }
        var isMark: Bool { word & Self.mark != 0 }
        var isSpace: Bool { word & Self.space != 0 }
        /// The scalar that stands for it; nil for white space and where nothing does.
        var kept: Unicode.Scalar? { Unicode.Scalar(word & ~(Self.unstable | Self.mark)) }
    }

    /// What becomes of the scalars that nearly all texts are made of, asked once.
    private static let known = (0..<UInt32(0x0700)).map { Fate(Unicode.Scalar($0) ?? " ") }

    /// The property White_Space, its few members written out: the table of all properties is slow to ask.
    private static func isWhitespace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// What stands for one scalar that is no white space; nil where it is left out.
    private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x60: "'"
        case 0..<0x80: scalar
        // Bidirectional controls, zero-width characters, soft hyphen, the Arabic thousands separator.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x200B...0x200D, 0x2060, 0xFEFF, 0xAD, 0x066C:
            nil
        case 0x0660...0x0669: Unicode.Scalar(scalar.value - 0x0660 + 0x30)
        case 0x06F0...0x06F9: Unicode.Scalar(scalar.value - 0x06F0 + 0x30)
        case 0xC0...0x024F, 0x0621...0x064A: scalar
        case 0x060C: ","
        case 0x061B: ";"
        case 0x061F: "?"
        case 0x066A: "%"
        case 0x066B: "."
        case 0x2018, 0x2019, 0x201B, 0x2032, 0x02B9, 0x02BB, 0x02BC, 0x02BD, 0x055A: "'"
        case 0x2212: "-"
        default: scalar.properties.generalCategory == .dashPunctuation ? "-" : scalar
        }
    }
}
