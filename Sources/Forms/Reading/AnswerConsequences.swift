/// What follows from the value of one answer: the proposals in it, and the theme its section files a submission under.
///
/// It is kept with a person's correction, so that what a correction means never changes with the program.
package struct AnswerConsequences: Hashable, Codable, Sendable {
    /// The proposals that stand in the value; nil where the question holds none.
    package var proposals: [Proposal]?
    /// The theme of the question's section, where something was answered.
    package var theme: String?

    package init(proposals: [Proposal]? = nil, theme: String? = nil) {
        self.proposals = proposals
        self.theme = theme
    }
}

extension FormReader {
    /// What follows from a value that a person gives an answer.
    /// - Returns: nothing where the form or the question is unknown.
    package func consequences(
        of value: AnswerValue?, for question: String, in form: FormReference
    ) -> AnswerConsequences {
        let definitions = forms.map(\.definition)
        guard let definition = definitions.first(where: { $0.reference == form }),
            let section = definition.sections.first(where: { $0.questions.contains { $0.id == question } }),
            let known = section.questions.first(where: { $0.id == question })
        else { return AnswerConsequences() }
        var consequences = AnswerConsequences(theme: value == nil ? nil : section.theme)
        if known.isClassified || section.theme != nil && known.columns.first?.type == .longtext {
            let answers = [question: Answer(value: value, confidence: 1, status: .accepted)]
            consequences.proposals =
                ProposalFinder(themes: themes).proposals(of: definition, answers: answers).proposals
        }
        return consequences
    }
}
