/// Numbers written out in Arabic and French, and the words that multiply a number.
enum NumberWords {
    /// What a word stands for.
    enum Meaning: Hashable {
        /// Added to what stands before it: `ثلاثون`, `trente`.
        case addend(Double)
        /// Multiplies what stands before it: `مائة`, `cent`.
        case hundred
        /// `ألف`, `million`, `MDH`: ends a group.
        case multiplier(Double)
    }

    /// What `word` (a key, see `Normaliser.key`) means as a number; Arabic words may carry the `و` that joins them.
    static func meaning(of word: String) -> Meaning? { lookUp(word, in: table) }

    /// The part of one that `word` names: `نصف`, `demi`, `ربع`.
    static func fraction(of word: String) -> Double? { lookUp(word, in: fractions) }

    /// Whether `word` is joined to what stands before it by an Arabic `و`: `ونصف`.
    static func isJoined(_ word: String) -> Bool {
        word.unicodeScalars.first == "و" && table[word] == nil && fractions[word] == nil
    }

    private static func lookUp<Value>(_ word: String, in table: [String: Value]) -> Value? {
        if let value = table[word] { return value }
        guard word.unicodeScalars.first == "و" else { return nil }
        return table[String(word.unicodeScalars.dropFirst())]
    }

    /// Whether `word` is likely a number misspelt.
    static func resembles(_ word: String) -> Bool {
        guard word.unicodeScalars.count >= 4, meaning(of: word) == nil else { return false }
        return table.keys.contains {
            $0.unicodeScalars.count >= 4 && TextSimilarity.damerauLevenshtein($0, word) >= 0.75
        }
    }

    /// The number that a row of words says, as `خمسة وثلاثون مليون`; nil where a word is none.
    static func value(of words: some Sequence<String>) -> Double? {
        var total = 0.0
        var group = 0.0
        var last = 0.0
        var isEmpty = true
        for word in words {
            switch meaning(of: word) {
            case .addend(let number):
                if number >= 1000 {
                    // The dual of a multiplier: `مليونان`.
                    total += number
                } else {
                    // quatre-vingts
                    group += number == 20 && last == 4 ? 76 : number
                }
                last = number
            case .hundred:
                group = max(group, 1) * 100
                last = 100
            case .multiplier(let factor):
                total += max(group, 1) * factor
                group = 0
                last = 0
            case nil:
                if ["et", "و", "de", "d"].contains(word) { continue }
                return nil
            }
            isEmpty = false
        }
        return isEmpty ? nil : total + group
    }

    private static let table: [String: Meaning] = {
        var table: [String: Meaning] = [:]
        func add(_ meaning: Meaning, _ words: String...) {
            for word in words { table[Normaliser.key(word)] = meaning }
        }
        let numbers: [(Double, [String])] = [
            (0, ["صفر", "zéro"]), (1, ["واحد", "واحدة", "أحد", "إحدى", "un", "une"]),
            (2, ["اثنان", "اثنين", "إثنان", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي", "جوج", "deux"]),
            (3, ["ثلاثة", "ثلاث", "trois"]), (4, ["أربعة", "أربع", "quatre"]), (5, ["خمسة", "خمس", "cinq"]),
            (6, ["ستة", "ست", "six"]), (7, ["سبعة", "سبع", "sept"]), (8, ["ثمانية", "ثمان", "ثماني", "huit"]),
            (9, ["تسعة", "تسع", "neuf"]), (10, ["عشرة", "عشر", "dix"]), (11, ["onze", "أحدعشر", "حداش"]),
            (12, ["douze", "اثناعشر", "طناش"]), (13, ["treize"]), (14, ["quatorze"]), (15, ["quinze"]),
            (16, ["seize"]), (20, ["عشرون", "عشرين", "vingt", "vingts"]), (30, ["ثلاثون", "ثلاثين", "trente"]),
            (40, ["أربعون", "أربعين", "quarante"]), (50, ["خمسون", "خمسين", "cinquante"]),
            (60, ["ستون", "ستين", "soixante"]), (70, ["سبعون", "سبعين", "septante"]), (80, ["ثمانون", "ثمانين"]),
            (90, ["تسعون", "تسعين", "nonante"]), (200, ["مائتان", "مائتين", "مئتان", "مئتين", "مائتا", "مائتي"]),
            (300, ["ثلاثمائة", "ثلاثمئة"]), (400, ["أربعمائة", "أربعمئة"]), (500, ["خمسمائة", "خمسمئة"]),
            (600, ["ستمائة", "ستمئة"]), (700, ["سبعمائة", "سبعمئة"]), (800, ["ثمانمائة", "ثمانمئة"]),
            (900, ["تسعمائة", "تسعمئة"]), (2_000, ["ألفان", "ألفين", "ألفي"]),
            (2_000_000, ["مليونان", "مليونين", "مليوني"]), (2_000_000_000, ["ملياران", "مليارين", "ملياري"]),
        ]
        for (number, words) in numbers {
            for word in words { table[Normaliser.key(word)] = .addend(number) }
        }
        add(.hundred, "مائة", "مئة", "cent", "cents")
        add(.multiplier(1e3), "ألف", "ألفا", "آلاف", "mille", "milles", "k", "kdh", "kdhs", "kmad")
        add(.multiplier(1e6), "مليون", "مليونا", "ملايين", "million", "millions", "m", "mdh", "mdhs", "mmad", "mndh")
        add(
            .multiplier(1e9), "مليار", "مليارا", "ملايير", "مليارات", "milliard", "milliards", "md", "mds", "mrd",
            "mmdh")
        return table
    }()

    private static let fractions: [String: Double] = {
        let names: [(Double, [String])] = [(0.5, ["نصف", "نص", "demi", "demie"]), (0.25, ["ربع", "quart"])]
        return Dictionary(
            names.flatMap { value, words in words.map { (Normaliser.key($0), value) } },
            uniquingKeysWith: { first, _ in first })
    }()
}
