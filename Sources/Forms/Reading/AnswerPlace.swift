/// What stands in the place of one question's answer.
struct AnswerPlace {
    var question: Int
    /// How sure it is that this place belongs to the question, from 0 to 1.
    var certainty: Double
    /// The lines after the label, its own rest first; no labels, titles or instructions.
    var lines: [Line]
}
