/// The code printed before a question: `1.3`, `١.٣`, `1-3`, `س 1.3`, `Q1.3`.
struct QuestionCode: Hashable {
    /// As the form has it, with a dot between: `1.3`.
    var code: String
    /// How many scalars of the line it takes, with what stands around it.
    var length: Int
    /// Whether a colon, bracket or dash closes it: `1.3:`.
    var isClosed: Bool
    /// Whether a colon or an equals sign does.
    var isColon: Bool

    private static let separators: Set<Unicode.Scalar> = [".", "-", "/", "_", ",", "،", "–", "·"]
    private static let closers: Set<Unicode.Scalar> = [":", ")", "-", "–", "—", ".", "/", "|", "\t", "="]
    private static let openers: Set<Unicode.Scalar> = ["-", "•", "*", "(", "["]
    private static let words = ["سؤال", "السؤال", "س", "question", "q", "n°", "رقم"].map { Array($0.unicodeScalars) }
    private static let initials: Set<Unicode.Scalar> = ["س", "ا", "q", "Q", "n", "N", "ر"]

    private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar
    }

    /// Reads the code that a line begins with; nil where it begins with none. A date (`2.3.2020`) is none.
    init?(_ line: String) {
        // Most lines begin with a letter that no code begins with.
        let first = line.unicodeScalars.first { !$0.isBlank && !Self.openers.contains($0) }
        guard let first, Self.digit(first) != nil || Self.initials.contains(first) else { return nil }
        self.init(Array(line.unicodeScalars))
    }

    private init?(_ scalars: [Unicode.Scalar]) {
        var index = 0
        func skip(_ condition: (Unicode.Scalar) -> Bool) {
            while index < scalars.count, condition(scalars[index]) { index += 1 }
        }
        func digits() -> String? {
            var number = ""
            while index < scalars.count, let digit = Self.digit(scalars[index]), number.utf8.count < 3 {
                number += String(digit)
                index += 1
            }
            return number.isEmpty ? nil : number
        }
        skip { $0.isBlank || Self.openers.contains($0) }
        let rest = scalars[index...].prefix(12)
        guard let first = rest.first, Self.digit(first) != nil || Self.initials.contains(first) else { return nil }
        for word in Self.words where rest.lazy.map(Self.lowercased).starts(with: word) {
            index += word.count
            skip { $0.isBlank || $0 == ":" || $0 == "." }
            break
        }
        guard let section = digits() else { return nil }
        skip(\.isBlank)
        guard index < scalars.count, Self.separators.contains(scalars[index]) else { return nil }
        index += 1
        skip(\.isBlank)
        guard let number = digits() else { return nil }
        guard index == scalars.count || Self.digit(scalars[index]) == nil else { return nil }
        if index + 1 < scalars.count, Self.separators.contains(scalars[index]), Self.digit(scalars[index + 1]) != nil {
            return nil
        }
        let end = index
        skip(\.isBlank)
        isClosed = index < scalars.count && Self.closers.contains(scalars[index])
        let closing = index
        skip { $0.isBlank || Self.closers.contains($0) }
        isColon = scalars[closing..<index].contains { $0 == ":" || $0 == "=" }
        length = isClosed ? index : end
        code = section + "." + number
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x30...0x39: Int(scalar.value - 0x30)
        case 0x0660...0x0669: Int(scalar.value - 0x0660)
        case 0x06F0...0x06F9: Int(scalar.value - 0x06F0)
        default: nil
        }
    }
}
