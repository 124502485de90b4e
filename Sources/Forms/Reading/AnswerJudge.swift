import Documents

/// Turns what was read into an answer with its status: what is not certain waits for a person.
struct AnswerJudge {
    let councils: CouncilRegister
    let part: String
    let fields: [Field]

    /// An answer with what there is to say about it.
    struct Judgement {
        var answer: Answer
        var findings: [Finding] = []
    }

    /// The certainty below which a person must confirm that the words answer this question.
    private static let threshold = AnchorFinder.sure

    func judge(_ read: ReadAnswer, as question: Question) -> Judgement {
        guard !read.isBlank else { return Judgement(answer: .blank) }
        let isSure = read.certainty >= Self.threshold
        var judgement = Judgement(
            answer: Answer(
                text: read.text, confidence: read.certainty * 0.97, status: isSure ? .accepted : .needsReview,
                evidence: read.lines.map { $0.evidence(part: part, fields: fields) }))
        if isElsewhere(read, question) {
            judgement.doubt(
                0.3, code: "attached_letter", at: place(read), "\(question.id): the answer is said to stand elsewhere")
            return judgement
        }
        if question.type == .council {
            resolve(&judgement, read, question)
            return judgement
        }
        switch read.parsed {
        case .value(let value, let precision, let otherText):
            judgement.answer.value = value
            judgement.answer.otherText = otherText
            weigh(precision, &judgement, read, question)
            if otherText == nil, choosesOther(value, of: question) {
                judgement.note(
                    "other_without_words", at: place(read), "\(question.id): \"other\", and no words beside it")
            }
        case .several(let values):
            judgement.answer.candidates = values.enumerated().map { index, value in
                let source: (text: String, lines: [Line]) =
                    read.candidates.count == values.count ? read.candidates[index] : (read.text, read.lines)
                return Candidate(
                    value: value, text: source.text,
                    evidence: source.lines.map { $0.evidence(part: part, fields: fields) })
            }
            judgement.doubt(0.4, code: "several_values", at: place(read), "\(question.id): more than one value")
        case .notAvailable:
            judgement.answer.status = .blank
            judgement.note("not_available", at: place(read), "\(question.id): said to be not available")
        case .unreadable(let cause):
            let code = cause == .unrecognised ? "unreadable_value" : cause.rawValue
            judgement.doubt(0.2, code: code, at: place(read), "\(question.id): the words are no value of this question")
        }
        return judgement
    }

    private func weigh(
        _ precision: ParsedValue.Precision, _ judgement: inout Judgement, _ read: ReadAnswer, _ question: Question
    ) {
        switch precision {
        case .exact: break
        case .resembling:
            judgement.answer.confidence = min(judgement.answer.confidence, 0.8)
        case .approximate:
            judgement.answer.confidence = min(judgement.answer.confidence, 0.8)
            judgement.note("approximate_value", at: place(read), "\(question.id): given as approximate")
        case .bound:
            judgement.doubt(0.5, code: "bound_value", at: place(read), "\(question.id): a limit, no value")
        case .partial:
            judgement.doubt(0.5, code: "partly_read", at: place(read), "\(question.id): not all of it was understood")
        }
    }

    private func choosesOther(_ value: AnswerValue, of question: Question) -> Bool {
        let others = question.options.lazy.filter(\.hasFreeText).map(\.code)
        return switch value {
        case .string(let code): others.contains(code)
        case .list(let codes): others.contains(where: codes.contains)
        default: false
        }
    }

    private func resolve(_ judgement: inout Judgement, _ read: ReadAnswer, _ question: Question) {
        let resolution = councils.resolve(read.text)
        judgement.answer.value = resolution.council.map(AnswerValue.string)
        let score = resolution.candidates.first?.score ?? 0
        judgement.answer.confidence = min(
            judgement.answer.confidence, resolution.status == .automatic ? max(score, 0.72) : score)
        guard resolution.status != .automatic else {
            if case .value(_, let precision, _) = read.parsed { weigh(precision, &judgement, read, question) }
            return
        }
        judgement.answer.status = .needsReview
        judgement.answer.candidates = resolution.candidates.map { candidate in
            Candidate(
                value: .string(candidate.council), text: read.text,
                evidence: read.lines.map { $0.evidence(part: part, fields: fields) })
        }
    }

    /// Whether the words point to another paper instead of answering.
    private func isElsewhere(_ read: ReadAnswer, _ question: Question) -> Bool {
        switch question.type {
        case .text, .longtext, .council: AttachedLetter.isMeant(read.text)
        default: read.parsed.value == nil && AttachedLetter.isMeant(read.text)
        }
    }

    private func place(_ read: ReadAnswer) -> String { read.lines.first?.location ?? "" }
}

extension AnswerJudge.Judgement {
    /// Sends the answer to a person, with the reason.
    fileprivate mutating func doubt(_ confidence: Double, code: String, at location: String, _ message: String) {
        answer.status = .needsReview
        answer.confidence = min(answer.confidence, confidence)
        findings.append(Finding(.warning, code: code, location: location, message: message))
    }

    fileprivate mutating func note(_ code: String, at location: String, _ message: String) {
        findings.append(Finding(.note, code: code, location: location, message: message))
    }
}
