import Documents

/// Finds the questions that a line may ask: by printed code and label, by label, or by code alone.
///
/// What a line asks is settled over the whole document, by ``AnchorAssignment``.
struct AnchorFinder {
    let text: FormText
    private let questionsByCode: [String: Int]

    /// The score above which a label alone names its question; below it a person must confirm.
    static let sure = 0.60
    /// The likeness from which on a label may be meant at all.
    private static let possible = 0.15
    /// The likeness with which a label confirms the code before it.
    private static let confirming = 0.35
    /// The likeness that counts for more than a code that says otherwise.
    private static let overruling = 0.75
    /// By how much a likeness must lead to do so where the code's own label is somewhat like the line too.
    private static let overrulingLead = 0.20
    /// What a code adds to the likeness of its own label.
    private static let codeBonus = 0.25
    /// What a likeness loses where the line is liker something else, or has no word of the question's type.
    private static let doubt = 0.25
    /// The most questions that one line is weighed for.
    private static let most = 3

    init(_ text: FormText) {
        self.text = text
        questionsByCode = Dictionary(
            text.questions.indices.compactMap { index in text.questions[index].code.map { ($0, index) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The anchors of all lines, weighed together.
    /// - Parameter titles: the form's titles by line.
    func anchors(in outline: DocumentOutline, titles: [FormText.Title?], leavingOut lines: Set<Int>) -> [Anchor] {
        let codes = outline.lines.map { QuestionCode($0.text) }
        var found: [[Anchor]] = []
        for (index, line) in outline.lines.enumerated() where !lines.contains(index) && line.origin != .comment {
            let readings = outline.readings[index]
            guard !readings[0].isEmpty, isLabel(readings) || titles[index] == nil && !text.isPrinted(readings) else {
                continue
            }
            let next = codes[index] == nil ? nil : outline.readings[(index + 1)...].firstIndex { !$0[0].isEmpty }
            let isFollowed = next.map { codes[$0] != nil } ?? false
            let candidates = candidates(line, readings, codes[index], at: index, isFollowedByCode: isFollowed)
            if !candidates.isEmpty { found.append(candidates) }
        }
        // A code without its label counts where the form's codes are in use.
        let codeLines = found.lazy.filter { $0[0].hasCode }.count
        if codeLines < 3 { found = found.filter { !$0[0].hasCode || $0[0].language != nil } }
        return AnchorAssignment(text: text, outline: outline, titles: titles).anchors(found)
    }

    /// Whether the line clearly asks a question, whatever stands around it.
    func asks(_ line: Line, _ readings: [String], at index: Int) -> Bool {
        guard !readings[0].isEmpty, text.title(readings) == nil || isLabel(readings) else { return false }
        let code = QuestionCode(line.text)
        guard let best = candidates(line, readings, code, at: index, isFollowedByCode: false).first else {
            return false
        }
        return best.language != nil && !best.isCommonWord && best.score >= (best.hasCode ? Self.sure : Self.overruling)
    }

    /// Whether one of the readings is a label to the letter.
    private func isLabel(_ readings: [String]) -> Bool { readings.contains { !text.exactLabels($0).isEmpty } }

    /// The questions that a line may ask, the likest first.
    /// - Parameter isFollowedByCode: whether the next line begins with a code too: what stands after a code and a colon
    ///   is the answer then, unless it is the label to the letter.
    func candidates(
        _ line: Line, _ whole: [String], _ code: QuestionCode?, at index: Int, isFollowedByCode: Bool
    ) -> [Anchor] {
        let scalars = Array(line.text.unicodeScalars)
        guard let code else { return labelled(scalars, whole, from: numbering(scalars), at: index) }
        let question = questionsByCode[code.code]
        let others = labelled(scalars, whole, from: code.length, at: index)
        if let question {
            let isAnswer = code.isColon && isFollowedByCode
            let own = anchor(scalars, from: code.length, question: question, at: index, isLabelWhole: !isAnswer)
            if var own {
                // The label tells more than a code that came with another edition of the form.
                guard let best = others.first, best.question != question,
                    best.score >= own.score - Self.codeBonus + Self.overrulingLead
                else { return [own] }
                own.score -= Self.codeBonus
                return others.filter { $0.question != question } + [own]
            }
        }
        if let best = others.first, best.score >= Self.overruling || question == nil { return others }
        guard let question, code.isClosed else { return others }
        return [
            Anchor(
                question: question, line: index, score: 0.40, hasCode: true, language: nil, length: code.length,
                isCommonWord: false)
        ]
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
            question: question, line: index, score: min(1, best.score + Self.codeBonus), hasCode: true,
            language: best.language,
            length: best.length, isCommonWord: false)
    }

    /// The anchors of a line by its label alone.
    private func labelled(
        _ scalars: [Unicode.Scalar], _ whole: [String], from start: Int, at index: Int
    ) -> [Anchor] {
        guard scalars.count - start < 400,
            TickMarks.pieces(of: String(scalars[start...].prefix(3))).first?.isBox != true
        else { return [] }
        // An item of a list is an answer, unless it is a label to the letter or something is asked in it.
        let isItem = scalars.first { !$0.isBlank }.map(Self.bullets.contains) ?? false
        let isPlain = isItem && !scalars.contains { Self.asking.contains($0) }
        var best: [Int: Anchor] = [:]
        for head in heads(scalars, from: start) where head.text.unicodeScalars.count <= 250 {
            let readings = start == 0 && head.text.unicodeScalars.count == scalars.count ? whole : head.readings
            for key in readings where !key.isEmpty {
                for anchor in anchors(key, at: index, length: head.end)
                where anchor.score > (best[anchor.question]?.score ?? 0) + 0.001 && (!isPlain || anchor.score >= 1) {
                    best[anchor.question] = anchor
                }
            }
        }
        return Array(best.values.sorted { ($1.score, $0.question) < ($0.score, $1.question) }.prefix(Self.most))
    }

    private func anchors(_ key: String, at index: Int, length: Int) -> [Anchor] {
        var found = text.knownAnchors.value(for: key) { self.anchors(key) }
        for place in found.indices { (found[place].line, found[place].length) = (index, length) }
        return found
    }

    /// The questions that a text of this key may ask, wherever it stands.
    private func anchors(_ key: String) -> [Anchor] {
        func anchor(_ label: Int, score: Double) -> Anchor {
            Anchor(
                question: text.labels[label].question, line: 0, score: score, hasCode: false,
                language: text.labels[label].language, length: 0, isCommonWord: key.unicodeScalars.count < 18)
        }
        let exact = text.exactLabels(key)
        if !exact.isEmpty { return exact.prefix(Self.most).map { anchor($0, score: 1) } }
        guard key.unicodeScalars.count >= 3, !text.isDecoy(key) else { return [] }
        if let only = text.onlyQuestion(key) { return [anchor(only, score: 0.9)] }
        // What is liker an option or a title is no question, unless what surrounds it says so.
        let likenesses = text.likenesses(key)
        let decoy = likenesses.isEmpty ? 0 : text.likenessToDecoys(key)
        let penalty = decoy > (likenesses.first?.score ?? 0) + 0.02 && decoy >= 0.45 ? Self.doubt : 0
        return likenesses.map { likeness in
            let type = text.questions[text.labels[likeness.label].question].type
            let isOfType = SurveyWords.hasWord(of: type, key)
            return anchor(likeness.label, score: min(likeness.score, 0.95) - penalty - (isOfType ? 0 : Self.doubt))
        }
        .filter { $0.score >= Self.possible }.sorted { ($1.score, $0.question) < ($0.score, $1.question) }
        .prefix(Self.most).map(\.self)
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
            // A question mark may be followed by the colon that ends the label,
            // and the star of a question that must be answered. Behind the colon it is the answer.
            let isColon = cut.head < cut.end && scalars[cut.head] == ":"
            let closing = scalars[cut.end...].prefix { scalar in
                scalar.isBlank || [":", "*"].contains(scalar) || !isColon && ["?", "؟"].contains(scalar)
            }
            return Head(text: String(scalars[start..<cut.head]), end: cut.end + closing.count)
        }
    }

    private static let bullets: Set<Unicode.Scalar> = ["-", "•", "*", "▪", "–", "◦", "►"]
    private static let asking: Set<Unicode.Scalar> = [":", "?", "؟", "\t", "…", "_", "☐", "☒"]

    /// How many scalars a bullet or a running number takes: `9) `, `- `.
    private func numbering(_ scalars: [Unicode.Scalar]) -> Int {
        var index = scalars.prefix { $0.isBlank || Self.bullets.contains($0) }.count
        let digits = scalars[index...].prefix { $0.isDecimal }
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
