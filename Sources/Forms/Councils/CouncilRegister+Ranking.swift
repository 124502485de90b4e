extension CouncilRegister {
    // MARK: Texts of several pieces

    func ranking(of text: String) -> Ranking {
        let pieces = Self.pieces(text)
        let words = Array(pieces.joined().prefix(Threshold.words))
        let whole = ranking(of: CouncilName(words: words))
        if whole.isCertain { return whole }
        if words.count > 1, let mentioned = mentioned(words) { return mentioned }
        if pieces.count < 2 { return whole }
        // `عمالة سلا / Préfecture de Salé`: both must say the same.
        var all = Ranking(isCertain: true)
        var agreed: Set<Int> = []
        // In a letterhead lines of other things stand beside the council's title and its territory.
        let isLetterhead =
            pieces.contains { headLength($0[...]) != nil }
            && !pieces.joined().contains { word in
                !index.shared.contains(word) && (OtherBodies.contains(word) || OtherBodies.isNear(word))
            }
        for piece in pieces.prefix(20) {
            let ranking = ranking(of: CouncilName(words: piece))
            for (council, score) in ranking.scores { all.raise(council, to: score) }
            guard let best = ranking.best, ranking.isCertain || !isLetterhead || ranking.names(best) else {
                if !isEmpty(piece), !isLetterhead { all.isCertain = false }
                continue
            }
            if ranking.isCertain { agreed.insert(best) } else if ranking.scores[best] ?? 0 > 0 { all.isCertain = false }
        }
        if agreed.count != 1 { all.isCertain = false }
        return all.scores.isEmpty ? whole : all
    }

    /// Whether the words name nothing: shared words, or a region.
    private func isEmpty(_ words: [String]) -> Bool {
        withoutRegion(words).words.allSatisfy { index.shared.contains($0) }
    }

    /// The words without a region's name, and those of that name: what follows `جهة` up to the words for a council.
    private func withoutRegion(_ words: [String]) -> (words: [String], region: [String]) {
        var (rest, region): ([String], [String]) = ([], [])
        var isRegion = false
        for word in words {
            if OtherBodies.isRegion(word) {
                isRegion = true
                continue
            }
            if index.shared.contains(word), !FunctionWords.contains(word) { isRegion = false }
            if isRegion { region.append(word) } else { rest.append(word) }
        }
        return (rest, region)
    }

    /// The words between line ends, brackets, slashes and the like, and between changes of script.
    private static func pieces(_ text: String) -> [[String]] {
        let separators: Set<Unicode.Scalar> = [
            "\n", "\r", "\t", "/", "|", "(", ")", "[", "]", ":", ";", ",", "،", "؛", "–", "—", "<", ">", "\"", "•",
        ]
        return text.unicodeScalars.prefix(4_000).split { separators.contains($0) }.flatMap { part -> [[String]] in
            var pieces: [[String]] = []
            var words = LetterheadWords.removed(from: CouncilName(String(part)).words)
            // `ولاية جهة …`, `Wilaya de la région …`: the region's seat of the state, no other body.
            if words.contains(where: OtherBodies.isRegion) { words.removeAll(where: OtherBodies.isSeatOfState) }
            for word in words where word.unicodeScalars.first.map(Folding.isDigit) == false {
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
        let (words, regionWords) = withoutRegion(name.words)
        let content = words.filter { !index.shared.contains($0) }
        guard !content.isEmpty else { return ranking }
        let ceiling = content.contains { OtherBodies.contains($0) || OtherBodies.isNear($0) } ? Threshold.otherBody : 1
        let region = regionWords.isEmpty ? nil : resolveRegion(regionWords.joined(separator: " "))

        if let exact = index.lookUp(CouncilName(words: content)) {
            let score = exact.strength == .strong ? 1 : Threshold.proposal
            for council in exact.councils { ranking.raise(council, to: min(score, ceiling)) }
            if exact.strength == .strong, ceiling == 1, let council = exact.councils.first {
                ranking.isCertain = region == nil || region == index.regions[council]
                return ranking
            }
        }
        let bare = content.filter { !index.shared.resembles($0) }
        if ceiling == 1, !bare.isEmpty, bare.count < content.count, let cut = index.lookUp(CouncilName(words: bare)),
            cut.strength == .strong, let council = cut.councils.first
        {
            ranking.raise(council, to: Threshold.mention)
            ranking.isCertain = region == nil || region == index.regions[council]
            return ranking
        }
        raiseContained(content, ceiling: min(ceiling, Threshold.proposal), in: &ranking)
        let aligned = align(CouncilName(words: words))
        var certain: [Int: Double] = [:]
        for item in aligned {
            let isProposal = item.strength == .weak || !item.isAccounted
            ranking.raise(item.council, to: min(item.score, ceiling, isProposal ? Threshold.proposal : 1))
            if !isProposal, ceiling == 1 { certain[item.council] = max(certain[item.council] ?? 0, item.score) }
        }
        guard let best = ranking.best, let score = certain[best] else { return ranking }
        let lead = score - (ranking.scores.filter { $0.key != best }.values.max() ?? 0)
        let letters = content.joined().unicodeScalars.count
        let isTitled = words.count > content.count && letters >= Threshold.titledLetters
        let isClear =
            score >= Threshold.automatic && lead >= Threshold.margin && letters > Threshold.shortest
            || isTitled && score >= Threshold.titled && lead >= Threshold.titledMargin
        ranking.isCertain = isClear && (region == nil || region == index.regions[best])
        return ranking
    }

    /// The council whose own title stands among other words: `محمد العلوي، المجلس الإقليمي للخميسات`.
    ///
    /// The words of the title and a name as they stand in the register, no other council and no other body.
    private func mentioned(_ words: [String]) -> Ranking? {
        guard words.count <= Threshold.mentionWords,
            !words.contains(where: { word in
                !index.shared.contains(word)
                    && (OtherBodies.contains(word) || OtherBodies.isNear(word) || OtherBodies.isRegion(word))
            })
        else { return nil }
        var ranking = Ranking()
        var named: Set<Int> = []
        for start in words.indices {
            guard let length = headLength(words[start...]) else { continue }
            let rest = Array(
                words[(start + length)...].drop { index.shared.contains($0) || FunctionWords.contains($0) })
            for end in stride(from: min(5, rest.count), to: 0, by: -1) {
                guard let found = index.lookUp(CouncilName(words: Array(rest.prefix(end)))), found.strength == .strong
                else { continue }
                named.formUnion(found.councils)
                break
            }
        }
        guard named.count == 1, let council = named.first else { return nil }
        raiseContained(words.filter { !index.shared.contains($0) }, ceiling: Threshold.proposal, in: &ranking)
        guard ranking.scores.keys.allSatisfy({ $0 == council }) else { return nil }
        ranking.scores[council] = Threshold.mention
        ranking.isCertain = true
        return ranking
    }

    /// How many words at the head are the title that a council has before its name; nil where they are none.
    private func headLength(_ words: ArraySlice<String>) -> Int? {
        let head = words.prefix(6)
        for length in stride(from: head.count, to: 1, by: -1) {
            var bare = head.prefix(length).filter { !FunctionWords.contains($0) }.map(CouncilName.withoutArticle)
            if index.councilHeads.contains(bare) { return length }
            guard let first = bare.first?.unicodeScalars, first.count > 3, ["ب", "ل", "و"].contains(first.first) else {
                continue
            }
            bare[0] = CouncilName.withoutArticle(String(first.dropFirst()))
            if index.councilHeads.contains(bare) { return length }
        }
        return nil
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
        let spellings = spellings.value.likest(query).filter { $0.isArabic == name.isArabic }
        if spellings.isEmpty { return [] }
        let alignment = NameAlignment(query)
        let (heads, any) = heads(alignment, of: name)
        return spellings.compactMap { spelling in
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

    /// What it costs to take the name's first letters for shared words, by the council's kind and whatever the kind.
    private func heads(_ alignment: NameAlignment, of name: CouncilName) -> (byKind: [String: [Double]], any: [Double])
    {
        var heads: [String: [Double]] = [:]
        for head in councilHeads.value {
            heads[head.kind] = alignment.heads(name.isArabic ? head.arabic : head.latin)
        }
        let none = [Double](repeating: .infinity, count: name.squeezed.count + 1)
        return (heads, heads.values.reduce(none) { zip($0, $1).map(min) })
    }
}
