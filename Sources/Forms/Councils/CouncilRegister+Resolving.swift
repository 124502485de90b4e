extension CouncilRegister {
    /// Finds the council that a written name means.
    ///
    /// Arabic and French, with or without `مجلس إقليم` or `Conseil provincial de`, with the letters that typing and
    /// scanning lose. Automatic only where every word is accounted for, one council is far ahead, and nothing names
    /// another kind of body; the name of a region alone resolves to none.
    ///
    /// - Parameter evidence: what other answers and earlier mails say. A council that it speaks against needs review; of
    ///   uncertain candidates it lifts those that it speaks for.
    package func resolve(_ text: String, evidence: CouncilEvidence = CouncilEvidence()) -> CouncilResolution {
        var ranking = ranking(of: text)
        weigh(evidence, in: &ranking)
        let order = ranking.scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let candidates = order.prefix(5).filter { $0.value >= Threshold.candidate }
        guard let first = candidates.first else {
            return CouncilResolution(text: text, council: nil, status: .none)
        }
        let isTied = candidates.count > 1 && candidates[1].value == first.value
        return CouncilResolution(
            text: text, council: isTied ? nil : councils[first.key].id,
            status: ranking.isCertain && !isTied ? .automatic : .needsReview,
            candidates: candidates.map { .init(council: councils[$0.key].id, score: $0.value) })
    }

    private func weigh(_ evidence: CouncilEvidence, in ranking: inout Ranking) {
        if let best = ranking.best, !evidence.allows(councils[best]) { ranking.isCertain = false }
        guard !ranking.isCertain, evidence != CouncilEvidence() else { return }
        for (council, score) in ranking.scores where score >= Threshold.candidate {
            var lift = 0.0
            if evidence.allows(councils[council]) {
                if evidence.region != nil { lift += Threshold.corroboration }
                if evidence.kind != nil { lift += Threshold.corroboration / 2 }
            }
            if evidence.previous == councils[council].id { lift += Threshold.corroboration }
            ranking.scores[council] = min(max(score, Threshold.mostCorroborated), score + lift)
        }
    }

    /// The code of the region that a text names exactly, `جهة` or `région` before it or not.
    package func resolveRegion(_ text: String) -> String? {
        let words = CouncilName(text).words.drop { OtherBodies.isRegion($0) || FunctionWords.contains($0) }
        return words.isEmpty ? nil : index.regionCodes[CouncilName(words: Array(words)).core]
    }

    enum Threshold {
        static let automatic = 0.80
        static let margin = 0.10
        static let candidate = 0.45
        /// A name of so few letters is found as it stands alone.
        static let shortest = 3
        /// The same for a name of five letters or more behind the words for a council, no other being near.
        static let titled = 0.72
        static let titledMargin = 0.22
        static let titledLetters = 5
        /// What an answer that agrees adds to an uncertain candidate, and the most it may come to.
        static let corroboration = 0.06
        static let mostCorroborated = 0.79
        /// The most that a name gets which only proposes.
        static let proposal = 0.70
        /// The most that a name gets beside the name of another kind of body.
        static let otherBody = 0.60
        /// What a title as it stands in the register gets among other words, and the most of these.
        static let mention = 0.95
        static let mentionWords = 40
        /// The longest text, in letters, that is compared letter by letter.
        static let letters = 120
        /// The longest text, in words, that is looked at.
        static let words = 200
    }

    /// The score of each council for a text, and whether the best may stand.
    struct Ranking {
        var scores: [Int: Double] = [:]
        var isCertain = false

        mutating func raise(_ council: Int, to score: Double) { scores[council] = max(scores[council] ?? 0, score) }

        /// Whether a text that is not certain names a council all the same, if only as a seat or among other words.
        func names(_ council: Int) -> Bool { scores[council] ?? 0 >= Threshold.proposal }

        var best: Int? { scores.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }
    }
}
