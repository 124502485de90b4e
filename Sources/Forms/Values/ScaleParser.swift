/// Reads a number on a scale: `1 ☐ 2 ☐ 3 ☒`, `☐1 ☒2`, `[x] 2`, `4/5`, `4 sur 5`, `٤`, or the words at its ends.
///
/// Whether a box belongs to the number before or behind it is told by what comes first in the line.
struct ScaleParser {
    var scale: Scale

    func parse(_ text: String) -> ParsedValue {
        let pieces = TickMarks.pieces(of: Normaliser.clean(text))
        if pieces.contains(where: { if case .box = $0 { true } else { false } }) { return parse(boxes: pieces) }
        if let end = scaleEnd(text) { return .exact(.number(Double(end))) }
        let numbers = numbers(in: Normaliser.clean(text))
        switch numbers.count {
        case 1: return checked(numbers[0])
        // 4/5, 4 sur 5, 4 من 5
        case 2 where numbers[1] == scale.maximum && isFraction(text): return checked(numbers[0])
        case 0:
            let words = Normaliser.key(text).split(separator: " ").map(String.init)
            guard let number = NumberWords.value(of: words) else { return .unreadable(.unrecognised) }
            return checked(Int(number))
        default:
            return circled(text)
        }
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

    /// `1 2 (3) 4 5`
    private func circled(_ text: String) -> ParsedValue {
        let scalars = Array(Normaliser.clean(text).unicodeScalars)
        var found: [Int] = []
        for (index, scalar) in scalars.enumerated() where scalar.isASCIIDigit && index > 0 && index + 1 < scalars.count
        {
            let pair = (scalars[index - 1], scalars[index + 1])
            guard pair == ("(", ")") || pair == ("[", "]") || pair == ("<", ">"), let value = Int(String(scalar)) else {
                continue
            }
            found.append(value)
        }
        return found.count == 1 ? checked(found[0]) : .unreadable(.unrecognised)
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
