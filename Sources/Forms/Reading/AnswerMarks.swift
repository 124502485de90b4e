import Documents

/// Answers given by formatting: the chosen one in bold, underlined, highlighted, coloured, or the others struck out.
enum AnswerMarks {
    /// The ways of marking, the plainest first; struck-out items are the ones that are *not* meant.
    private static let ways: [Marks] = [.highlight, .underline, .colored, .bold]

    /// Which of the items are marked out from the others; nil where none is.
    ///
    /// - Parameter items: the marks that all letters of each item have in common.
    static func chosen(_ items: [Marks]) -> [Bool]? {
        guard items.count > 1 else { return nil }
        let struck = items.map { $0.contains(.strike) }
        if struck.contains(true), struck.contains(false) { return struck.map { !$0 } }
        for way in ways {
            let marked = items.map { $0.contains(way) }
            if marked.contains(true), marked.contains(false) { return marked }
        }
        return nil
    }

    /// The marks that all letters and digits between two scalars of a line have in common.
    static func common(_ line: Line, in range: Range<Int>? = nil) -> Marks {
        var common: Marks?
        var position = 0
        for span in line.spans {
            let length = span.text.unicodeScalars.count
            defer { position += length }
            if let range, position + length <= range.lowerBound || position >= range.upperBound { continue }
            let isWord = span.text.unicodeScalars.contains {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            }
            guard isWord else { continue }
            common = common?.intersection(span.marks) ?? span.marks
        }
        return common ?? []
    }
}

extension Line {
    /// What is not struck out.
    var kept: String {
        if !spans.contains(where: { $0.marks.contains(.strike) }) { return text }
        return spans.filter { !$0.marks.contains(.strike) }.map(\.text).joined()
    }

    /// What is not struck out; where all is, the text as it stands.
    var standing: String {
        let kept = kept
        return FillerText.isEmpty(kept) ? text : kept
    }

    /// The text with a space at the edges of controls, where what is printed and what is typed would run together.
    var separated: String {
        var text = ""
        var last: Span?
        for span in spans {
            if let last, last.field != span.field, last.text.unicodeScalars.last?.isBlank == false,
                span.text.unicodeScalars.first?.isBlank == false
            {
                text += " "
            }
            text += span.text
            last = span
        }
        return text
    }

    /// Whether all that was written is struck out.
    var isStruckOut: Bool { !isBlank && AnswerMarks.common(self).contains(.strike) }
}
