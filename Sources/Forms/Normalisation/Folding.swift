import Foundation

/// The second step of normalisation: letters that people use for one another become one letter.
enum Folding {
    /// Folded text; ``origins`` tells for each scalar the index of the cleaned scalar it comes from.
    struct Folded {
        var scalars: [Unicode.Scalar] = []
        var origins: [Int] = []
    }

    static func fold(_ cleaned: [Unicode.Scalar]) -> Folded {
        var folded = Folded()
        folded.scalars.reserveCapacity(cleaned.count)
        folded.origins.reserveCapacity(cleaned.count)
        for (origin, scalar) in cleaned.enumerated() {
            forEachReplacement(of: scalar, known: known) { kept in
                folded.scalars.append(kept)
                folded.origins.append(origin)
            }
        }
        joinLawNumbers(&folded.scalars)
        return folded
    }

    /// The folded scalars alone.
    static func scalars(_ cleaned: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var folded: [Unicode.Scalar] = []
        folded.reserveCapacity(cleaned.count)
        let known = known
        for scalar in cleaned { forEachReplacement(of: scalar, known: known) { folded.append($0) } }
        joinLawNumbers(&folded)
        return folded
    }

    /// The folded scalars of a text that is not cleaned, in one pass where it has nothing but plain letters and signs.
    ///
    /// White space is not joined: between words one space is as good as several.
    static func scalars(of text: String) -> [Unicode.Scalar] {
        let plain = plain
        var isPlain = true
        var folded = unsafe [Unicode.Scalar](unsafeUninitializedCapacity: text.utf8.count) { folded, count in
            for scalar in text.unicodeScalars {
                let value = Int(scalar.value) < plain.count ? plain[Int(scalar.value)] : notPlain
                if let kept = Unicode.Scalar(value) {
                    unsafe folded.initializeElement(at: count, to: kept)
                    count += 1
                } else if value == notPlain {
                    isPlain = false
                    return
                }
            }
        }
        guard isPlain else { return scalars(Cleaning.clean(text)) }
        joinLawNumbers(&folded)
        return folded
    }

    /// What cleaning and folding make of each of the scalars that nearly all texts are made of: one scalar, ``dropped``,
    /// or ``notPlain`` where that depends on what stands beside it.
    private static let plain = (0..<UInt32(0x0700)).map { value -> UInt32 in
        guard let scalar = Unicode.Scalar(value), let cleaned = Cleaning.plain(scalar) else { return notPlain }
        switch cleaned.map(replacement) ?? .none {
        case .none: return dropped
        case .one(let kept): return kept.value
        case .several: return notPlain
        }
    }
    private static let dropped: UInt32 = 1 << 30
    private static let notPlain: UInt32 = 1 << 31

    @inline(__always)
    private static func forEachReplacement(
        of scalar: Unicode.Scalar, known: [UInt32], _ keep: (Unicode.Scalar) -> Void
    ) {
        // What is above all scalars stands for none or for several.
        if Int(scalar.value) < known.count, let kept = Unicode.Scalar(known[Int(scalar.value)]) { return keep(kept) }
        switch replacement(for: scalar) {
        case .none: return
        case .one(let kept): keep(kept)
        case .several(let kept): for scalar in kept { keep(scalar) }
        }
    }

    /// What stands for each of the scalars that nearly all texts are made of, asked once; no scalar where it is not one.
    private static let known = (0..<UInt32(0x0700)).map { value -> UInt32 in
        if let scalar = Unicode.Scalar(value), case .one(let kept) = replacement(for: scalar) {
            kept.value
        } else {
            .max
        }
    }

    private enum Replacement {
        case none
        case one(Unicode.Scalar)
        case several([Unicode.Scalar])
    }

    private static func replacement(for scalar: Unicode.Scalar) -> Replacement {
        switch scalar.value {
        case 0x41...0x5A: return .one(Unicode.Scalar(UInt8(scalar.value + 0x20)))
        case 0..<0x80: return .one(scalar)
        case 0x0152, 0x0153: return .several(["o", "e"])
        case latinExtended: return .one(latinBases[Int(scalar.value - latinExtended.lowerBound)])
        case 0x1E00...0x1EFF: return .one(base(scalar))
        case 0x0300...0x036F: return .none
        case 0x0600...0x08FF: return arabic(scalar)
        default:
            guard scalar.properties.changesWhenLowercased else { return .one(scalar) }
            return .several(Array(scalar.properties.lowercaseMapping.unicodeScalars))
        }
    }

    /// Arabic script: the usual folding of alef, yeh and teh marbuta, that of borrowed letters, and the Moroccan
    /// one of the interdentals, which are typed as they are pronounced (`هده`, `حيت`, `بحظور`).
    private static func arabic(_ scalar: Unicode.Scalar) -> Replacement {
        switch scalar {
        case "أ", "إ", "آ", "ٱ": .one("ا")
        case "ى", "ی", "ې", "ے", "ئ": .one("ي")
        case "ؤ": .one("و")
        case "ء", "ـ": .none
        case "ة", "ہ", "ھ", "ە": .one("ه")
        case "ک", "گ", "ڭ", "ݣ": .one("ك")
        case "ڤ": .one("ف")
        case "پ": .one("ب")
        case "چ": .one("ش")
        case "ث": .one("ت")
        case "ذ": .one("د")
        case "ظ": .one("ض")
        default:
            switch scalar.value {
            // Vowel signs, Koranic marks, extended marks.
            case 0x0610...0x061A, 0x064B...0x065F, 0x0670, 0x06D6...0x06ED, 0x08D3...0x08FF: .none
            default: .one(scalar)
            }
        }
    }

    // MARK: Latin letters

    static let latinExtended: ClosedRange<UInt32> = 0xC0...0x024F

    /// What ``base(_:)`` gives for each of them: to ask it of all costs more than to read a form.
    private static let latinBases = Array(
        """
        aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccddđđeeeeeeeeeegggggggg\
        hhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſƀɓƃƃƅƅɔƈ\
        ƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkoo\
        ooʒʒjǳǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ
        """.unicodeScalars)

    /// The lower-case letter without its marks.
    static func base(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let decomposed = scalar.properties.lowercaseMapping.decomposedStringWithCanonicalMapping
        return decomposed.unicodeScalars.first ?? scalar
    }

    // MARK: Numbers

    /// Writes the numbers of laws and decrees in one way: `112-14` and `112/14` become `112.14`.
    private static func joinLawNumbers(_ scalars: inout [Unicode.Scalar]) {
        var digits = 0
        for index in scalars.indices {
            if isDigit(scalars[index]) {
                digits += 1
                continue
            }
            if digits == 0 { continue }
            if digits >= 2, scalars[index] == "-" || scalars[index] == "/" || scalars[index] == ".",
                index + 2 < scalars.count,
                isDigit(scalars[index + 1]), isDigit(scalars[index + 2])
            {
                scalars[index] = "."
                digits = -2
            } else {
                digits = 0
            }
        }
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
}
