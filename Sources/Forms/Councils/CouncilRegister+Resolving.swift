extension CouncilRegister {
    /// Finds the council that a written name means.
    ///
    /// Arabic and French, with or without `مجلس إقليم` or `Conseil provincial de`, with the letters that typing and
    /// scanning lose. Automatic only where every word is accounted for, one council is far ahead, and nothing names
    /// another kind of body; the name of a region alone resolves to none.
    ///
    /// - Parameter region: the code of the region that another answer names; a council elsewhere needs review.
    package func resolve(_ text: String, region: String? = nil) -> CouncilResolution {
        var ranking = ranking(of: text)
        let best = ranking.best
        if let region, let best, let other = index.regions[best], other != region { ranking.isCertain = false }
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

    /// The code of the region that a text names exactly, `جهة` or `région` before it or not.
    package func resolveRegion(_ text: String) -> String? {
        let words = CouncilName(text).words.drop { OtherBodies.isRegion($0) || FunctionWords.contains($0) }
        return words.isEmpty ? nil : index.regionCodes[CouncilName(words: Array(words)).core]
    }

    private enum Threshold {
        static let automatic = 0.80
        static let margin = 0.10
        static let candidate = 0.45
        /// The most that a name gets which only proposes.
        static let proposal = 0.70
        /// The most that a name gets beside the name of another kind of body.
        static let otherBody = 0.60
        /// The longest text, in letters, that is compared letter by letter.
        static let letters = 120
        /// The longest text, in words, that is looked at.
        static let words = 200
    }

    /// The score of each council for a text, and whether the best may stand.
    private struct Ranking {
        var scores: [Int: Double] = [:]
        var isCertain = false

        mutating func raise(_ council: Int, to score: Double) { scores[council] = max(scores[council] ?? 0, score) }

        var best: Int? { scores.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }
    }

    // MARK: Texts of several pieces

    private func ranking(of text: String) -> Ranking {
        let pieces = Self.pieces(text)
        let whole = ranking(of: CouncilName(words: Array(pieces.flatMap { $0 }.prefix(Threshold.words))))
        if whole.isCertain || pieces.count < 2 { return whole }
        // `عمالة سلا / Préfecture de Salé`: both must say the same.
        var all = Ranking(isCertain: true)
        var agreed: Set<Int> = []
        for piece in pieces.prefix(20) {
            let ranking = ranking(of: CouncilName(words: piece))
            for (council, score) in ranking.scores { all.raise(council, to: score) }
            guard let best = ranking.best else {
                if !isEmpty(piece) { all.isCertain = false }
                continue
            }
            if ranking.isCertain { agreed.insert(best) } else if ranking.scores[best] ?? 0 > 0 { all.isCertain = false }
        }
        if agreed.count != 1 { all.isCertain = false }
        return all.scores.isEmpty ? whole : all
    }

    /// Whether the words name nothing: shared words, or a region.
    private func isEmpty(_ words: [String]) -> Bool {
        words.prefix { !OtherBodies.isRegion($0) }.allSatisfy { index.shared.contains($0) }
    }

    /// The words between line ends, brackets, slashes and the like, and between changes of script.
    private static func pieces(_ text: String) -> [[String]] {
        let separators: Set<Unicode.Scalar> = ["\n", "\r", "\t", "/", "|", "(", ")", "[", "]", ":", ";", ",", "،", "؛"]
        return text.unicodeScalars.prefix(4_000).split { separators.contains($0) }.flatMap { part in
            var pieces: [[String]] = []
            for word in CouncilName(String(part)).words where word.unicodeScalars.first.map(Folding.isDigit) == false {
                if let last = pieces.last?.last, CouncilName.isArabic(last) == CouncilName.isArabic(word) {
                    pieces[pieces.count - 1].append(word)
                } else {
                    pieces.append([word])
                }
            }
            return pieces
        }
    }

    // MARK: One piece

    private func ranking(of name: CouncilName) -> Ranking {
        var ranking = Ranking()
        let words = Array(name.words.prefix { !OtherBodies.isRegion($0) })
        let content = words.filter { !index.shared.contains($0) }
        guard !content.isEmpty else { return ranking }
        let ceiling = content.contains { OtherBodies.contains($0) || OtherBodies.isNear($0) } ? Threshold.otherBody : 1
        let region =
            name.words.count > words.count
            ? resolveRegion(name.words[words.count...].joined(separator: " ")) : nil

        if let exact = index.lookUp(CouncilName(words: content)) {
            let score = exact.strength == .strong ? 1 : Threshold.proposal
            for council in exact.councils { ranking.raise(council, to: min(score, ceiling)) }
            if exact.strength == .strong, ceiling == 1, let council = exact.councils.first {
                ranking.isCertain = region == nil || region == index.regions[council]
                return ranking
            }
        }
        raiseContained(content, ceiling: min(ceiling, Threshold.proposal), in: &ranking)
        let aligned = align(CouncilName(words: words))
        var certain: [Int: Double] = [:]
        for item in aligned {
            let isProposal = item.strength == .weak || !item.isAccounted
            ranking.raise(item.council, to: min(item.score, ceiling, isProposal ? Threshold.proposal : 1))
            if !isProposal, ceiling == 1 { certain[item.council] = max(certain[item.council] ?? 0, item.score) }
        }
        guard let best = ranking.best, let score = certain[best], score >= Threshold.automatic else { return ranking }
        let second = ranking.scores.filter { $0.key != best }.values.max() ?? 0
        ranking.isCertain = score - second >= Threshold.margin && (region == nil || region == index.regions[best])
        return ranking
    }

    /// Proposes every council that some of the words name exactly.
    private func raiseContained(_ words: [String], ceiling: Double, in ranking: inout Ranking) {
        for start in words.indices {
            for end in (start + 1)...min(start + 5, words.count) where end - start < words.count {
                guard let found = index.lookUp(CouncilName(words: Array(words[start..<end]))) else { continue }
                let score = found.strength == .strong ? ceiling : ceiling - 0.1
                for council in found.councils { ranking.raise(council, to: score) }
            }
        }
    }

    private struct Aligned {
        var council: Int
        var score: Double
        var strength: CouncilIndex.Strength
        /// Whether the letters before the name are shared words, but for a few.
        var isAccounted: Bool
    }

    private func align(_ name: CouncilName) -> [Aligned] {
        let query = name.squeezed
        guard (2...Threshold.letters).contains(query.count) else { return [] }
        let alignment = NameAlignment(query)
        let isArabic = name.isArabic
        let phrases = isArabic ? index.shared.arabicPhrases : index.shared.phrases
        var heads: [String: [Double]] = [:]
        for kind in Set(index.kinds) {
            heads[kind] = alignment.heads([[]] + (phrases[kind] ?? []).map { Array($0.unicodeScalars) })
        }
        let any = heads.values.reduce([Double](repeating: .infinity, count: query.count + 1)) { zip($0, $1).map(min) }
        return spellings.value.compactMap { spelling in
            guard spelling.isArabic == isArabic else { return nil }
            let own = heads[index.kinds[spelling.council]] ?? any
            // The words of another kind of council speak a little against it.
            let head = zip(own, any).map { min($0, $1 + 0.1) }
            let result = alignment.align(spelling.scalars, after: head)
            let score = max(0, 1 - result.cost / Double(max(spelling.scalars.count, 1)))
            guard score >= Threshold.candidate else { return nil }
            let edits = any[result.head] / NameAlignment.sharedCost
            return Aligned(
                council: spelling.council, score: score, strength: spelling.strength,
                isAccounted: edits <= (result.head < 3 ? 0 : max(1, 0.34 * Double(result.head))))
        }
    }
}
