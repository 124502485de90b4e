/// Reads the answer to a closed question from words or from ticked boxes in one text.
struct OptionParser {
    let index: OptionIndex

    init(options: [FormOption]) { index = OptionIndex(options) }

    init(index: OptionIndex) { self.index = index }

    func parseSingle(_ text: String) -> ParsedValue {
        if let ticked = ticked(in: text) { return single(ticked) }
        if let match = index.match(text) { return single([match]) }
        let parts = matches(in: text)
        return parts.isEmpty ? .unreadable(.unrecognised) : .several(parts.compactMap(\.0).map(code))
    }

    func parseMultiple(_ text: String) -> ParsedValue {
        if let ticked = ticked(in: text) { return multiple(ticked, isPartial: false) }
        if let match = index.match(text), match.likeness == 1 { return multiple([match], isPartial: false) }
        let parts = matches(in: text)
        let found = parts.compactMap(\.0)
        guard !found.isEmpty else { return .unreadable(.unrecognised) }
        return multiple(found, isPartial: parts.contains { $0.0 == nil })
    }

    /// One choice, or several where only one may stand.
    func single(_ matches: [OptionIndex.Match]) -> ParsedValue {
        guard let first = matches.first else { return .unreadable(.unrecognised) }
        guard Set(matches.map(\.option)).count == 1 else { return .several(matches.map(code)) }
        return .value(code(first), precision: precision(matches, isPartial: false), otherText: first.otherText)
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
            let neighbour = isBoxFirst ? position + 1 : position - 1
            guard pieces.indices.contains(neighbour), case .text(let words) = pieces[neighbour] else { continue }
            if let match = index.match(words) { matches.append(match) }
        }
        return matches
    }

    // MARK: Lists in words

    /// Whether the text names two options or more.
    func isList(_ text: String) -> Bool { Set(matches(in: text).compactMap { $0.0?.option }).count > 1 }

    /// The options in a list of words, with nil for each part that is none: `A, B ; autres : C`.
    private func matches(in text: String) -> [(OptionIndex.Match?, String)] {
        let separators: Set<Unicode.Scalar> = [",", "،", ";", "؛", "\n", "|", "•", "\t"]
        var atoms = text.unicodeScalars.split { separators.contains($0) }
            .map { String($0).trimmed }.filter { !$0.isEmpty && !FillerText.isEmpty($0) }[...]
        var parts: [(OptionIndex.Match?, String)] = []
        while let atom = atoms.first {
            // A label may hold a comma itself: the longest row of parts that is an option's very words comes first.
            let row = (1...min(3, atoms.count)).reversed().lazy.compactMap { length -> (OptionIndex.Match, Int)? in
                guard let match = index.match(atoms.prefix(length).joined(separator: ", ")) else { return nil }
                return match.likeness == 1 || length == 1 ? (match, length) : nil
            }.first
            if let (match, length) = row {
                parts.append((match, atom))
                atoms.removeFirst(length)
            } else if let last = parts.last?.0, let words = last.otherText {
                parts[parts.count - 1].0?.otherText = words + ", " + atom
                atoms.removeFirst()
            } else {
                parts += conjoined(atom)
                atoms.removeFirst()
            }
        }
        return parts
    }

    /// `Santé et Habitat`
    private func conjoined(_ text: String) -> [(OptionIndex.Match?, String)] {
        let words = text.split(separator: " ").map(String.init)
        for (position, word) in words.enumerated() where word == "et" || word == "و" {
            let sides = [words[..<position], words[(position + 1)...]].map { $0.joined(separator: " ") }
            let matches = sides.map { index.match($0) }
            if matches.allSatisfy({ $0 != nil }) { return zip(matches, sides).map { ($0, $1) } }
        }
        return [(nil, text)]
    }
}
