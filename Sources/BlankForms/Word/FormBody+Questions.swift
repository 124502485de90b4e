import Forms

extension FormBody {
    /// What stands in a table's head cells.
    private static let headFill = Stylesheet.tint

    // MARK: Labels

    /// The code and label of a question, as they are printed and as a control's title repeats them.
    func labelText(_ question: Question) -> String {
        let label = question.label.text(language)
        return question.code.map { "\($0) \(label)" } ?? label
    }

    private func label(_ question: Question, keepsWithNext: Bool = true) -> Markup {
        var content: [Markup] = []
        if let code = question.code {
            let accent = RunFormat(color: Stylesheet.accentColor)
            content += typesetter.runs(code, accent) + [typesetter.run(of: [.w("tab")], accent)]
        }
        content += typesetter.runs(question.label.text(language))
        if question.isRequired { content += typesetter.runs(" *", RunFormat(color: Stylesheet.alertColor)) }
        return typesetter.paragraph(keepsWithNext ? .question : .field, content)
    }

    private func hint(_ text: String) -> Markup { typesetter.paragraph(.hint, typesetter.runs(text)) }

    // MARK: Sheets of fields

    /// Short questions side by side with their answers.
    mutating func answerSheet(_ questions: [Question]) -> [Markup] {
        let labelWidth = Self.width * 42 / 100
        var rows: [Typesetter.Row] = []
        for question in questions {
            rows.append(
                Typesetter.Row(cells: [
                    .init(content: [label(question, keepsWithNext: false)], fill: Stylesheet.tint, isCentered: true),
                    .init(content: fieldContent(of: question), isCentered: true),
                ]))
        }
        let table = typesetter.table(widths: [labelWidth, Self.width - labelWidth], borders: .rows, rows: rows)
        return [spacer, table, spacer]
    }

    private mutating func fieldContent(of question: Question) -> [Markup] {
        if question.type == .single, !question.isDropDown { return options(of: question, style: .fieldOption) }
        let control = field(
            question, tag: .answer(question: question.id), label: labelText(question),
            placeholder: question.placeholder(inCell: false))
        var content = [typesetter.paragraph(.answer, control)]
        if question.options.contains(where: \.hasFreeText) {
            content.append(typesetter.paragraph(.answer, otherText(of: question, label: labelText(question))))
        }
        return content
    }

    /// The control for one short answer, of a question or of a cell.
    private mutating func field(_ question: Question, tag: ControlTag, label: String, placeholder: Placeholder)
        -> [Markup]
    {
        switch question.type {
        case .date:
            controls.date(tag, label: label, placeholder: placeholder)
        case .single:
            controls.dropDown(
                tag, label: label, items: question.options.map { ($0.code, $0.label.text(language)) },
                placeholder: placeholder,
                takesOtherWords: isCell(tag) && question.options.contains(where: \.hasFreeText))
        case .scale:
            controls.dropDown(
                tag, label: label, items: question.choiceCodes.map { ($0, $0) }, placeholder: placeholder)
        case .longtext:
            controls.text(tag, label: label, placeholder: placeholder, isMultiline: true)
        default:
            controls.text(tag, label: label, placeholder: placeholder)
        }
    }

    private func isCell(_ tag: ControlTag) -> Bool {
        if case .cell = tag { true } else { false }
    }

    private mutating func otherText(of question: Question, label: String) -> [Markup] {
        controls.text(.otherText(question: question.id), label: label, placeholder: .otherText)
    }

    // MARK: Questions by themselves

    /// A question that takes the whole width.
    mutating func block(of question: Question) -> [Markup] {
        switch question.type {
        case .single:
            [label(question), hint(phrases.oneChoice)] + options(of: question, style: .option)
        case .multi:
            [label(question), hint(phrases.severalChoices)] + options(of: question, style: .option)
        case .scale: [label(question), scale(of: question), spacer]
        case .ranking: [label(question), ranking(of: question), spacer]
        case .table: [label(question), table(of: question), spacer]
        case .grid: [label(question), grid(of: question), spacer]
        case .longtext: [label(question), writingSpace(of: question), spacer]
        case .text, .email, .phone, .council, .number, .amount, .date: answerSheet([question])
        }
    }

