/// A number in digits, with the marks that people put between them.
///
/// `12.500.000,00`, `12 500 000`, `12,500,000.00`, `45.3`. A single mark before three digits (`12.500`) is read as a
/// thousands mark, as Moroccan administrations write; ``decimal`` keeps the other reading.
struct NumberLiteral: Hashable {
    /// What it says.
    var value: Double
    /// What it says if its single mark is a decimal one; nil where it cannot be.
    var decimal: Double?
    /// How many scalars it takes.
    var length: Int

    /// Reads the number that begins at `start`, a digit of `scalars`; nil where the marks make no number (`12.3.20`).
    init?(_ scalars: [Unicode.Scalar], at start: Int) {
        var groups: [String] = []
        var marks: [Unicode.Scalar] = []
        var index = start
        func digits(from start: Int) -> String {
            String(scalars[start...].prefix { $0.isASCIIDigit })
        }
        groups.append(digits(from: index))
        index += groups[0].unicodeScalars.count
        while index + 1 < scalars.count {
            let mark = scalars[index]
            let next = digits(from: index + 1)
            guard !next.isEmpty else { break }
            if mark == "." || mark == "," {
                marks.append(mark)
            } else if mark == " " || mark == "'" {
                let hasDecimals = marks.contains { $0 == "." || $0 == "," }
                guard next.unicodeScalars.count == 3, groups[0].unicodeScalars.count <= 3, !hasDecimals else { break }
                marks.append(" ")
            } else {
                break
            }
            groups.append(next)
            index += 1 + next.unicodeScalars.count
        }
        length = index - start
        let points = marks.filter { $0 != " " }
        guard let last = points.last else {
            guard let number = Double(groups.joined()) else { return nil }
            value = number
            return
        }
        let isMixed = points.contains { $0 != last }
        let decimals = groups[groups.count - 1]
        if isMixed || marks.contains(" ") || points.count == 1 {
            guard points.filter({ $0 == last }).count == 1,
                let number = Double(groups.dropLast().joined() + "." + decimals)
            else { return nil }
            let couldBeThousands =
                !isMixed && !marks.contains(" ") && decimals.unicodeScalars.count == 3
                && groups[0].unicodeScalars.count <= 3 && !groups[0].hasPrefix("0")
            if couldBeThousands, let thousands = Double(groups.joined()) {
                value = thousands
                decimal = number
            } else {
                value = number
            }
        } else {
            guard groups.dropFirst().allSatisfy({ $0.unicodeScalars.count == 3 }), groups[0].unicodeScalars.count <= 3,
                let number = Double(groups.joined())
            else { return nil }
            value = number
        }
    }
}
