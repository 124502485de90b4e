/// Finds options that stand side by side on one line: `Oui    Non`, `Oui / Non`, `نعم لا`.
extension OptionParser {
    /// An option with the scalars of the line that are its words.
    struct PlacedOption: Hashable {
        var match: OptionIndex.Match
        var range: Range<Int>
    }

    /// The options that the line is made of, two at least, nothing else beside them and none twice; else nil.
    func row(in line: String) -> [PlacedOption]? {
        let scalars = Array(line.unicodeScalars)
        if let match = index.match(line), match.likeness == 1 { return nil }
        for marks in [Self.walls, Self.walls.union(Self.commas)] {
            if let row = row(of: segments(of: scalars, marks: marks), in: scalars) { return row }
        }
        return row(ofWords: scalars)
    }

    private static let walls: Set<Unicode.Scalar> = ["\t", "|"]
    private static let commas: Set<Unicode.Scalar> = ["/", ",", "،", ";", "؛", "•"]

    /// The stretches between marks and wide gaps.
    private func segments(of scalars: [Unicode.Scalar], marks: Set<Unicode.Scalar>) -> [Range<Int>] {
        var segments: [Range<Int>] = []
        var start = 0
        var index = 0
        while index < scalars.count {
            let gap = scalars[index...].prefix { marks.contains($0) || $0.isBlank }
            let isWide = gap.contains(where: marks.contains) || gap.count { $0.properties.isWhitespace } > 1
            if isWide {
                segments.append(start..<index)
                start = index + gap.count
            }
            index += max(gap.count, 1)
        }
        segments.append(start..<scalars.count)
        return segments.filter { range in scalars[range].contains { !$0.isBlank } }
    }

    private func row(of segments: [Range<Int>], in scalars: [Unicode.Scalar]) -> [PlacedOption]? {
        guard segments.count > 1 else { return nil }
        var row: [PlacedOption] = []
        for range in segments {
            guard let match = index.match(String(scalars[range])) else { return nil }
            // One option in two languages.
            if let last = row.last, last.match.option == match.option {
                row[row.count - 1].range = last.range.lowerBound..<range.upperBound
            } else {
                row.append(PlacedOption(match: match, range: range))
            }
        }
        return checked(row)
    }

    /// Options with a single space between them: the longest very words first.
    private func row(ofWords scalars: [Unicode.Scalar]) -> [PlacedOption]? {
        let words = scalars.indices.split { scalars[$0].isBlank }.map { $0.startIndex..<$0.endIndex }
        guard (2...40).contains(words.count) else { return nil }
        var row: [PlacedOption] = []
        var start = 0
        while start < words.count {
            let found = (start..<words.count).reversed().lazy.compactMap { end -> (OptionIndex.Match, Int)? in
                let text = String(scalars[words[start].lowerBound..<words[end].upperBound])
                guard let match = self.index.match(text), match.likeness == 1, match.otherText == nil else {
                    return nil
                }
                return (match, end)
            }.first
            guard let (match, end) = found else { return nil }
            row.append(PlacedOption(match: match, range: words[start].lowerBound..<words[end].upperBound))
            start = end + 1
        }
        return checked(row)
    }

    private func checked(_ row: [PlacedOption]) -> [PlacedOption]? {
        row.count > 1 && Set(row.map(\.match.option)).count == row.count ? row : nil
    }
}
