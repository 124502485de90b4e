import Documents

/// Reads the answers that stand in controls of the form's own naming.
struct TaggedReader {
    let outline: DocumentOutline
    /// By question.
    private let controls: [String: [ControlIndex.Control]]
    /// The first line of each control.
    private let lines: [Int: Line]
    /// Of controls in which something is struck out, what is not.
    private let kept: [Int: String]
    /// Controls on a line whose words are all struck out: a box beside an option that is not meant any more.
    private let struck: Set<Int>

    init(outline: DocumentOutline, controls: [ControlIndex.Control]) {
        self.outline = outline
        self.controls = Dictionary(
            grouping: controls.filter { !outline.repeatedFields.contains($0.field) }, by: \.tag.question)
        var lines: [Int: Line] = [:]
        for line in outline.lines {
            for span in line.spans {
                guard let field = span.field, lines[field] == nil else { continue }
                var line = line
                line.spans = line.spans.filter { $0.field == field }
                lines[field] = line
            }
        }
        self.lines = lines
        let marked = outline.lines.filter { line in line.spans.contains { $0.marks.contains(.strike) } }
        struck = Set(marked.filter(\.isStruckOut).flatMap { $0.spans.compactMap(\.field) })
        let cut = Set(marked.flatMap { $0.spans.filter { $0.marks.contains(.strike) }.compactMap(\.field) })
        kept = Dictionary(uniqueKeysWithValues: cut.map { field in (field, Self.kept(of: field, in: outline.lines)) })
    }

    /// What is not struck out in a control, line by line.
    private static func kept(of field: Int, in lines: [Line]) -> String {
        let own = lines.compactMap { line -> String? in
            let spans = line.spans.filter { $0.field == field }
            return spans.isEmpty ? nil : spans.filter { !$0.marks.contains(.strike) }.map(\.text).joined()
        }
        return own.joined(separator: "\n")
    }

    /// The answer in the question's controls; nil where the document has not all of them.
    func read(_ text: QuestionText) -> ReadAnswer? {
        let question = text.question
        guard let own = controls[question.id] else { return nil }
        switch question.type {
        case .single, .multi, .scale: return choices(text, own)
        case .ranking: return ranks(text, own)
        case .table: return rows(text, own)
        case .grid: return grid(question, own)
        default: return written(question, own)
        }
    }

    // MARK: Fields

    func text(_ control: ControlIndex.Control) -> String {
        let field = outline.fields[control.field]
        guard !field.isPlaceholder else { return "" }
        let text = FillerText.trimmed(kept[control.field] ?? field.value ?? lines[control.field]?.text ?? "")
        if field.kind == .choice, FillerText.isEmpty(text) { return "" }
        return FormText.isPlaceholder(text) ? "" : text
    }

    func line(_ control: ControlIndex.Control) -> Line {
        if let line = lines[control.field] { return line }
        let field = outline.fields[control.field]
        return Line(
            spans: [Span(text: text(control), marks: [], field: control.field)],
            location: "field \(field.name ?? String(control.field + 1))", box: field.box)
    }

    /// Whether all that was written in the control, or the words beside its box, are struck out.
    func isWithdrawn(_ control: ControlIndex.Control) -> Bool {
        if struck.contains(control.field) { return true }
        return kept[control.field].map(FillerText.isEmpty) ?? false
    }

    func isTicked(_ control: ControlIndex.Control) -> Bool {
        isChecked(control) && !isWithdrawn(control)
    }

    func isChecked(_ control: ControlIndex.Control) -> Bool {
        let field = outline.fields[control.field]
        if let isChecked = field.isChecked { return isChecked }
        guard let value = field.value, field.kind == .checkbox || field.kind == .radio else { return false }
        return !["", "Off", "0", "false", "no"].contains(value)
    }

    // MARK: Answers

    /// The answer of controls in which all that was written or ticked is struck out; nil where nothing is.
    func struckOut(_ own: [ControlIndex.Control]) -> ReadAnswer? {
        let withdrawn = own.filter { control in
            let isBox = [.checkbox, .radio].contains(outline.fields[control.field].kind)
            return isWithdrawn(control) && (isBox ? isChecked(control) : lines[control.field]?.isBlank == false)
        }
        guard !withdrawn.isEmpty else { return nil }
        let written = withdrawn.map(line)
        return .withdrawn(written.map { $0.text.trimmed }.joined(separator: "\n"), written, 1, .tagged)
    }

