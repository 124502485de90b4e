import Documents

/// Finds the lines that ask a form's questions: by printed code and label, by label, or by code alone.
struct AnchorFinder {
    let text: FormText
    private let questionsByCode: [String: Int]

    /// The score above which a label alone names its question; below it a person must confirm.
    static let sure = 0.60
    /// The score below which a label names nothing.
    private static let likely = 0.45
    /// The likeness with which a label confirms the code before it.
    private static let confirming = 0.35

    init(_ text: FormText) {
        self.text = text
        questionsByCode = Dictionary(
            text.questions.indices.compactMap { index in text.questions[index].code.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// One anchor at most for each question, in the order of the lines.
    func anchors(in outline: DocumentOutline, leavingOut lines: Set<Int>) -> [Anchor] {
        var found: [Anchor] = []
        for (index, line) in outline.lines.enumerated() where !lines.contains(index) && line.origin != .comment {
            let next = outline.lines[(index + 1)...].first { !$0.isBlank }
            let isFollowed = next.flatMap { QuestionCode(Array($0.text.unicodeScalars)) } != nil
            if let anchor = anchor(line, outline.readings[index], at: index, isFollowedByCode: isFollowed) {
                found.append(anchor)
            }
        }
        // A code without its label counts where the form's codes are in use.
        let codeLines = found.lazy.filter(\.hasCode).count
        if codeLines < 3 { found.removeAll { $0.hasCode && $0.score < Self.likely } }
        var best: [Int: Anchor] = [:]
        for anchor in found {
            guard let other = best[anchor.question] else {
                best[anchor.question] = anchor
                continue
            }
            if anchor.score > other.score + 0.02 || anchor.hasCode && !other.hasCode { best[anchor.question] = anchor }
        }
        return best.values.sorted { $0.line < $1.line }
    }

    /// The question that a line asks.
    /// - Parameter isFollowedByCode: whether the next line begins with a code too: what stands after a code and a colon
    ///   is the answer then, unless it is the label to the letter.
    private func anchor(_ line: Line, _ whole: [String], at index: Int, isFollowedByCode: Bool) -> Anchor? {
        guard !whole[0].isEmpty else { return nil }
        let scalars = Array(line.text.unicodeScalars)
        if let code = QuestionCode(scalars), let question = questionsByCode[code.code] {
            let isAnswer = code.isColon && isFollowedByCode
            if let anchor = anchor(
                scalars, from: code.length, question: question, at: index, isLabelWhole: !isAnswer)
            {
                return anchor
            }
            if code.isClosed {
                return Anchor(
                    question: question, line: index, score: 0.40, hasCode: true, language: nil, length: code.length,
                    isCommonWord: false)
            }
        }
        return labelled(scalars, whole, at: index)
    }

    /// The anchor of a known code, where what follows is like the question's label.
    /// - Parameter isLabelWhole: whether the whole rest of the line may be a label in other words.
    private func anchor(
        _ scalars: [Unicode.Scalar], from start: Int, question: Int, at index: Int, isLabelWhole: Bool
    ) -> Anchor? {
        var best: (score: Double, length: Int, language: Language?)?
        for head in heads(scalars, from: start) {
            for key in head.readings where !key.isEmpty {
                let exact = text.exactLabels(key).first { text.labels[$0].question == question }
                let score = exact == nil ? text.likeness(key, toQuestion: question) : 1
                if !isLabelWhole, exact == nil, head.end >= scalars.count, score < 0.8 { continue }
                if score > (best?.score ?? Self.confirming) + 0.001 {
                    best = (score, head.end, exact.map { text.labels[$0].language } ?? Self.script(key))
                }
            }
        }
        guard let best else { return nil }
        return Anchor(
            question: question, line: index, score: min(1, best.score + 0.25), hasCode: true, language: best.language,
            length: best.length, isCommonWord: false)
    }

    /// The anchor of a line without a code that is known.
    private func labelled(_ scalars: [Unicode.Scalar], _ whole: [String], at index: Int) -> Anchor? {
        let start = numbering(scalars)
        guard scalars.count - start < 400,
            TickMarks.pieces(of: String(scalars[start...].prefix(3))).first?.isBox != true
        else { return nil }
        var best: Anchor?
        for head in heads(scalars, from: start) where head.text.unicodeScalars.count <= 250 {
            let readings = start == 0 && head.text.unicodeScalars.count == scalars.count ? whole : head.readings
            for key in readings where !key.isEmpty {
                guard let anchor = anchor(key, at: index, length: head.end) else { continue }
                if anchor.score > (best?.score ?? 0) + 0.001 { best = anchor }
            }
        }
        return best
    }

    private func anchor(_ key: String, at index: Int, length: Int) -> Anchor? {
        func anchor(_ label: Int, score: Double) -> Anchor {
            Anchor(
                question: text.labels[label].question, line: index, score: score, hasCode: false,
                language: text.labels[label].language, length: length, isCommonWord: key.unicodeScalars.count < 18)
        }
        if let label = text.exactLabels(key).first { return anchor(label, score: 1) }
        guard key.unicodeScalars.count >= 5, !text.isDecoy(key) else { return nil }
        let likeness = text.likeness(key)
        guard let label = likeness.label, likeness.score >= Self.likely, likeness.score - likeness.second >= 0.03,
            likeness.decoy <= likeness.score + 0.02
        else { return nil }
        return anchor(label, score: min(likeness.score, 0.95))
    }

    // MARK: Heads

    /// The beginning of a line that may be a label, and where what follows it begins.
    private struct Head {
        var text: String
        var end: Int

        var readings: [String] { FormText.readings(text) }
    }

    /// The ways to cut a line into label and answer: at a colon, a question mark, a tab, a box, a dotted line; or not.
    private func heads(_ scalars: [Unicode.Scalar], from start: Int) -> [Head] {
        var cuts: [(head: Int, end: Int)] = []
        var index = start
        while index < scalars.count, cuts.count < 6 {
            let scalar = scalars[index]
            switch scalar {
            case ":", "?", "؟", "\t", "|", "=", "：":
                cuts.append((index, index + 1))
            case "☐", "☒", "[":
                cuts.append((index, index))
            case ".", "…", "_":
                let run = scalars[index...].prefix { $0 == scalar }.count
                if run >= 3 || scalar == "…" { cuts.append((index, index)) }
                index += run - 1
            default: break
            }
            index += 1
        }
        cuts.append((scalars.count, scalars.count))
        return cuts.map { cut in
            // A question mark may be followed by the colon that ends the label.
            // and the star of a question that must be answered.
            let closing = scalars[cut.end...].prefix { $0.isBlank || [":", "?", "؟", "*"].contains($0) }
            return Head(text: String(scalars[start..<cut.head]), end: cut.end + closing.count)
        }
    }

    /// How many scalars a bullet or a running number takes: `9) `, `- `.
    private func numbering(_ scalars: [Unicode.Scalar]) -> Int {
        var index = scalars.prefix { $0.isBlank || ["-", "•", "*", "▪", "–", "◦", "►"].contains($0) }.count
        let digits = scalars[index...].prefix { $0.properties.numericType == .decimal }
        let after = index + digits.count
        if !digits.isEmpty, digits.count <= 2, after < scalars.count,
            [")", ".", "-", "/", "–"].contains(scalars[after])
        {
            index = after + 1
        }
        return index
    }

    /// The language that a key's letters belong to.
    private static func script(_ key: String) -> Language {
        key.unicodeScalars.contains { (0x0600...0x06FF).contains($0.value) } ? .arabic : .french
    }
}

extension TickPiece {
    var isBox: Bool { if case .box = self { true } else { false } }
}
