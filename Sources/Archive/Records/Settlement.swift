package import Forms

/// Decisions laid over what was read; the reading itself stays what it was.
package struct Settlement: Hashable, Sendable {
    /// The effective record.
    package private(set) var reading: FormReading
    /// For each decision, what it was made over and now reads otherwise: question ids, or question and row.
    package private(set) var overtaken: [[String]] = []
    private var corrected: Set<String> = []
    private var hasAcceptance = false
    /// What a later reading put in place of what a person accepted: it waits for a person again.
    private var reopened: Set<String> = []

    /// Applies the decisions in their order.
    ///
    /// A correction stands whatever is read later. A theme given to a proposal goes with the proposal's words. What was
    /// accepted as it stood is accepted no longer where it reads otherwise now.
    package init(_ decisions: [Decision], over reading: FormReading) {
        self.reading = reading
        guard !decisions.isEmpty else { return }
        for decision in decisions { apply(decision, read: reading) }
        conclude(decisions, read: reading)
    }

    private mutating func apply(_ decision: Decision, read: FormReading) {
        switch decision.verdict {
        case .accept:
            accept()
            overtaken.append([])
        case .correct(let question, let value, let otherText, let follows):
            correct(question, to: value, otherText: otherText, follows: follows)
            let isOvertaken = decision.saw?[question].map { $0 != ReadingMark.of(read.answers[question]) } ?? false
            overtaken.append(isOvertaken ? [question] : [])
        case .reassign(let number, let theme):
            overtaken.append(reassign(number, to: theme, saw: decision.saw))
        }
    }

    private mutating func accept() {
        hasAcceptance = true
        for (question, answer) in reading.answers where answer.status == .needsReview && answer.value != nil {
            reading.answers[question]?.status = .accepted
            reading.answers[question]?.candidates = []
            if question == ReplyKey.councilQuestion, case .string(let id)? = answer.value { reading.council = id }
        }
    }

    private mutating func correct(
        _ question: String, to value: AnswerValue?, otherText: String?, follows: AnswerConsequences
    ) {
        corrected.insert(question)
        var answer = reading.answers[question] ?? .blank
        answer.value = value
        answer.otherText = otherText
        answer.status = value == nil ? .blank : .accepted
        answer.confidence = 1
        answer.candidates = []
        reading.answers[question] = answer
        if question == ReplyKey.councilQuestion {
            reading.council = if case .string(let id) = value { id } else { nil }
        }
        if let proposals = follows.proposals {
            let place = reading.proposals.firstIndex { $0.question == question } ?? reading.proposals.endIndex
            reading.proposals.removeAll { $0.question == question }
            reading.proposals.insert(contentsOf: proposals, at: min(place, reading.proposals.endIndex))
        }
        for theme in [follows.theme] + (follows.proposals ?? []).map(\.theme) { file(under: theme) }
    }

    /// Gives a proposal its theme; one whose words moved to another number is found by its words.
    /// - Returns: the proposal's key where its words are gone: nothing was given a theme then.
    private mutating func reassign(_ number: Int, to theme: String, saw: [String: String]?) -> [String] {
        var place: Int? = reading.proposals.indices.contains(number - 1) ? number - 1 : nil
        if let seen = saw?.first, place.map({ ReadingMark.of(reading.proposals[$0]) }) != seen.value {
            place = reading.proposals.firstIndex { ReadingMark.of($0) == seen.value }
        }
        guard let place else { return saw.map { Array($0.keys) } ?? ["proposal \(number)"] }
        reading.proposals[place].theme = theme
        reading.proposals[place].decidedBy = .reviewer
        reading.proposals[place].confidence = 1
        file(under: theme)
        return []
    }

    /// A theme is added, never taken away: other answers may have put the submission there.
    private mutating func file(under theme: String?) {
        guard let theme, !reading.themes.contains(theme) else { return }
        reading.themes.append(theme)
    }

    private mutating func conclude(_ decisions: [Decision], read: FormReading) {
        if let last = decisions.lastIndex(where: { $0.verdict == .accept }) {
            overtaken[last] = changes(since: decisions[last].saw, read: read)
        }
        let openReason = reopened.isEmpty ? nil : reading.firstOpenReason ?? "theme"
        let reason = hasAcceptance ? openReason : reading.firstOpenReason
        reading.outcome = reason == nil ? .accepted : .needsReview
        reading.reason = reason
    }

    /// What stood otherwise when everything was accepted; what a correction settles does not count.
    private mutating func changes(since saw: [String: String]?, read: FormReading) -> [String] {
        guard let saw else { return [] }
        for (question, answer) in read.answers where !corrected.contains(question) {
            guard ReadingMark.of(answer) != saw[question] ?? "" else { continue }
            reopened.insert(question)
            reading.answers[question]?.status = .needsReview
        }
        for proposal in reading.proposals where proposal.decidedBy != .reviewer {
            guard let seen = saw[ReadingMark.key(proposal)], !corrected.contains(proposal.question),
                seen != ReadingMark.of(proposal, theme: proposal.theme)
            else { continue }
            reopened.insert(ReadingMark.key(proposal))
        }
        return reopened.sorted()
    }
}

extension FormReading {
    /// The first reason for review that still holds.
    fileprivate var firstOpenReason: String? {
        if form == nil || reason == "blank_form" { return reason }
        if council == nil, answers[ReplyKey.councilQuestion] != nil { return "council" }
        if answers.values.contains(where: { $0.status == .needsReview || $0.status == .unread }) { return "answer" }
        if proposals.contains(where: { $0.theme == nil }) { return "theme" }
        return nil
    }
}