    private func written(_ question: Question, _ own: [ControlIndex.Control]) -> ReadAnswer? {
        var texts: [(text: String, line: Line)] = []
        for control in own where control.tag == .answer(question: question.id) {
            let text = text(control)
            if !text.isEmpty, !texts.contains(where: { $0.text == text }) { texts.append((text, line(control))) }
        }
        guard let first = texts.first else { return struckOut(own) ?? .blank(1, .tagged) }
        let parsed = ValueParser.parse(first.text, as: question)
        guard texts.count > 1 else {
            return ReadAnswer(parsed: parsed, text: first.text, lines: [first.line], certainty: 1, method: .tagged)
        }
        let values = texts.map { ValueParser.parse($0.text, as: question).value ?? .string($0.text) }
        return ReadAnswer(
            parsed: .several(values), text: texts.map(\.text).joined(separator: "\n"), lines: texts.map(\.line),
            certainty: 1, method: .tagged, candidates: texts.map { ($0.text, [$0.line]) })
    }

    private func choices(_ text: QuestionText, _ own: [ControlIndex.Control]) -> ReadAnswer? {
        let question = text.question
        let codes = question.choiceCodes
        var ticked: [(code: String, line: Line)] = []
        var seen: Set<String> = []
        var otherText: String?
        for control in own {
            switch control.tag {
            case .choice(_, let code) where codes.contains(code):
                seen.insert(code)
                if isTicked(control) { ticked.append((code, line(control))) }
            case .otherText:
                let words = self.text(control)
                if !words.isEmpty { otherText = words }
            case .answer:
                let field = outline.fields[control.field]
                let value = field.value ?? ""
                if field.kind == .checkbox || field.kind == .radio {
                    // One name for all buttons of a group, the code in each value.
                    if field.isChecked == nil { seen = Set(codes) }
                    guard codes.contains(value) else { continue }
                    seen.insert(value)
                    if isTicked(control) { ticked.append((value, line(control))) }
                } else {
                    seen = Set(codes)
                    let words = self.text(control)
                    guard !words.isEmpty else { continue }
                    if codes.contains(words) {
                        ticked.append((words, line(control)))
                    } else {
                        return listed(text, words, control)
                    }
                }
            default: break
            }
        }
        // Names that were cut may leave some boxes unknown; then the labels beside them tell all.
        guard seen.isSuperset(of: codes) else { return nil }
        if ticked.isEmpty, otherText == nil, let withdrawn = struckOut(own) { return withdrawn }
        return answer(question, ticked, otherText: otherText)
    }

    /// A drop-down list, or a text field in place of boxes.
    private func listed(_ text: QuestionText, _ words: String, _ control: ControlIndex.Control) -> ReadAnswer {
        ReadAnswer(
            parsed: text.parse(words), text: words, lines: [line(control)], certainty: 1,
            method: .tagged)
    }

    private func answer(_ question: Question, _ ticked: [(code: String, line: Line)], otherText: String?) -> ReadAnswer
    {
        guard !ticked.isEmpty else {
            guard let otherText else { return .blank(1, .tagged) }
            // Words beside "other", and its box forgotten.
            let other = question.options.first(where: \.hasFreeText)?.code ?? "other"
            let value: AnswerValue = question.type == .multi ? .list([other]) : .string(other)
            return ReadAnswer(
                parsed: .value(value, precision: .partial, otherText: otherText), text: otherText, lines: [],
                certainty: 1, method: .tagged)
        }
        let codes = question.choiceCodes.filter { code in ticked.contains { $0.code == code } }
        let values: [AnswerValue] = codes.map { code in
            question.type == .scale ? .number(Double(code) ?? 0) : .string(code)
        }
        // Words beside an "other" that is not ticked, while something else is: which of them counts is not for us to say.
        let other = question.options.first(where: \.hasFreeText)?.code
        let isTorn = otherText != nil && other.map { !codes.contains($0) } ?? false
        let precision: ParsedValue.Precision = isTorn ? .partial : .exact
        let parsed: ParsedValue =
            question.type == .multi
            ? .value(.list(codes), precision: precision, otherText: otherText)
            : values.count == 1 ? .value(values[0], precision: precision, otherText: otherText) : .several(values)
        let labels = codes.map { label(of: $0, in: question) }
        return ReadAnswer(
            parsed: parsed, text: labels.joined(separator: "\n"), lines: ticked.map(\.line), certainty: 1,
            method: .tagged,
            candidates: zip(codes, labels).map { code, label in (label, ticked.filter { $0.code == code }.map(\.line)) }
        )
    }

    func label(of code: String, in question: Question) -> String {
        question.options.first { $0.code == code }?.label.text(.arabic) ?? code
    }
}
