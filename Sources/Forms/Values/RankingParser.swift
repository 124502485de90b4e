/// Reads an order of preference: a digit before or behind each option, a numbered list, or `first > second > third`.
extension OptionParser {
    /// One option with the rank written beside it, if any.
    struct RankedOption: Hashable {
        var option: Int
        var rank: Int?
        var likeness: Double
    }

    func parseRanking(_ text: String) -> ParsedValue {
        parseRanking(lines: text.split(whereSeparator: \.isNewline).map(String.init))
    }

    /// Reads the lines of a ranking; lines that name no option are left out.
    func parseRanking(lines: [String]) -> ParsedValue {
        if let chain = lines.lazy.compactMap({ chain($0) }).first { return chain }
        if let sequence = sequence(lines) { return sequence }
        return ranking(lines.flatMap { ranked($0) })
    }

    /// The order that the ranks give, not sound where one is given twice or left out; nothing where the options stand as in the form, without ranks.
    func ranking(_ items: [RankedOption]) -> ParsedValue {
        let ranked = items.filter { $0.rank != nil }
        guard ranked.isEmpty else {
            let ordered = ranked.enumerated().sorted {
                ($0.element.rank ?? 0, $0.offset) < ($1.element.rank ?? 0, $1.offset)
            }
            let ranks = ranked.compactMap(\.rank)
            let isSound =
                ranks.sorted() == Array(1...ranks.count) && Set(ranked.map(\.option)).count == ranked.count
            return .value(
                .list(ordered.map { index.options[$0.element.option].code }), precision: isSound ? .exact : .partial,
                otherText: nil)
        }
        // Without ranks an order says something only where it is not the form's own.
        let order = items.map(\.option)
        guard order.count > 1, Set(order).count == order.count, order != order.sorted() else {
            return .unreadable(.unrecognised)
        }
        return .value(.list(order.map { index.options[$0].code }), precision: .resembling, otherText: nil)
    }

    /// `A > B > C`
    private func chain(_ line: String) -> ParsedValue? {
        let parts = line.unicodeScalars.split { $0 == ">" || $0 == "←" || $0 == "→" || $0 == "<" }.map { String($0) }
        guard parts.count > 1 else { return nil }
        let matches = parts.map { index.match($0) }
        let found = matches.compactMap(\.self)
        guard found.count > 1 else { return nil }
        let isSound = found.count == parts.count && Set(found.map(\.option)).count == found.count
        return .value(
            .list(found.map { index.options[$0.option].code }), precision: isSound ? .exact : .partial, otherText: nil)
    }

    /// The options of a line with their ranks: `2  option`, `(2) option`, `option: 2`, `1- option, 2- option`.
    func ranked(_ line: String) -> [RankedOption] {
        if let items = numbered(line) { return items }
        if let item = rankedOption(line) { return [item] }
        let parts = line.unicodeScalars.split { $0 == "," || $0 == "،" || $0 == ";" || $0 == "؛" }.map { String($0) }
        return parts.count > 1 ? parts.compactMap(rankedOption) : []
    }

    /// `1- option 2- option`, `option 1 option 2`: a rank for each, nothing else on the line.
    private func numbered(_ line: String) -> [RankedOption]? {
        let scalars = Array(Normaliser.clean(line).unicodeScalars)
        var runs: [Range<Int>] = []
        var index = 0
        while index < scalars.count {
            let run = scalars[index...].prefix { $0.isASCIIDigit }
            let isFree = index == 0 || !scalars[index - 1].properties.isAlphabetic
            if !run.isEmpty, isFree { runs.append(index..<(index + run.count)) }
            index += max(run.count, 1)
        }
        guard runs.count > 1 else { return nil }
        let opens = scalars[..<runs[0].lowerBound].allSatisfy { !$0.properties.isAlphabetic }
        let cuts = opens ? runs.dropFirst().map(\.lowerBound) : runs.dropLast().map(\.upperBound)
        let edges = [0] + cuts + [scalars.count]
        let items = zip(edges, edges.dropFirst()).map { rankedOption(String(scalars[$0..<$1])) }
        let found = items.compactMap(\.self).filter { $0.rank != nil }
        guard found.count == items.count, Set(found.map(\.option)).count == found.count else { return nil }
        return found
    }

    private func rankedOption(_ line: String) -> RankedOption? {
        let scalars = Array(Normaliser.clean(line).unicodeScalars)
        let isMark: (Unicode.Scalar) -> Bool = {
            $0.isBlank || ["(", ")", "[", "]", "-", ".", ":", "_", "/", "=", "°", "☐", "☒", "*", "•", "|"].contains($0)
        }
        let head = scalars.prefix { $0.isASCIIDigit || isMark($0) }
        let tail = scalars.dropFirst(head.count).reversed().prefix { $0.isASCIIDigit || isMark($0) }.reversed()
        guard head.count + tail.count < scalars.count else { return nil }
        var words = String(scalars[head.count..<(scalars.count - tail.count)])
        // A bracket that belongs to the words: `(FEC)`.
        if tail.first == ")" || words.unicodeScalars.contains("(") && tail.contains(")") { words += ")" }
        guard let match = index.match(words) else { return nil }
        let ranks = [head.filter(\.isASCIIDigit), tail.filter(\.isASCIIDigit)].map { Int(String($0)) }
        return RankedOption(option: match.option, rank: ranks[0] ?? ranks[1], likeness: match.likeness)
    }
}
