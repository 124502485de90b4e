import Documents

/// A content control that has ended, as far as the next one may be its double.
struct ClosedControl {
    var alias: String
    var text: String
    /// How many runs the paragraph had then: another one since, and the next control stands apart.
    var runs: Int
}

extension WordStory {
    enum ControlLevel { case block, run }

    /// Reads the `w:sdt` that the cursor stands on; its content is visited as the place around it would be.
    func control(
        _ level: ControlLevel, _ visit: (WordName?) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        var properties = ControlProperties()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .controlProperties:
                properties = try ControlProperties.read(self.cursor, budget: self.context.budget)
            case .controlContent:
                let saved = (runs: self.runs.count, last: self.runs.last, fields: self.context.fields.count)
                let field = try self.openControl(properties)
                try self.cursor.children(visit)
                try self.closeControl(field, properties, level)
                guard level == .run else { return }
                if self.isDouble(field, properties, after: saved.runs) {
                    self.runs.removeSubrange(saved.runs...)
                    if let last = saved.last { self.runs[saved.runs - 1] = last }
                    self.context.fields.removeSubrange(saved.fields...)
                } else {
                    self.previousControl = self.closed(field, properties)
                }
            default: break
            }
        }
    }

    private func openControl(_ properties: ControlProperties) throws(DocumentError) -> OpenField {
        let index = try properties.field.map { (field) throws(DocumentError) in try self.add(field) }
        let field = OpenField(controlWith: index, properties)
        open.append(field)
        return field
    }

    /// Adds a field inside those that are open.
    func add(_ field: Field) throws(DocumentError) -> Int {
        try context.budget.spendField()
        var field = field
        field.parent = open.last { $0.index != nil }?.index
        context.fields.append(field)
        bookmark?.field = context.fields.count - 1
        return context.fields.count - 1
    }

    private func closeControl(
        _ field: OpenField, _ properties: ControlProperties, _ level: ControlLevel
    ) throws(DocumentError) {
        if let index = field.index, let checkbox = field.checkbox {
            if !field.hasRun, level == .run { try emit(BoxGlyph.text(checked: checkbox.isChecked), []) }
            settle(checkbox, shown: BoxGlyph.state(of: field.text), field: index)
        }
        inherit(field, properties)
        try close(field, isEmptyRun: level == .run)
    }

    /// Makes one control of two: LibreOffice 7.4 saves a control that is alone in its paragraph as one with the title
    /// around a second with the kind and the state. The inner one gets the title, the outer one only groups.
    private func inherit(_ field: OpenField, _ properties: ControlProperties) {
        guard let outer = field.index, let title = properties.alias, properties.tag == nil,
            properties.kind == .richText, !field.hasOwnText, context.fields.count == outer + 2
        else { return }
        let inner = context.fields[outer + 1]
        guard inner.source == .contentControl, inner.name == nil, inner.title == nil else { return }
        context.fields[outer + 1].title = title
        context.fields[outer].kind = .group
    }

    /// What is on the page counts: a sign that contradicts the control's state was put there by hand.
    private func settle(_ checkbox: ControlProperties.Checkbox, shown: Bool?, field index: Int) {
        guard let shown, shown != checkbox.isChecked else { return }
        context.fields[index].isChecked = shown
        context.add(
            Finding(
                .warning, code: "checkbox_conflict", location: context.fields[index].name ?? part,
                message: "the page shows \(BoxGlyph.text(checked: shown)), the control's state is the other"))
    }

    /// Takes a field off the open ones, and gives it its value and its text to the field around it.
    func close(_ field: OpenField, isEmptyRun: Bool) throws(DocumentError) {
        guard let position = open.lastIndex(where: { $0 === field }) else { return }
        open.remove(at: position)
        guard let index = field.index else { return }
        let kind = context.fields[index].kind
        if kind != .checkbox, kind != .group, !context.fields[index].isPlaceholder, context.fields[index].value == nil,
            !field.text.isEmpty
        {
            try context.budget.spendText(field.text.utf8.count)
            context.fields[index].value = field.text
        }
        if let outer = open[..<position].last(where: { $0.index != nil }) {
            outer.text += field.text
            outer.hasRun = outer.hasRun || field.hasRun
        }
        // An empty field leaves an empty run, so that its place among the words is known.
        if isEmptyRun, !field.hasRun { runs.append(Run("", marks: changes, field: index)) }
    }

    /// LibreOffice 7.4 saves an inline text control several times over, without its tag, and its text once or twice in
    /// each: the first is kept.
    private func isDouble(_ field: OpenField, _ properties: ControlProperties, after runs: Int) -> Bool {
        guard field.index != nil, properties.tag == nil, properties.checkbox == nil, let previousControl,
            previousControl.alias == properties.alias, previousControl.runs == runs
        else { return false }
        let (once, text) = (previousControl.text.utf8, field.text.utf8)
        guard !text.isEmpty, text.count.isMultiple(of: once.count) else { return false }
        return field.text == String(repeating: previousControl.text, count: text.count / once.count)
    }

    private func closed(_ field: OpenField, _ properties: ControlProperties) -> ClosedControl? {
        guard properties.tag == nil, let alias = properties.alias, !field.text.isEmpty else { return nil }
        return ClosedControl(alias: alias, text: field.text, runs: runs.count)
    }
}
