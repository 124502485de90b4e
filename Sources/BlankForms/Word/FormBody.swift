import Forms

/// The pages of a blank form: its head, then its sections.
struct FormBody {
    let definition: FormDefinition
    let language: Language
    let phrases: FormPhrases
    let typesetter: Typesetter
    var controls: ContentControls

    /// A4 less the margins, in twentieths of a point.
    static let width = 9638

    init(definition: FormDefinition, language: Language) {
        self.definition = definition
        self.language = language
        phrases = FormPhrases(language)
        typesetter = Typesetter(language: language)
        controls = ContentControls(typesetter: typesetter)
    }

    /// The blocks of the document in order.
    mutating func blocks() -> [Markup] {
        var blocks = head()
        for section in definition.sections {
            blocks.append(typesetter.paragraph(.section, typesetter.runs(section.title.text(language))))
            for group in Self.groups(of: section.questions) {
                if group.count > 1 || group[0].isField {
                    blocks += answerSheet(group)
                } else {
                    blocks += block(of: group[0])
                }
            }
        }
        return blocks
    }

    private func head() -> [Markup] {
        var blocks: [Markup] = []
        if let issuer = definition.issuer { blocks.append(paragraph(.issuer, issuer)) }
        blocks.append(paragraph(.title, definition.title))
        if let intro = definition.intro { blocks.append(paragraph(.normal, intro)) }
        let guidance = guidance()
        if !guidance.isEmpty {
            blocks.append(
                typesetter.table(
                    widths: [Self.width], borders: .box,
                    rows: [.init(cells: [.init(content: guidance, fill: Stylesheet.tint)])]))
            blocks.append(spacer)
        }
        if let privacy = definition.privacy { blocks.append(paragraph(.note, privacy)) }
        return blocks
    }

    /// How to fill the form in, and where to send it.
    private func guidance() -> [Markup] {
        var paragraphs: [Markup] = []
        if let instructions = definition.instructions { paragraphs.append(paragraph(.normal, instructions)) }
        if definition.questions.contains(where: \.isRequired) {
            paragraphs.append(typesetter.paragraph(.normal, typesetter.runs(phrases.required)))
        }
        if let address = definition.returnTo { paragraphs.append(line(phrases.returnTo, address)) }
        if definition.returnTo != nil, let subject = definition.subjectHint {
            paragraphs.append(line(phrases.subject, subject.text(language)))
        }
        return paragraphs
    }

    private func line(_ lead: String, _ text: String) -> Markup {
        typesetter.paragraph(
            .normal,
            typesetter.runs(lead + " ") + typesetter.runs(text, RunFormat(isBold: true, color: Stylesheet.accentColor)))
    }

    private func paragraph(_ style: Stylesheet.Style, _ text: LocalizedText) -> Markup {
        typesetter.paragraph(style, typesetter.runs(text.text(language)))
    }

    /// Keeps two tables apart, and stands after the last: Word would join them.
    var spacer: Markup { typesetter.paragraph(.spacer, []) }

    /// Neighbours that share one sheet of fields; every other question alone.
    ///
    /// A sheet has a field's answer in it (a word, a number, a date, a list) and takes the closed questions between.
    static func groups(of questions: [Question]) -> [[Question]] {
        var groups: [[Question]] = []
        var run: [Question] = []
        func close() {
            if run.contains(where: \.isField) { groups.append(run) } else { groups += run.map { [$0] } }
            run = []
        }
        for question in questions {
            if question.isField || question.type == .single {
                run.append(question)
            } else {
                close()
                groups.append([question])
            }
        }
        close()
        return groups
    }
}

extension Question {
    /// Whether its answer is one short field.
    var isField: Bool {
        switch type {
        case .text, .email, .phone, .council, .number, .amount, .date: true
        case .single: isDropDown
        case .longtext, .multi, .scale, .ranking, .table, .grid: false
        }
    }
}
