import Documents

/// A text area or list whose end has not come yet.
struct HTMLControl {
    var index: Int
    /// The text area's text, or that of the option being read.
    var text = ""
    var isOption = false
    var isSelected = false
    var optionValue: String?
    var chosen: [String] = []
}

extension HTMLStory {
    func startControl(_ name: String, _ attributes: [String: String]) throws(DocumentError) {
        guard !state.isSkipped else { return }
        switch name {
        case "input": try input(attributes)
        case "textarea":
            control = HTMLControl(index: try add(field(.multiline, attributes)))
        case "select":
            control = HTMLControl(
                index: try add(field(attributes["multiple"] == nil ? .choice : .multichoice, attributes)))
        case "option":
            endOption()
            control?.isOption = true
            control?.isSelected = attributes["selected"] != nil
            control?.optionValue = attributes["value"]
        default: break
        }
    }

    func endControl(_ name: String) throws(DocumentError) {
        guard let control else { return }
        switch name {
        case "option": endOption()
        case "textarea":
            self.control = nil
            try fill(control.index, with: control.text)
        case "select":
            endOption()
            let chosen = self.control?.chosen ?? []
            self.control = nil
            try fill(control.index, with: chosen.joined(separator: "\n"))
        default: break
        }
    }

    func addToControl(_ text: String) throws(DocumentError) {
        try budget.spendText(text.utf8.count)
        control?.text += text
    }

    /// Check boxes and radio buttons show ☐ or ☒; a hidden input is a property of the document.
    private func input(_ attributes: [String: String]) throws(DocumentError) {
        let type = attributes["type"]?.lowercased() ?? "text"
        switch type {
        case "hidden":
            if let name = attributes["name"], let value = attributes["value"] { try addProperty(name, value) }
        case "submit", "reset", "button", "image", "file", "password": break
        case "checkbox", "radio":
            var field = field(type == "radio" ? .radio : .checkbox, attributes)
            let isChecked = attributes["checked"] != nil
            field.isChecked = isChecked
            if let value = attributes["value"] {
                field.options = [Field.Option(value: value, label: value)]
                field.value = isChecked ? value : nil
            }
            try append(BoxGlyph.text(checked: isChecked), field: try add(field))
        default:
            try fill(try add(field(type == "date" ? .date : .text, attributes)), with: attributes["value"] ?? "")
        }
    }

    private func field(_ kind: Field.Kind, _ attributes: [String: String]) -> Field {
        Field(
            kind: kind, source: .htmlInput, name: attributes["name"] ?? attributes["id"],
            title: attributes["title"] ?? attributes["aria-label"],
            isReadOnly: attributes["readonly"] != nil || attributes["disabled"] != nil)
    }

    private func add(_ field: Field) throws(DocumentError) -> Int {
        try budget.spendField()
        document.fields.append(field)
        return document.fields.count - 1
    }

    /// Gives a field its text, there and in the flow; an empty one leaves an empty run, so that its place is known.
    private func fill(_ index: Int, with text: String) throws(DocumentError) {
        let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        document.fields[index].value = isBlank ? nil : text
        document.fields[index].isPlaceholder = isBlank
        try append(isBlank ? "" : text, field: index)
    }

    private func endOption() {
        guard let open = control, open.isOption else { return }
        let label = open.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        document.fields[open.index].options.append(Field.Option(value: open.optionValue ?? label, label: label))
        // An empty value is the list's own way to say that nothing was chosen.
        if open.isSelected, open.optionValue != "" { control?.chosen.append(label) }
        control?.text = ""
        control?.isOption = false
    }
}
