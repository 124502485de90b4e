/// Reads a number on a scale: `1 ☐ 2 ☐ 3 ☒`, `☐1 ☒2`, `[x] 2`, `4/5`, `4 sur 5`, `٤`, `1 2 (3) 4`, `1 2 ③ 4`, or the
/// words at its ends. Between two numbers (`2-3`, `3,5`) nothing is chosen.
///
/// Whether a box belongs to the number before or behind it is told by what comes first in the line.
struct ScaleParser {
    var scale: Scale

    func parse(_ text: String) -> ParsedValue {
        let pieces = TickMarks.pieces(of: Normaliser.clean(text))
        if pieces.contains(where: { if case .box = $0 { true } else { false } }) { return parse(boxes: pieces) }
        if let number = circled(text) { return checked(number) }
        if let end = scaleEnd(text) { return .exact(.number(Double(end))) }
        // `5 %` is a share and no number of the scale.
        if scale.maximum != 100, Normaliser.clean(text).unicodeScalars.contains("%") {
            return .unreadable(.unrecognised)
        }
        let rings = text.unicodeScalars.compactMap(Self.ringed)
        let numbers = rings.count == 1 ? rings : numbers(in: Normaliser.clean(text))
        switch numbers.count {
        case 1 where isBelowZero(text): return checked(-numbers[0])
        case 1: return checked(numbers[0])
        // 4/5, 4 sur 5, 4 من 5
        case 2 where numbers[1] == scale.maximum && isFraction(text): return checked(numbers[0])
        case 0: return inWords(text)
        default:
            let row = Array(scale.minimum...scale.maximum)
            guard numbers.count == 2, numbers != row, numbers.allSatisfy(row.contains) else {
                return .unreadable(.unrecognised)
            }
            // `3,5` stands between three and four.
            let isDecimal =
                NumberLiteral(Array(Normaliser.clean(text).unicodeScalars), at: 0)?.value
                .truncatingRemainder(dividingBy: 1) ?? 0 > 0
            let ends = isDecimal ? [numbers[0], numbers[0] + 1] : numbers
            return .several(ends.filter(row.contains).map { .number(Double($0)) })
        }
    }

    /// `trois`, `ثلاثة من خمسة`
    private func inWords(_ text: String) -> ParsedValue {
        let words = Normaliser.key(text).split(separator: " ").map(String.init)
        let sides = words.split(maxSplits: 1) { ["sur", "من", "علي"].contains($0) }
        guard let first = sides.first, let number = NumberWords.value(of: first) else {
            return .unreadable(.unrecognised)
        }
        if sides.count == 2, NumberWords.value(of: sides[1]) != Double(scale.maximum) {
            return .unreadable(.unrecognised)
        }
        // Words can say more than an integer holds.
        guard let whole = Int(exactly: number) else { return .unreadable(.outOfRange) }
        return checked(whole)
    }

    /// Whether a dash is the number's sign: on a scale that goes below zero.
    private func isBelowZero(_ text: String) -> Bool {
        let scalars = Array(Normaliser.clean(text).unicodeScalars)
        guard scale.minimum < 0, let digit = scalars.firstIndex(where: \.isASCIIDigit), digit > 0 else { return false }
        return scalars[digit - 1] == "-"
    }

    private func parse(boxes pieces: [TickPiece]) -> ParsedValue {
        var items: [Item] = []
        for piece in pieces {
            switch piece {
            case .box(let isTicked): items.append(.box(isTicked))
            case .text(let text): items += numbers(in: text).map(Item.number)
            }
        }
        let boxes = items.filter { if case .box = $0 { true } else { false } }
        let numberCount = items.count - boxes.count
        var ticked: [Int] = []
        let boxFirst = if case .box? = items.first { true } else { false }
        for (index, item) in items.enumerated() {
            guard case .box(true) = item else { continue }
            let before = index > 0 ? items[index - 1].number : nil
            let after = index + 1 < items.count ? items[index + 1].number : nil
            if boxes.count == 1, numberCount > 1 {
                // A lone tick among numbers may belong to either neighbour.
                ticked += [before, after].compactMap { $0 }
            } else if let number = boxFirst ? after : before {
                ticked.append(number)
            }
        }
        switch ticked.count {
        case 0: return .unreadable(.unrecognised)
        case 1: return checked(ticked[0])
        default: return .several(ticked.map { .number(Double($0)) })
        }
    }

    private enum Item {
        case box(Bool)
        case number(Int)
        var number: Int? { if case .number(let number) = self { number } else { nil } }
    }

    /// The number of a row that alone has a bracket or a ring around it: `1 2 (3) 4 5`, `1 2 ③ 4 5`.
    func circled(_ text: String) -> Int? {
        let raw = Array(text.unicodeScalars)
        let rings = raw.compactMap(Self.ringed)
        let clean = Array(Normaliser.clean(text).unicodeScalars)
        if rings.count == 1, numbers(in: String(clean)).count > 1 { return rings[0] }
        var found: [Int] = []
        var index = 0
        while index < clean.count {
            let run = clean[index...].prefix { $0.isASCIIDigit }
            defer { index += max(run.count, 1) }
            guard !run.isEmpty, run.count <= 3, let value = Int(String(run)) else { continue }
            let before = clean[..<index].last { !$0.isBlank }
            let after = clean[(index + run.count)...].first { !$0.isBlank }
            let isRound = [("(", ")"), ("[", "]"), ("<", ">"), ("{", "}")].contains { $0 == before && $1 == after }
            if isRound { found.append(value) }
        }
        return found.count == 1 && numbers(in: String(clean)).count > 2 ? found[0] : nil
    }

    /// The number in a ring: ①–⑳, ❶–❿, ➀–➉, ➊–➓, ⓪.
    private static func ringed(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x2460...0x2473: Int(scalar.value) - 0x245F
        case 0x2776...0x277F: Int(scalar.value) - 0x2775
        case 0x2780...0x2789: Int(scalar.value) - 0x277F
        case 0x278A...0x2793: Int(scalar.value) - 0x2789
        case 0x24EA: 0
        default: nil
        }
    }

    private func checked(_ number: Int) -> ParsedValue {
        guard (scale.minimum...scale.maximum).contains(number) else { return .unreadable(.outOfRange) }
        return .exact(.number(Double(number)))
    }

    private func isFraction(_ text: String) -> Bool {
        let key = Normaliser.key(text).split(separator: " ")
        return Normaliser.clean(text).unicodeScalars.contains("/") || key.contains("sur") || key.contains("من")
            || key.contains("علي")
    }

    /// The number whose label at the scale's end was written out.
    private func scaleEnd(_ text: String) -> Int? {
        let key = Normaliser.key(text)
        let ends = [(scale.minimum, scale.minimumLabel), (scale.maximum, scale.maximumLabel)]
        return ends.first { _, label in label?.texts.values.contains { Normaliser.key($0) == key } == true }?.0
    }

    private func numbers(in text: String) -> [Int] {
        text.unicodeScalars.split { !$0.isASCIIDigit }.compactMap { $0.count <= 3 ? Int(String($0)) : nil }
    }
}