    /// One line per option, the box before its text; all on one page.
    private mutating func options(of question: Question, style: Stylesheet.Style) -> [Markup] {
        var lines: [Markup] = []
        for (index, option) in question.options.enumerated() {
            let text = option.label.text(language)
            let box = controls.checkBox(.choice(question: question.id, code: option.code), label: text)
            var content = box + [typesetter.run(of: [.w("tab")])] + typesetter.runs(text)
            if option.hasFreeText {
                content += typesetter.runs(phrases.colon)
                content += otherText(of: question, label: text)
            }
            lines.append(typesetter.paragraph(style, content, keepsWithNext: index < question.options.count - 1))
        }
        return lines
    }

    /// One row: what the least number means, the numbers, what the greatest means.
    private mutating func scale(of question: Question) -> Markup {
        guard let scale = question.scale else { return spacer }
        if question.choiceCodes.count > Self.mostScaleCells { return scaleLine(of: question, scale) }
        var cells: [Typesetter.Cell] = [end(scale.minimumLabel)]
        for code in question.choiceCodes {
            let box = controls.checkBox(.choice(question: question.id, code: code), label: code)
            cells.append(centered(box + typesetter.runs(" \(code)")))
        }
        cells.append(end(scale.maximumLabel))
        let endWidth = max(1400, (Self.width - 1000 * question.choiceCodes.count) / 2)
        let boxWidth = (Self.width - 2 * endWidth) / question.choiceCodes.count
        let widths = [endWidth] + question.choiceCodes.map { _ in boxWidth } + [endWidth]
        return typesetter.table(widths: widths, borders: .grid, rows: [.init(cells: cells, minimumHeight: 420)])
    }

    /// The most numbers that have room side by side.
    private static let mostScaleCells = 11

    /// A long scale as a line of text that may break between its numbers.
    private mutating func scaleLine(of question: Question, _ scale: Scale) -> Markup {
        var content = typesetter.runs((scale.minimumLabel?.text(language)).map { "\($0)   " } ?? "")
        for code in question.choiceCodes {
            content += controls.checkBox(.choice(question: question.id, code: code), label: code)
            content += typesetter.runs("\u{00A0}\(code)   ")
        }
        content += typesetter.runs(scale.maximumLabel?.text(language) ?? "")
        return typesetter.paragraph(.cell, content)
    }

    private func end(_ text: LocalizedText?) -> Typesetter.Cell {
        let content = typesetter.runs(text?.text(language) ?? "")
        return .init(content: [typesetter.paragraph(.columnHead, content)], fill: Self.headFill, isCentered: true)
    }

    private func centered(_ content: [Markup], keepsWithNext: Bool = false) -> Typesetter.Cell {
        .init(
            content: [typesetter.paragraph(.centeredCell, content, keepsWithNext: keepsWithNext)], isCentered: true)
    }

    /// One row per option with a list of ranks before it.
    private mutating func ranking(of question: Question) -> Markup {
        var rows = [head([phrases.rank, phrases.rankedItem])]
        let ranks = question.options.indices.map { (code: String($0 + 1), label: String($0 + 1)) }
        for (index, option) in question.options.enumerated() {
            let text = option.label.text(language)
            let isLast = index == question.options.count - 1
            let control = controls.dropDown(
                .choice(question: question.id, code: option.code), label: text, items: ranks,
                placeholder: question.placeholder(inCell: true))
            rows.append(
                .init(cells: [
                    centered(control, keepsWithNext: !isLast),
                    .init(
                        content: [typesetter.paragraph(.cell, typesetter.runs(text), keepsWithNext: !isLast)],
                        isCentered: true),
                ]))
        }
        return typesetter.table(widths: [1500, Self.width - 1500], borders: .grid, rows: rows)
    }

    /// A box to write in.
    private mutating func writingSpace(of question: Question) -> Markup {
        let control = controls.text(
            .answer(question: question.id), label: labelText(question), placeholder: .answer,
            isMultiline: true)
        return typesetter.table(
            widths: [Self.width], borders: .box,
            rows: [
                .init(
                    cells: [.init(content: [typesetter.paragraph(.answer, control)])],
                    minimumHeight: question.isClassified ? 2200 : 1300)
            ])
    }

