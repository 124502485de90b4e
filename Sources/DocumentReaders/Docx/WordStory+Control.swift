import Documents

/// A content control that has ended, as far as the next one may be its double.
struct ClosedControl {
    var alias: String
    var text: String
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
                if self.isDouble(field, properties) {
                    self.runs.removeSubrange(saved.runs...)
                    if let last = saved.last { self.runs[saved.runs - 1] = last }
                    self.context.fields.removeSubrange(saved.fields...)
                } else {
                    self.previousControl = Self.closed(field, properties)
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
        return context.fields.count - 1
    }

    private func closeControl(
        _ field: OpenField, _ properties: ControlProperties, _ level: ControlLevel
    ) throws(DocumentError) {
        if let index = field.index, let checkbox = field.checkbox {
            if !field.hasRun, level == .run { try emit(BoxGlyph.text(checked: checkbox.isChecked), []) }
            settle(checkbox, shown: BoxGlyph.state(of: field.text), field: index)
        }
        try close(field, isEmptyRun: level == .run)
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

    /// LibreOffice 7.4 saves an inline text control several times over, without its tag: the first is kept.
    private func isDouble(_ field: OpenField, _ properties: ControlProperties) -> Bool {
        guard field.index != nil, properties.tag == nil, let alias = properties.alias, let previousControl else {
            return false
        }
        return previousControl.alias == alias && previousControl.text == field.text && properties.checkbox == nil
    }

    private static func closed(_ field: OpenField, _ properties: ControlProperties) -> ClosedControl? {
        guard properties.tag == nil, let alias = properties.alias, !field.text.isEmpty else { return nil }
        return ClosedControl(alias: alias, text: field.text)
    }
}
