/// The parts of an answer's place that are the form's and not the respondent's: dotted lines, `الجواب:`.
enum FillerText {
    /// Characters of dotted and ruled lines.
    private static let leaders: Set<Unicode.Scalar> = [".", "…", "_", "·", "‥", "․", "⋯", "-", "ـ", "–", "—"]

    /// Words that stand before an answer and are none of it, as keys.
    private static let answerWords: Set<String> = ["الجواب", "جواب", "الاجابه", "اجابه", "reponse", "rep", "r"]

    /// `text` without the dotted line around it, the colon before it and the word "answer".
    static func trimmed(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)[...]
        trimLeaders(&scalars)
        if let colon = scalars.prefix(14).firstIndex(of: ":") {
            let head = Normaliser.key(String(scalars[..<colon]))
            if head.isEmpty || answerWords.contains(head) {
                scalars = scalars[(colon + 1)...]
                trimLeaders(&scalars)
            }
        }
        return String(scalars)
    }

    /// Whether nothing but spaces, dots and lines stands there.
    static func isEmpty(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            scalar.isBlank || scalar == ":" || scalar == "/" || scalar == "|" || leaders.contains(scalar)
        }
    }

    /// Takes away the spaces and the runs of leaders at both ends. One or two dots or dashes may be the respondent's own.
    private static func trimLeaders(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        var before = -1
        while before != scalars.count {
            before = scalars.count
            while let first = scalars.first, first.isBlank { scalars.removeFirst() }
            while let last = scalars.last, last.isBlank { scalars.removeLast() }
            let head = scalars.prefix { leaders.contains($0) }
            if head.count == scalars.count || isLine(head) { scalars = scalars.dropFirst(head.count) }
            let tail = scalars.reversed().prefix { leaders.contains($0) }
            if isLine(tail) { scalars = scalars.dropLast(tail.count) }
        }
    }

    private static func isLine(_ run: some Collection<Unicode.Scalar>) -> Bool {
        run.count >= 3 || run.contains("…") || run.contains("⋯")
    }
}

extension Unicode.Scalar {
    /// White space, and the invisible marks that steer the direction of text.
    var isBlank: Bool {
        switch value {
        case 0x21...0x7E, 0x0621...0x064A: false
        case 0x20: true
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0x061C, 0x00AD: true
        default: properties.isWhitespace
        }
    }

    /// Whether it is a decimal digit of any script.
    var isDecimal: Bool {
        switch value {
        case 0x30...0x39, 0x0660...0x0669, 0x06F0...0x06F9: true
        case 0..<0x0660: false
        default: properties.numericType == .decimal
        }
    }

    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension String {
    /// Without white space and invisible marks at both ends.
    var trimmed: String {
        var scalars = unicodeScalars[...]
        guard scalars.first?.isBlank == true || scalars.last?.isBlank == true else { return self }
        while scalars.first?.isBlank == true { scalars.removeFirst() }
        while scalars.last?.isBlank == true { scalars.removeLast() }
        return String(Substring(scalars))
    }
}
