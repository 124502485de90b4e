import Forms

extension ArchivedSubmission {
    /// A decision on the submission as it stands, with marks of what the person has before them.
    /// - Parameter at: milliseconds since 1970 (UTC).
    package func decision(_ verdict: Decision.Verdict, by name: String, why: String?, at: Int64) -> Decision {
        var saw: [String: String] = [:]
        switch verdict {
        case .accept:
            for (question, answer) in reading.answers {
                let mark = ReadingMark.of(answer)
                if !mark.isEmpty { saw[question] = mark }
            }
            for proposal in settled.proposals {
                saw[ReadingMark.key(proposal)] = ReadingMark.of(proposal, theme: proposal.theme)
            }
        case .correct(let question, _, _, _): saw[question] = ReadingMark.of(reading.answers[question])
        case .reassign(let number, _):
            let proposals = settled.proposals
            if proposals.indices.contains(number - 1) {
                saw[ReadingMark.key(proposals[number - 1])] = ReadingMark.of(proposals[number - 1])
            }
        }
        return Decision(submission: id, verdict: verdict, by: name, why: why, at: at, saw: saw)
    }

    /// What keeps everything from being accepted as it stands: answers without a value that wait for one, and the
    /// numbers of proposals without a theme.
    package var openMatters: (answers: [String], proposals: [Int]) {
        let settled = settled
        let answers = settled.answers.filter { _, answer in
            answer.value == nil && (answer.status == .needsReview || answer.status == .unread)
        }
        let proposals = settled.proposals.enumerated().filter { $0.element.theme == nil }.map { $0.offset + 1 }
        return (answers.keys.sorted(), proposals)
    }

    /// The latest decision of somebody else on the same answer or proposal, which `verdict` would lay itself over.
    package func decision(ofAnotherThan name: String, under verdict: Decision.Verdict) -> Decision? {
        decisions.last { earlier in
            guard earlier.by != name else { return false }
            switch (earlier.verdict, verdict) {
            case (.correct(let left, _, _, _), .correct(let right, _, _, _)): return left == right
            case (.reassign(let left, _), .reassign(let right, _)): return left == right
            default: return false
            }
        }
    }
}
