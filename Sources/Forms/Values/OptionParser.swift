/// Reads the answer to a closed question from words or from ticked boxes in one text.
struct OptionParser {
    let index: OptionIndex

    init(options: [FormOption]) { index = OptionIndex(options) }

    init(index: OptionIndex) { self.index = index }

    func parseSingle(_ text: String) -> ParsedValue {
        if let ticked = ticked(in: text) { return single(ticked) }
        let whole = index.match(text)
        if let whole, whole.likeness == 1 { return single([whole]) }
        let parts = matches(in: text).compactMap(\.0)
        if let whole, Set(parts.map(\.option)).count < 2 {
            return single([whole], isPartial: isAlternative(text))
        }
        if parts.isEmpty, let number = Int(Normaliser.clean(text)), index.options.indices.contains(number - 1) {
            // The number of an option, where the form numbers none.
            return .several([.string(index.options[number - 1].code)])
        }
        return parts.isEmpty ? .unreadable(.unrecognised) : .several(parts.map(code))
    }

    func parseMultiple(_ text: String) -> ParsedValue {
        if let ticked = ticked(in: text) { return multiple(ticked, isPartial: false) }
        if let match = index.match(text), match.likeness == 1 { return multiple([match], isPartial: false) }
        let parts = matches(in: text)
        let found = parts.compactMap(\.0)
        guard !found.isEmpty else { return .unreadable(.unrecognised) }
        return multiple(found, isPartial: parts.contains { $0.0 == nil } || isAlternative(text))
    }

    /// `A ou B`: one of them, and not said which.
    func isAlternative(_ text: String) -> Bool {
        Normaliser.tokens(text).contains(where: Self.alternatives.contains)
    }

    /// One choice, or several where only one may stand.
    func single(_ matches: [OptionIndex.Match], isPartial: Bool = false) -> ParsedValue {
        guard let first = matches.first else { return .unreadable(.unrecognised) }
        guard Set(matches.map(\.option)).count == 1 else { return .several(matches.map(code)) }
        return .value(code(first), precision: precision(matches, isPartial: isPartial), otherText: first.otherText)
    }

    /// All choices in the form's order.
    func multiple(_ matches: [OptionIndex.Match], isPartial: Bool) -> ParsedValue {
        guard !matches.isEmpty else { return .unreadable(.unrecognised) }
        let codes = Set(matches.map(\.option)).sorted().map { index.options[$0].code }
        let others = matches.compactMap(\.otherText)
        return .value(
            .list(codes), precision: precision(matches, isPartial: isPartial),
            otherText: others.isEmpty ? nil : others.joined(separator: ", "))
    }

    private func code(_ match: OptionIndex.Match) -> AnswerValue { .string(index.options[match.option].code) }

    private func precision(_ matches: [OptionIndex.Match], isPartial: Bool) -> ParsedValue.Precision {
        if isPartial { return .partial }
        return matches.allSatisfy { $0.likeness == 1 } ? .exact : .resembling
    }

    // MARK: Boxes

    /// The ticked options of a text with boxes; nil where it has none.
    ///
    /// Whether a box belongs to the words before or behind it is told by what comes first.
    private func ticked(in text: String) -> [OptionIndex.Match]? {
        let pieces = TickMarks.pieces(of: text)
        guard pieces.contains(where: { if case .box = $0 { true } else { false } }) else { return nil }
        let isBoxFirst = if case .box? = pieces.first { true } else { false }
        var matches: [OptionIndex.Match] = []
        for (position, piece) in pieces.enumerated() where piece == .box(isTicked: true) {
            for neighbour in TickMarks.neighbours(of: position, in: pieces, isBoxFirst: isBoxFirst) {
                guard case .text(let words) = pieces[neighbour] else { continue }
                // A box belongs to its own line.
                let lines = words.split(whereSeparator: \.isNewline)
                let line = neighbour > position ? lines.first : lines.last
                if let line, let match = index.match(String(line)) { matches.append(match) }
            }
        }
        return matches
    }

