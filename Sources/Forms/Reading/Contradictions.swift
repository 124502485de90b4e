import Documents

/// Answers that contradict the council's own data: both stand, both wait for a person.
struct Contradictions {
    let councils: CouncilRegister

    /// Marks the answers that contradict one another.
    func mark(_ answers: inout [String: Answer], of form: FormDefinition) -> [Finding] {
        guard let question = form.questions.first(where: { $0.type == .council }),
            case .string(let id)? = answers[question.id]?.value, let council = councils[id]
        else { return [] }
        var findings: [Finding] = []
        for other in form.questions where other.type == .single {
            guard let expected = expected(council, in: other), case .string(let given)? = answers[other.id]?.value,
                given != expected
            else { continue }
            answers[other.id]?.status = .needsReview
            answers[question.id]?.status = .needsReview
            findings.append(
                Finding(
                    .warning, code: "contradiction", location: answers[other.id]?.evidence.first?.location ?? "",
                    message: "\(other.id) says \(given), \(id) has \(expected)"))
        }
        return findings
    }

    /// What the register says where the question asks for a council's region or kind, as its options tell.
    private func expected(_ council: Council, in question: Question) -> String? {
        let codes = Set(question.options.map(\.code))
        if !councils.regions.isEmpty, codes.isSuperset(of: councils.regions.map(\.code)) { return council.region?.code }
        let kinds = Set(councils.councils.map(\.kind))
        return kinds.count > 1 && codes.isSuperset(of: kinds) ? council.kind : nil
    }
}
