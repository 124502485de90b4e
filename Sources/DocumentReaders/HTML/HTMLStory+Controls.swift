import Documents

/// A text area or list whose end has not come yet.
struct HTMLControl {
    var index: Int
    /// The text area's text, or that of the option being read.
    var text = ""
    var isOption = false
    var isSelected = false
    var optionLabel: String?
    var optionValue: String?
    var chosen: [String] = []
}

extension HTMLStory {
    func startControl(_ name: String, _ attributes: [String: String]) throws(DocumentError) {
        guard !state.isSkipped else { return }
        // A list whose end tag is missing ends where none could be inside it.
        if control != nil, Self.endingLists.contains(name) { try endControl("select") }
        switch name {
        case "input": try input(attributes)
        case "textarea":
            control = HTMLControl(index: try add(field(.multiline, attributes), attributes))
        case "select":
            control = HTMLControl(
                index: try add(
                    field(attributes["multiple"] == nil ? .choice : .multichoice, attributes), attributes))
        case "option":
            endOption()
            control?.isOption = true
            // A prompt is selected and disabled: nobody chose it.
            control?.isSelected = attributes["selected"] != nil && attributes["disabled"] == nil
            control?.optionLabel = attributes["label"]
            control?.optionValue = attributes["value"]
        case "label": labels.start(for: attributes["for"])
        case "fieldset": if attributes["disabled"] != nil { state.isDisabled = true }
        default: break
        }
    }

    private static let endingLists: Set<String> = ["input", "textarea", "select", "table", "tr", "td", "th", "form"]

    /// Reads an element that the page let people write in.
    func startEditable(_ name: String, _ attributes: [String: String]) throws(DocumentError) {
        guard !state.isSkipped, state.field == nil, name != "body", name != "html" else { return }
        separate()
        state.field = try add(field(.multiline, attributes), attributes)
        editable = ""
    }

    /// Gives an editable element the words in it; an empty one leaves an empty run, so that its place is known.
    func endEditable(_ index: Int) {
        let text = editable[...].trimmed
        document.fields[index].value = text.isEmpty ? nil : String(text)
        document.fields[index].isPlaceholder = text.isEmpty
        if text.isEmpty { runs.append(Run("", marks: state.marks, field: index)) } else { needsSpace = !runs.isEmpty }
    }

    func endControl(_ name: String) throws(DocumentError) {
        if name == "label" { labels.end() }
        guard let control else { return }
        switch name {
        case "option": endOption()
        case "textarea":
            self.control = nil
            // A line end right after the tag is none of the text (HTML, 13.1.2.5).
            let text = Self.withoutReturns(control.text)
            try fill(control.index, with: text.hasPrefix("\n") ? String(text.dropFirst()) : text)
        case "select":
            endOption()
            let chosen = self.control?.chosen ?? []
            self.control = nil
            try fill(control.index, with: chosen.joined(separator: "\n"))
        default: break
        }
    }

    /// The text with each line end as one line feed.
    private static func withoutReturns(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
        return Lines(text.unicodeScalars).map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n")
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
            if let name = attributes["name"], let value = attributes["value"], document.properties[name] == nil {
                try addProperty(name, value)
            }
        case "submit", "reset", "button", "image", "file", "password", "color": break
        case "checkbox", "radio":
            var field = field(type == "radio" ? .radio : .checkbox, attributes)
            let isChecked = attributes["checked"] != nil
            field.isChecked = isChecked
            if let value = attributes["value"] {
                field.options = [Field.Option(value: value, label: value)]
                field.value = isChecked ? value : nil
            }
            try append(BoxGlyph.text(checked: isChecked), field: try add(field, attributes))
        default:
            try fill(
                try add(field(type == "date" ? .date : .text, attributes), attributes), with: attributes["value"] ?? "")
        }
    }

    private func field(_ kind: Field.Kind, _ attributes: [String: String]) -> Field {
        Field(
            kind: kind, source: .htmlInput, name: attributes["name"] ?? attributes["id"],
            title: attributes["title"] ?? attributes["aria-label"],
            isReadOnly: attributes["readonly"] != nil || attributes["disabled"] != nil || state.isDisabled,
            parent: state.field)
    }

    private func add(_ field: Field, _ attributes: [String: String]) throws(DocumentError) -> Int {
        try budget.spendField()
        labels.add(document.fields.count, id: attributes["id"])
        document.fields.append(field)
        return document.fields.count - 1
    }

    /// Gives a field its text, there and in the flow, a space on either side of it; an empty one leaves an empty run, so
    /// that its place is known.
    private func fill(_ index: Int, with text: String) throws(DocumentError) {
        let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        document.fields[index].value = isBlank ? nil : text
        document.fields[index].isPlaceholder = isBlank
        if !isBlank { separate() }
        try append(isBlank ? "" : text, field: index)
        if !isBlank { needsSpace = true }
    }

    private func endOption() {
        guard let open = control, open.isOption else { return }
        let label = open.optionLabel ?? open.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        document.fields[open.index].options.append(Field.Option(value: open.optionValue ?? label, label: label))
        // An empty value is the list's own way to say that nothing was chosen.
        if open.isSelected, open.optionValue != "" { control?.chosen.append(label) }
        control?.text = ""
        control?.isOption = false
    }
}
