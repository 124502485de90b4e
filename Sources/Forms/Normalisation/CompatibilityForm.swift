import Foundation

/// Normalization form KC of UAX #15; ``isStable(_:)`` spares most texts the work.
enum CompatibilityForm {
    /// The text in form KC; `´` (U+00B4), which that form would take apart, is an apostrophe.
    static func composed(_ text: String) -> String {
        var prepared = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            // Ordering a run of marks costs the square of its length; no script puts so many on one letter.
            marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
            if marks <= longestMarkRun { prepared.append(scalar.value == 0xB4 ? "'" : scalar) }
        }
        return String(prepared).precomposedStringWithCompatibilityMapping
    }

    /// The length that UAX #15 section 13 (Stream-Safe Text Format) allows.
    private static let longestMarkRun = 30

    /// Whether the scalar stays as it is in form KC whatever stands beside it; for ``isMark(_:)``, whatever stands
    /// beside it but another mark.
    static func isStable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x80, 0xC0...0x017E: !isDecomposable(scalar)
        // The space that does not break is one white space as the plain one; quotation marks, the degree.
        case 0xA0...0xA7, 0xA9, 0xAB...0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF: true
        // Arabic punctuation, letters, tatweel, vowel signs that join no letter, and digits.
        case 0x060C, 0x061B...0x061F, 0x0621...0x0652, 0x0660...0x066D, 0x06F0...0x06F9: true
        // Boxes, ticks and other drawn signs.
        case 0x2500...0x27BF: true
        case 0x200B...0x200F, 0x2013...0x2016, 0x2018...0x2023, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// Whether it is an Arabic vowel sign: of two that follow each other form KC settles the order.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x064B...0x0652).contains(scalar.value) }

    private static func isDecomposable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0132, 0x0133, 0x013F, 0x0140, 0x0149: true
        default: false
        }
    }
}
