import Documents

/// `w:ffData`: what a form field of Word 97 is and holds (ECMA-376 part 1, 17.16.17).
struct FormFieldData {
    enum Kind: String { case text = "FORMTEXT", checkbox = "FORMCHECKBOX", dropDown = "FORMDROPDOWN" }

    var name: String?
    var help: String?
    var kind: Kind?
    var isDate = false
    var isEnabled = true
    var isChecked: Bool?
    var isCheckedByDefault = false
    var entries: [String] = []
    /// The index of the chosen entry; nil where nobody chose.
    var result: Int?

    /// The field that this is.
    func field(_ kind: Kind) -> Field {
        var field = Field(kind: .text, source: .legacyField, name: name, title: help, isReadOnly: !isEnabled)
        switch kind {
        case .text: if isDate { field.kind = .date }
        case .checkbox:
            field.kind = .checkbox
            field.isChecked = isChecked ?? isCheckedByDefault
        case .dropDown:
            field.kind = .choice
            field.options = entries.map { Field.Option(value: $0, label: $0) }
        }
        return field
    }

    /// The chosen entry; nil where nobody chose, or the index is none of the list's.
    var chosen: String? { result.flatMap { entries.indices.contains($0) ? entries[$0] : nil } }

    /// Reads the `w:ffData` that the cursor stands on.
    static func read(_ cursor: WordCursor, budget: ReadingBudget) throws(DocumentError) -> FormFieldData {
        var data = FormFieldData()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .name: data.name = cursor.val.flatMap { $0.isEmpty ? nil : $0 }
            case .enabled: data.isEnabled = cursor.isOn
            case .helpText, .statusText:
                if data.help == nil { data.help = cursor.val.flatMap { $0.isEmpty ? nil : $0 } }
            case .textInput:
                data.kind = .text
                try cursor.children { (name) throws(DocumentError) in
                    if name == .type { data.isDate = cursor.val == "date" }
                }
            case .legacyCheckBox:
                data.kind = .checkbox
                try cursor.children { (name) throws(DocumentError) in
                    if name == .checked { data.isChecked = cursor.isOn }
                    if name == .default { data.isCheckedByDefault = cursor.isOn }
                }
            case .dropDown:
                data.kind = .dropDown
                try cursor.children { (name) throws(DocumentError) in
                    if name == .result { data.result = cursor.val.flatMap { Int($0) } }
                    if name == .listEntry, let entry = cursor.val {
                        try budget.spendText(entry.utf8.count)
                        data.entries.append(entry)
                    }
                }
            default: break
            }
        }
        return data
    }
}
