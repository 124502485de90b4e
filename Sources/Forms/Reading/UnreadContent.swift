import Documents

/// What stands in a document with a form and was not read: controls, marked boxes, and text that a person wrote.
///
/// What the form prints by itself is none of it, nor the words of a letter around it.
struct UnreadContent {
    private let outline: DocumentOutline
    private let recognition: FormRecognition
    /// Whether text quoted from an earlier mail may hold answers.
    private let countsQuotes: Bool
    /// By line, whether an answer was read from it, or it was understood as the form's.
    private let isRead: [Bool]
    /// By line, whether all that stands there are the words of an answer.
    private let isAnswer: [Bool]
    /// By line, the label on it.
    private let anchors: [Int: Anchor]

    init(_ answers: [ReadAnswer], outline: DocumentOutline, recognition: FormRecognition, countsQuotes: Bool) {
        self.outline = outline
        self.recognition = recognition
        self.countsQuotes = countsQuotes
        var isAnswer = [Bool](repeating: false, count: outline.lines.count)
        var isRead = isAnswer
        for answer in answers {
            // Of a line with a control and more only the control was read.
            let lines = answer.lines.filter { line in
                answer.method == .labelled || line.spans.contains { $0.field == nil }
            }
            for position in lines.lazy.flatMap(\.positions) { isAnswer[position] = true }
            for position in answer.understood.lazy.flatMap(\.positions) { isRead[position] = true }
        }
        self.isAnswer = isAnswer
        self.isRead = zip(isAnswer, isRead).map { $0 || $1 }
        anchors = Dictionary(recognition.anchors.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter open: the types of the questions without an answer.
    func findings(open: Set<QuestionType>) -> [Finding] { fields + texts(open) }

    // MARK: Controls

    /// Controls with content that no answer was read from.
    private var fields: [Finding] {
        guard !recognition.controls.strangers.isEmpty else { return [] }
        var lines: [Int: Int] = [:]
        for (position, line) in outline.lines.enumerated() {
            for field in line.spans.lazy.compactMap(\.field) where lines[field] == nil { lines[field] = position }
        }
        return recognition.controls.strangers.compactMap { index in
            let field = outline.fields[index]
            let value = field.value ?? "☒"
            if lines[index].map({ isRead[$0] }) == true || FillerText.isEmpty(value) { return nil }
            let name = field.title ?? field.name ?? "without a name"
            return Finding(
                .warning, code: "unread_field",
                location: lines[index].map { outline.lines[$0].location } ?? "field \(index + 1)",
                message: "a field of no question (\(name.prefix(60))): \(value.prefix(Self.longest))")
        }
    }

    // MARK: Text

    /// How much of a text a finding repeats.
    private static let longest = 160

    /// Lines one after the other, or the cells of a row, that nobody read.
    private struct Stretch {
        var lines: [Line]
        var texts: [String]
        /// The question asked last before them.
        var question: String?
        var isMarked: Bool
    }

    private func texts(_ open: Set<QuestionType>) -> [Finding] { stretches(open).map(finding) }

    private func stretches(_ open: Set<QuestionType>) -> [Stretch] {
        let printed = PrintedText(outline: outline, recognition: recognition, isRead: isRead)
        var letter = LetterText(open: open)
        let (first, last) = (anchors.keys.min() ?? Int.max, anchors.keys.max() ?? -1)
        var asked: Int?
        var found: [Stretch] = []
        var isBroken = true
        for (position, line) in outline.lines.enumerated() {
            if let anchor = anchors[position] {
                asked = anchor.question
                letter.isClosed = false
            }
            let place: LetterText.Place =
                line.origin == .header || line.origin == .footer
                ? .margin : position < first ? .before : position > last ? .after : .within
            letter.follow(line, outline.readings[position][0])
            guard !line.isBlank else { continue }
            guard !isAnswer[position], countsQuotes || line.origin != .quoted else {
                isBroken = true
                continue
            }
            let own = anchors[position]?.question ?? asked
            let text = isRead[position] ? words(behindOptionOf: own, line, position) : unread(line, at: position)
            guard !FillerText.isEmpty(text) else {
                isBroken = isBroken || isRead[position]
                continue
            }
            let readings = text == line.text ? outline.readings[position] : FormText.readings(text)
            guard !printed.isPrinted(text, readings, at: position),
                line.origin == .comment || !letter.isPart(text, readings[0], at: place)
            else {
                isBroken = true
                continue
            }
            let isMarked = PrintedText.isMarked(text)
            if !isBroken, let last = found.last?.lines.last, goOn(last, line) {
                found[found.count - 1].lines.append(line)
                found[found.count - 1].texts.append(text)
                found[found.count - 1].isMarked = found[found.count - 1].isMarked || isMarked
            } else {
                found.append(
                    Stretch(
                        lines: [line], texts: [text], question: asked.map { recognition.text.questions[$0].id },
                        isMarked: isMarked))
            }
            isBroken = false
        }
        return found
    }

    /// Whether the lines are of one stretch: neighbours in the text, or cells of one row.
    private func goOn(_ one: Line, _ next: Line) -> Bool {
        guard one.origin == next.origin else { return false }
        guard let left = one.cell, let right = next.cell else { return one.cell == nil && next.cell == nil }
        return left.table == right.table && left.row == right.row
    }

    /// What of a line is neither label nor in a control.
    private func unread(_ line: Line, at position: Int) -> String {
        guard let anchor = anchors[position] else { return Self.outsideControls(line) }
        let rest = Self.outsideControls(line.dropping(anchor.length))
        return rest.isEmpty ? words(behind: anchor, line) : rest
    }

    private static func outsideControls(_ line: Line) -> String {
        line.spans.lazy.filter { $0.field == nil }.map(\.text).joined().trimmed
    }

    /// What follows the very words of a label in a line that was taken for the label as a whole.
    private func words(behind anchor: Anchor, _ line: Line) -> String {
        let line = Self.outsideControls(line)
        return recognition.text.knownTails.value(for: "\(anchor.question) label \(line)") {
            let text = QuestionCode(line).map { String(line.unicodeScalars.dropFirst($0.length)) } ?? line
            let key = Normaliser.key(text)
            guard recognition.text.exactLabels(key).isEmpty else { return "" }
            let labels = recognition.text.labels.lazy.filter { $0.question == anchor.question }.map(\.key)
            return Self.tail(of: text, key, behind: labels)
        }
    }

    /// What follows the very words of the one option on a line: `☒ Oui mais pas partout`.
    private func words(behindOptionOf question: Int?, _ line: Line, _ position: Int) -> String {
        guard let question, !recognition.text.isDecoy(outline.readings[position][0]) else { return "" }
        let line = line.text
        return recognition.text.knownTails.value(for: "\(question) option \(line)") {
            let pieces = TickMarks.pieces(of: line)
            guard pieces.count == 2, pieces.contains(where: \.isBox) else { return "" }
            for case .text(let words) in pieces {
                let options = recognition.text.texts[question].options
                return Self.tail(of: words, Normaliser.key(words), behind: options.closedKeys)
            }
            return ""
        }
    }

    /// What of a text follows the longest of the keys that its own key begins with.
    private static func tail(of text: String, _ whole: String, behind keys: some Sequence<String>) -> String {
        let beginnings = keys.filter { whole.utf8.starts(with: $0.utf8) }
        guard let key = beginnings.max(by: { $0.utf8.count < $1.utf8.count }),
            whole.utf8.dropFirst(key.utf8.count).first == 0x20
        else { return "" }
        let words = text.split(whereSeparator: \.isWhitespace)
        var before = ""
        for (position, word) in words.prefix(60).enumerated() {
            let own = Normaliser.key(String(word))
            if !own.isEmpty { before += before.isEmpty ? own : " " + own }
            if before == key { return words[(position + 1)...].joined(separator: " ") }
            if before.utf8.count > key.utf8.count { break }
        }
        return ""
    }

    private func finding(_ stretch: Stretch) -> Finding {
        let locations = stretch.lines.map(\.location)
        let (first, last) = (locations.first ?? "", locations.last ?? "")
        let words = stretch.texts.joined(separator: stretch.lines[0].cell == nil ? " / " : " | ")
        let shown = words.count > Self.longest ? words.prefix(Self.longest) + "…" : words[...]
        let place =
            stretch.lines[0].origin == .comment
            ? "in a comment" : stretch.question.map { "after \($0)" } ?? "before the first question"
        return Finding(
            stretch.isMarked ? .warning : .note, code: stretch.isMarked ? "unread_field" : "unread_text",
            location: first == last ? first : "\(first) to \(last)",
            message: stretch.isMarked ? "\(place), a mark of no question: \(shown)" : "\(place): \(shown)")
    }
}