    // MARK: Tables

    private func head(_ texts: [String]) -> Typesetter.Row {
        .init(
            cells: texts.map { text in
                .init(
                    content: [typesetter.paragraph(.columnHead, typesetter.runs(text))], fill: Self.headFill,
                    isCentered: true)
            }, isHeader: true)
    }

    private func rowHead(_ row: FormRow, keepsWithNext: Bool) -> Typesetter.Cell {
        .init(
            content: [
                typesetter.paragraph(.cell, typesetter.runs(row.label.text(language)), keepsWithNext: keepsWithNext)
            ], fill: Self.headFill, isCentered: true)
    }

    private mutating func grid(of question: Question) -> Markup {
        let heads =
            question.scale.map { scale in scaleHeads(scale, codes: question.choiceCodes) }
            ?? question.options.map { $0.label.text(language) }
        var rows = [head([""] + heads)]
        for (index, row) in question.rows.enumerated() {
            let keeps = index < question.rows.count - 1
            var cells = [rowHead(row, keepsWithNext: keeps)]
            for (code, text) in zip(question.choiceCodes, heads) {
                let box = controls.checkBox(
                    .cell(question: question.id, row: row.id, column: code),
                    label: "\(row.label.text(language)), \(text)")
                cells.append(centered(box, keepsWithNext: keeps))
            }
            rows.append(.init(cells: cells))
        }
        let labelWidth = max(Self.width * 3 / 10, Self.width - 1250 * question.choiceCodes.count)
        let boxWidth = (Self.width - labelWidth) / max(question.choiceCodes.count, 1)
        let widths = [labelWidth] + question.choiceCodes.map { _ in boxWidth }
        return typesetter.table(widths: widths, borders: .grid, rows: rows)
    }

    /// The numbers of a scale; the ends with what they mean beneath.
    private func scaleHeads(_ scale: Scale, codes: [String]) -> [String] {
        var heads = codes
        if let text = scale.minimumLabel?.text(language) { heads[0] += "\n\(text)" }
        if let text = scale.maximumLabel?.text(language) { heads[heads.count - 1] += "\n\(text)" }
        return heads
    }

    private mutating func table(of question: Question) -> Markup {
        let titles = question.columns.map { $0.label.text(language) }
        var rows = [head((question.rows.isEmpty ? [] : [""]) + titles)]
        for (index, word) in question.tableRowIDs.enumerated() {
            let keeps = index < question.tableRowIDs.count - 1
            var cells = question.rows.isEmpty ? [] : [rowHead(question.rows[index], keepsWithNext: keeps)]
            for column in question.columns {
                cells.append(cell(of: column, question: question.id, row: word, keepsWithNext: keeps))
            }
            rows.append(.init(cells: cells, minimumHeight: 560))
        }
        let widths = ColumnWidths(language: language, datePlaceholder: Placeholder.date.text(language)).widths(
            of: question, total: Self.width)
        return typesetter.table(widths: widths, borders: .grid, rows: rows)
    }

    private mutating func cell(
        of column: Question, question: String, row: String, keepsWithNext: Bool
    ) -> Typesetter.Cell {
        let label = "\(column.label.text(language)) \(row)"
        guard column.type != .multi else {
            var lines: [Markup] = []
            for option in column.options {
                let text = option.label.text(language)
                let box = controls.checkBox(
                    .cellChoice(question: question, row: row, column: column.id, code: option.code), label: text)
                lines.append(
                    typesetter.paragraph(
                        .cellOption, box + [typesetter.run(of: [.w("tab")])] + typesetter.runs(text),
                        keepsWithNext: keepsWithNext))
            }
            return .init(content: lines)
        }
        let control = field(
            column, tag: .cell(question: question, row: row, column: column.id), label: label,
            placeholder: column.placeholder(inCell: true))
        return .init(content: [typesetter.paragraph(.cell, control, keepsWithNext: keepsWithNext)])
    }
}
