/// A text taken apart at the ends of its sentences and items.
enum Sentences {
    /// The sentences of a text, those that hold nothing left out; a line that goes on in the next does not end one.
    static func split(_ text: String) -> [Substring] {
        var sentences: [Substring] = []
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var index = start
        func end(at place: String.Index) {
            if start < place { sentences.append(text[start..<place]) }
            start = place
        }
        while index < scalars.endIndex {
            let scalar = scalars[index]
            index = scalars.index(after: index)
            guard index < scalars.endIndex else { break }
            switch scalar {
            case ".", "!", "?", "؟", "…":
                if scalars[index].properties.isWhitespace { end(at: index) }
            case ";", "؛", "•":
                end(at: index)
            case "\n":
                if startsItem(scalars[index...]) { end(at: index) }
            default: break
            }
        }
        end(at: scalars.endIndex)
        return sentences
    }

    /// Whether a line begins something new: it is empty, or begins with a mark of a list.
    private static func startsItem(_ line: Substring.UnicodeScalarView) -> Bool {
        guard let first = line.first(where: { $0 != " " && $0 != "\t" }) else { return true }
        switch first {
        case "\n", "\r", "-", "–", "—", "*", "•", "·", "▪", "►", "☐", "☒", "0"..."9", "٠"..."٩": return true
        default: return false
        }
    }
}
