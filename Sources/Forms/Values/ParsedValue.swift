/// What the words of an answer say, as the type of its question understands them.
package enum ParsedValue: Hashable, Sendable {
    /// One value, as sure as its ``Precision`` says.
    case value(AnswerValue, precision: Precision, otherText: String?)
    /// The words allow more than one value: a range, two numbers, two addresses. A person must choose.
    case several([AnswerValue])
    /// The respondent says in words that there is nothing to tell: `غير متوفر`, `N/A`.
    case notAvailable
    case unreadable(Cause)

    /// How exactly the respondent meant the value.
    package enum Precision: String, Hashable, Sendable {
        case exact
        /// `حوالي 30 مليون`, `environ 85 %`, `fin 2021`.
        case approximate
        /// `أكثر من 40`, `moins de 3`: the value is a limit, not a count.
        case bound
        /// An option was recognised by its likeness, not by its very words.
        case resembling
        /// Some of the words were not understood, or the ranks do not add up: the value is not all that was written.
        case partial
    }

    package enum Cause: String, Hashable, Sendable {
        case unrecognised
        /// Understood, and outside the range of the question.
        case outOfRange = "out_of_range"
        /// A date that no calendar has.
        case impossible
    }

    package static func exact(_ value: AnswerValue) -> ParsedValue { .value(value, precision: .exact, otherText: nil) }

    /// The value, where there is exactly one.
    package var value: AnswerValue? {
        if case .value(let value, _, _) = self { value } else { nil }
    }
}
