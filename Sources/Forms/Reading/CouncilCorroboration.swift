import Documents

/// Orders the candidates for an uncertain council by what the same form says of its region and kind.
///
/// It settles nothing: the answer waits for a person as before.
struct CouncilCorroboration {
    let councils: CouncilRegister

    func order(_ answers: inout [String: Answer], of form: FormDefinition) {
        guard let question = form.questions.first(where: { $0.type == .council }), let answer = answers[question.id],
            answer.status == .needsReview, answer.candidates.count > 1, let text = answer.text
        else { return }
        let evidence = evidence(answers, of: form)
        guard evidence != CouncilEvidence() else { return }
        let resolution = councils.resolve(text, evidence: evidence)
        let places = Dictionary(
            resolution.candidates.enumerated().map { (AnswerValue.string($1.council), $0) },
            uniquingKeysWith: { first, _ in first })
        let ordered = answer.candidates.enumerated().sorted { one, other in
            (places[one.element.value] ?? .max, one.offset) < (places[other.element.value] ?? .max, other.offset)
        }
        answers[question.id]?.candidates = ordered.map(\.element)
        if answer.value != nil { answers[question.id]?.value = ordered.first?.element.value }
    }

    /// The region and the kind that other answers choose, where their options are those of the register.
    private func evidence(_ answers: [String: Answer], of form: FormDefinition) -> CouncilEvidence {
        var evidence = CouncilEvidence()
        let kinds = Set(councils.councils.map(\.kind))
        for question in form.questions where question.type == .single {
            guard case .string(let given)? = answers[question.id]?.value else { continue }
            let codes = Set(question.options.map(\.code))
            if !councils.regions.isEmpty, codes.isSuperset(of: councils.regions.map(\.code)) {
                evidence.region = given
            } else if kinds.count > 1, codes.isSuperset(of: kinds) {
                evidence.kind = given
            }
        }
        return evidence
    }
}
