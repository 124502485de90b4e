import Documents

/// Settles which lines of a document ask which questions, all lines together.
///
/// A label counts for more in its own section, before its own options or a value of its type, and between the
/// questions that stand beside it in the form.
struct AnchorAssignment {
    let text: FormText
    let outline: DocumentOutline
    /// The form's titles by line.
    let titles: [FormText.Title?]

    private enum Weight {
        static let section = 0.08
        static let options = 0.10
        static let value = 0.08
        static let order = 0.06
    }

    /// The score below which a line asks nothing.
    private static let accepted = 0.40
    /// The lead that a label of its own must have over the next question's to be believed without a person.
    private static let lead = 0.03
    /// The score from which on a question is believed to be asked again by its code; without a code only its very words
    /// do.
    private static let repeated = 0.75

    private struct Weighed {
        var anchor: Anchor
        /// With what surrounds the line.
        var score: Double
    }

    /// - Parameter candidates: of each line the questions that it may ask, the likest first.
    /// - Returns: the anchors in the order of the lines, one a line.
    func anchors(_ candidates: [[Anchor]]) -> [Anchor] {
        let weighed = weigh(candidates)
        var taken: Set<Int> = []
        var lines: Set<Int> = []
        var result: [Anchor] = []
        let order = weighed.flatMap { rivals in rivals.map { (item: $0, rivals: rivals) } }.sorted { left, right in
            // Of two that are as likely the first in the document is meant.
            let (one, other) = ((left.item.score / 0.02).rounded(), (right.item.score / 0.02).rounded())
            return one == other ? left.item.anchor.line < right.item.anchor.line : one > other
        }
        for (item, rivals) in order where item.score >= Self.accepted && !lines.contains(item.anchor.line) {
            if taken.contains(item.anchor.question) {
                let needed = item.anchor.hasCode ? Self.repeated : 1
                guard item.anchor.score >= needed, item.anchor.language != nil else { continue }
            }
            taken.insert(item.anchor.question)
            lines.insert(item.anchor.line)
            var anchor = item.anchor
            anchor.score = max(anchor.score, min(item.score, 0.95))
            // What only its surroundings made likely, or another question's label would fit as well, is confirmed.
            if !isClear(item, among: rivals) { anchor.score = min(anchor.score, AnchorFinder.sure - 0.01) }
            result.append(anchor)
        }
        return result.sorted { $0.line < $1.line }
    }

    /// Whether none of the other questions that the line may ask comes near.
    private func isClear(_ item: Weighed, among rivals: [Weighed]) -> Bool {
        item.anchor.score >= Self.accepted
            && rivals.allSatisfy { rival in
                rival.anchor.question == item.anchor.question || item.score - rival.score >= Self.lead
            }
    }

    // MARK: Weighing

    private func weigh(_ candidates: [[Anchor]]) -> [[Weighed]] {
        let sections = sectionsByLine()
        // The questions that hardly need what surrounds them.
        let firm = candidates.compactMap(\.first).filter { $0.score >= AnchorFinder.sure }
        return candidates.enumerated().map { position, anchors in
            let end = position + 1 < candidates.count ? candidates[position + 1][0].line : outline.lines.count
            return anchors.map { anchor in
                // An exact label needs nothing else.
                guard anchor.score < 1 || anchors.count > 1 else { return Weighed(anchor: anchor, score: anchor.score) }
                var score = anchor.score
                if let section = sections[anchor.line], section == text.sections[anchor.question] {
                    score += Weight.section
                }
                score += fit(anchor, before: end)
                if isInOrder(anchor, among: firm) { score += Weight.order }
                return Weighed(anchor: anchor, score: score)
            }.sorted { $0.score > $1.score }
        }
    }

    /// The section that each line stands in, by the titles before it.
    private func sectionsByLine() -> [Int?] {
        var section: Int?
        return titles.map { title in
            section = title?.section ?? section
            return section
        }
    }

    /// How well what follows the label fits the question.
    private func fit(_ anchor: Anchor, before end: Int) -> Double {
        let question = text.texts[anchor.question]
        let rest = outline.lines[anchor.line].dropping(anchor.length).text
        switch question.question.type {
        case .single, .multi, .ranking:
            var found: Set<Int> = []
            for line in [rest] + outline.lines[(anchor.line + 1)..<max(end, anchor.line + 1)].prefix(14).map(\.text) {
                for piece in TickMarks.pieces(of: line) {
                    if case .text(let words) = piece, let match = question.options.match(words), match.likeness == 1 {
                        found.insert(match.option)
                    }
                }
                if found.count > 1 { break }
            }
            if found.isEmpty, case .single = question.question.type, question.parse(rest).value != nil {
                return Weight.value
            }
            return found.count > 1 ? Weight.options : found.isEmpty ? 0 : Weight.value
        case .date, .phone, .email, .number, .amount, .scale:
            let value = FillerText.trimmed(rest)
            if value.isEmpty { return 0 }
            return switch question.parse(value) {
            // A code alone has no words that another question could have asked with.
            case .unreadable: anchor.language == nil ? 0 : -Weight.value
            case .value, .several, .notAvailable: Weight.value
            }
        case .text, .longtext, .council, .table, .grid:
            return 0
        }
    }

    /// Whether the question stands in the form between those that are asked before and after the line.
    /// - Parameter firm: in the order of the lines, one a line.
    private func isInOrder(_ anchor: Anchor, among firm: [Anchor]) -> Bool {
        // The first of them that is not before the line.
        var (low, high) = (0, firm.count)
        while low < high {
            let middle = (low + high) / 2
            if firm[middle].line < anchor.line { low = middle + 1 } else { high = middle }
        }
        let next = low < firm.count && firm[low].line == anchor.line ? low + 1 : low
        let before = low > 0 ? firm[low - 1] : nil
        let after = next < firm.count ? firm[next] : nil
        guard before != nil || after != nil else { return false }
        if let before, before.question >= anchor.question || anchor.question - before.question > 4 { return false }
        if let after, after.question <= anchor.question || after.question - anchor.question > 4 { return false }
        return true
    }
}
