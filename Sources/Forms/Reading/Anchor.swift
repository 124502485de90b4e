/// A place where a question is asked: the line of its label.
struct Anchor: Hashable {
    /// The question's position in the form.
    var question: Int
    /// The line's position in the outline.
    var line: Int
    /// How sure it is that the line asks this question, from 0 to 1.
    var score: Double
    var hasCode: Bool
    /// The language of the label that was recognised.
    var language: Language?
    /// The scalars of the line that are code and label; what follows may be the answer.
    var length: Int
    /// Whether the label is too short to tell a form from a letterhead: `الهاتف:`, `Date :`.
    var isCommonWord: Bool
}
