/// Reads the words of an answer as the type of its question wants them: Arabic and French, as people write them.
///
/// It never guesses in silence: what is approximate says so, what allows two values gives both and chooses none.
/// Councils are not resolved here: a `council` answer comes back as the text that was written.
package enum ValueParser {
    /// Reads `text` as an answer to `question`. The text holds the answer alone, without the question's label.
    ///
    /// A `ranking` is read from words (`first > second`, or one ranked option a line), a `table` and a `grid` never are.
    package static func parse(_ text: String, as question: Question) -> ParsedValue {
        parse(text, as: question, options: nil)
    }

    /// The same with the question's options as they were indexed before.
    static func parse(_ text: String, as question: Question, options: OptionIndex?) -> ParsedValue {
        var parser: OptionParser { OptionParser(index: options ?? OptionIndex(question.options)) }
        let text = FillerText.trimmed(text)
        guard !text.isEmpty else { return .unreadable(.unrecognised) }
        let parsed = read(text, as: question, parser: parser)
        if case .unreadable = parsed, Absence.isUnknown(text) { return .notAvailable }
        return doubted(parsed, text, question)
    }

    /// What was read, as sure as the words around it leave it.
    private static func doubted(_ parsed: ParsedValue, _ text: String, _ question: Question) -> ParsedValue {
        if question.type == .text || question.type == .longtext, Doubt.isAll(text) {
            return .unreadable(.unrecognised)
        }
        guard question.type != .longtext, case .value(let value, let precision, let otherText) = parsed,
            precision != .bound, Doubt.isExpressed(text, choosingFrom: question.options)
        else { return parsed }
        return .value(value, precision: .partial, otherText: otherText)
    }

    private static func read(_ text: String, as question: Question, parser: @autoclosure () -> OptionParser)
        -> ParsedValue
    {
        switch question.type {
        case .text, .longtext:
            return Absence.isNothingToSay(text) ? .notAvailable : .exact(.string(LegibleText.text(text)))
        case .council:
            return .exact(.string(text))
        case .email:
            return EmailParser.parse(text)
        case .phone:
            return PhoneParser.parse(text)
        case .date:
            return DateParser.parse(text)
        case .number:
            return NumberParser(
                range: question.range, isAmount: false, unit: question.unit, label: question.label
            ).parse(text)
        case .amount:
            return NumberParser(range: question.range, isAmount: true, unit: question.unit).parse(text)
        case .scale:
            guard let scale = question.scale else { return .unreadable(.unrecognised) }
            return ScaleParser(scale: scale).parse(text)
        case .single:
            return parser().parseSingle(text)
        case .multi:
            return parser().parseMultiple(text)
        case .ranking:
            return parser().parseRanking(text)
        case .table, .grid:
            return .unreadable(.unrecognised)
        }
    }
}