    // MARK: Lists in words

    /// Whether the text names two options or more.
    func isList(_ text: String) -> Bool { Set(matches(in: text).compactMap { $0.0?.option }).count > 1 }

    private static let separators: Set<Unicode.Scalar> = [",", "،", ";", "؛", "\n", "|", "•", "\t"]

    /// The options in a list of words, with nil for each part that is none: `A, B ; autres : C`.
    private func matches(in text: String) -> [(OptionIndex.Match?, String)] {
        if let row = row(in: text) { return row.map { ($0.match, text) } }
        var atoms = text.unicodeScalars.split { Self.separators.contains($0) }
            .map { String($0).trimmed }.filter { !$0.isEmpty && !FillerText.isEmpty($0) }[...]
        var parts: [(OptionIndex.Match?, String)] = []
        while let atom = atoms.first {
            // A label may hold a comma itself: the longest row of parts that is an option's very words comes first.
            let row = (1...min(3, atoms.count)).reversed().lazy.compactMap { length -> (OptionIndex.Match, Int)? in
                guard let match = index.match(atoms.prefix(length).joined(separator: ", ")) else { return nil }
                return match.likeness == 1 || length == 1 ? (match, length) : nil
            }.first
            if let (match, length) = row {
                if length == 1, match.likeness < 1, let several = conjoined(atom),
                    several.allSatisfy({ $0.likeness > match.likeness })
                {
                    parts += several.map { ($0, atom) }
                    atoms.removeFirst()
                    continue
                }
                parts.append((match, atom))
                atoms.removeFirst(length)
            } else if let last = parts.last?.0, let words = last.otherText {
                parts[parts.count - 1].0?.otherText = words + ", " + atom
                atoms.removeFirst()
            } else {
                parts += conjoined(atom).map { $0.map { ($0, atom) } } ?? [(nil, atom)]
                atoms.removeFirst()
            }
        }
        return parts
    }

    /// `Santé et Habitat`, `الصحة والسكن`: two options or more and nothing else, each by itself; else nil.
    private func conjoined(_ text: String) -> [OptionIndex.Match]? {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let joints = words.indices.dropFirst().filter { Self.isJoint(words[$0]) }
        guard (1...6).contains(joints.count), let found = partition(words[...], joints: joints[...]),
            Set(found.map(\.option)).count == found.count
        else { return nil }
        return found.count > 1 ? found : nil
    }

    /// The likest options that `words` are in a row, cut at some of the joints.
    private func partition(_ words: ArraySlice<String>, joints: ArraySlice<Int>) -> [OptionIndex.Match]? {
        let whole = index.match(words.joined(separator: " "))
        if let whole, whole.likeness == 1 { return [whole] }
        var best = whole.map { [$0] }
        for joint in joints where joint > words.startIndex {
            guard let first = index.match(words[..<joint].joined(separator: " ")) else { continue }
            var rest = words[joint...]
            if Self.conjunctions.contains(Normaliser.key(rest[joint])) {
                rest = rest.dropFirst()
            } else {
                rest[joint] = String(rest[joint].unicodeScalars.dropFirst())
            }
            guard let others = partition(rest, joints: joints.filter { $0 > joint }[...]) else { continue }
            let found = [first] + others
            if worst(found) > best.map(worst) ?? 0 { best = found }
        }
        return best
    }

    private func worst(_ matches: [OptionIndex.Match]) -> Double { matches.map(\.likeness).min() ?? 0 }

    private static func isJoint(_ word: String) -> Bool {
        conjunctions.contains(Normaliser.key(word)) || word == "&" || word == "+"
            || word.unicodeScalars.first == "و" && word.unicodeScalars.count > 2
    }

    private static let alternatives: Set<String> = ["ou", Normaliser.key("أو")]
    private static let conjunctions: Set<String> = alternatives.union(["et", "و", ""])
}
