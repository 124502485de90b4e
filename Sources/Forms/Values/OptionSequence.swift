/// Reads an order of preference told in a sentence: `X ثم Y`, `أولا X ثم Y وبعد ذلك Z`, `d'abord X, ensuite Y`.
extension OptionParser {
    private struct Segment {
        var words: [String] = []
        var rank: Int?
    }

    /// Whether the line names options in an order told by words.
    func tellsOrder(_ line: String) -> Bool {
        clauses(of: line)?.contains { index.match($0.words.joined(separator: " ")) != nil } == true
    }

    /// The order that the lines tell; nil where no word of theirs tells one.
    func sequence(_ lines: [String]) -> ParsedValue? {
        let told = lines.map { (line: $0, segments: clauses(of: $0)) }
        var segments = told.flatMap { $0.segments ?? [] }
        segments.removeAll { $0.words.isEmpty }
        let matches = segments.map { index.match($0.words.joined(separator: " ")) }
        let found = zip(segments, matches).compactMap { segment, match in match.map { (segment, $0) } }
        guard !found.isEmpty else { return nil }
        let options = found.map(\.1.option)
        // Options beside the sentence are the form's list, or belong to the answer and have no rank.
        let beside = Set(told.filter { $0.segments == nil }.compactMap { index.match($0.line)?.option })
        let isAlone = beside.isEmpty || beside.count >= index.options.count - 1
        let ranks = found.compactMap(\.0.rank)
        var isSound = isAlone && found.count == segments.count && Set(options).count == options.count
        if ranks.count == found.count {
            let items = found.map { RankedOption(option: $1.option, rank: $0.rank, likeness: $1.likeness) }
            guard case .value(let value, let precision, _) = ranking(items) else { return nil }
            return .value(value, precision: isSound ? precision : .partial, otherText: nil)
        }
        for (position, item) in found.enumerated() {
            if let rank = item.0.rank, rank != position + 1 { isSound = false }
        }
        return .value(
            .list(options.map { index.options[$0].code }), precision: isSound ? .exact : .partial, otherText: nil)
    }

    /// The line cut at the words that tell an order; nil where it has none.
    private func clauses(of line: String) -> [Segment]? {
        let words = Normaliser.clean(line).split(separator: " ").map(String.init)
        let keys = words.map { Normaliser.key($0) }
        var segments = [Segment()]
        var hasCue = false
        var index = 0
        func cue(at index: Int) -> (meaning: Cue, length: Int)? {
            for length in [3, 2, 1] where index + length <= keys.count {
                let phrase = keys[index..<(index + length)].filter { !$0.isEmpty }.joined(separator: " ")
                if let meaning = Self.cues[phrase] { return (meaning, length) }
                if phrase.unicodeScalars.first == "و",
                    let meaning = Self.cues[String(phrase.unicodeScalars.dropFirst())]
                {
                    return (meaning, length)
                }
            }
            return nil
        }
        func isEnd(_ index: Int) -> Bool {
            guard index < words.count else { return true }
            if let (meaning, _) = cue(at: index), meaning == .next { return true }
            return false
        }
        while index < words.count {
            guard let (meaning, length) = cue(at: index) else {
                segments[segments.count - 1].words.append(words[index])
                if Self.endsClause(words[index]) { segments.append(Segment()) }
                index += 1
                continue
            }
            hasCue = true
            let closes = Self.endsClause(words[index + length - 1])
            index += length
            let last = segments.count - 1
            switch meaning {
            case .next: segments.append(Segment())
            case .rank(let rank):
                if segments[last].words.isEmpty {
                    segments[last].rank = rank
                } else if segments[last].rank == nil, closes || isEnd(index) {
                    segments[last].rank = rank
                    segments.append(Segment())
                } else {
                    segments.append(Segment(rank: rank))
                }
            }
        }
        return hasCue ? segments : nil
    }

    private static func endsClause(_ word: String) -> Bool {
        word.unicodeScalars.last.map { [",", ";", "."].contains($0) } == true
    }

    private enum Cue: Hashable {
        case next
        case rank(Int)
    }

    private static let cues: [String: Cue] = {
        let next = [
            "ثم", "بعد ذلك", "بعدها", "بعده", "يليه", "يليها", "تليه", "تليها", "أخيرا", "قبل", "puis", "et puis",
            "ensuite", "et ensuite", "puis ensuite", "enfin", "et enfin", "puis enfin", "finalement", "suivi de",
            "suivie de", "avant", "après cela",
        ]
        let ranks = [
            [
                "أولا", "في المقام الأول", "في المرتبة الأولى", "d'abord", "tout d'abord", "premièrement", "en premier",
                "en premier lieu", "1er", "1ère",
            ],
            [
                "ثانيا", "في المرتبة الثانية", "deuxièmement", "en second", "en second lieu", "en deuxième", "2ème",
                "2e",
            ],
            ["ثالثا", "في المرتبة الثالثة", "troisièmement", "en troisième", "3ème", "3e"],
            ["رابعا", "quatrièmement", "en quatrième", "4ème", "4e"],
            ["خامسا", "cinquièmement", "en cinquième", "5ème", "5e"],
        ]
        var cues: [String: Cue] = [:]
        for phrase in next { cues[Normaliser.key(phrase)] = .next }
        for (index, phrases) in ranks.enumerated() {
            for phrase in phrases { cues[Normaliser.key(phrase)] = .rank(index + 1) }
        }
        return cues
    }()
}
