import Documents

/// `w:sdtPr`: what a content control is (ECMA-376 part 1, 17.5.2).
struct ControlProperties {
    /// `w14:checkbox` ([MS-DOCX] 2.6.1.20).
    struct Checkbox {
        var isChecked = false
        var checkedSign: Unicode.Scalar = "☒"
        var uncheckedSign: Unicode.Scalar = "☐"
    }

    var tag: String?
    var alias: String?
    var kind: Field.Kind = .richText
    var isShowingPlaceholder = false
    var isLocked = false
    var options: [Field.Option] = []
    var checkbox: Checkbox?
    /// Whether it is a container of the page's own making (table of contents, cover page) that nobody fills in.
    var isBuildingBlock = false

    /// The field that this control is; nil for a building block.
    var field: Field? {
        guard !isBuildingBlock else { return nil }
        return Field(
            kind: kind, source: .contentControl, name: tag, title: alias, isChecked: checkbox?.isChecked,
            options: options, isPlaceholder: isShowingPlaceholder, isReadOnly: isLocked)
    }

    /// Reads the `w:sdtPr` that the cursor stands on.
    static func read(_ cursor: WordCursor, budget: ReadingBudget) throws(DocumentError) -> ControlProperties {
        var properties = ControlProperties()
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .tag: properties.tag = cursor.val.flatMap { $0.isEmpty ? nil : $0 }
            case .alias: properties.alias = cursor.val.flatMap { $0.isEmpty ? nil : $0 }
            case .showingPlaceholder: properties.isShowingPlaceholder = cursor.isOn
            case .lock: properties.isLocked = cursor.val == "contentLocked" || cursor.val == "sdtContentLocked"
            case .text:
                let isMultiline = cursor.attribute(.multiLine).map { WordCursor.isOn($0) } ?? false
                properties.kind = isMultiline ? .multiline : .text
            case .date: properties.kind = .date
            case .group, .repeatingSection, .repeatingSectionItem: properties.kind = .group
            case .docPartObject, .docPartList: properties.isBuildingBlock = true
            case .dropDownList, .comboBox:
                properties.kind = .choice
                properties.options = try options(cursor, budget: budget)
            case .checkbox:
                properties.kind = .checkbox
                properties.checkbox = try checkbox(cursor)
            default: break
            }
        }
        return properties
    }

    private static func options(
        _ cursor: WordCursor, budget: ReadingBudget
    ) throws(DocumentError) -> [Field.Option] {
        var options: [Field.Option] = []
        try cursor.children { (name) throws(DocumentError) in
            guard name == .listItem else { return }
            let value = cursor.attribute(.listValue)
            guard let label = cursor.attribute(.displayText) ?? value else { return }
            try budget.spendText(label.utf8.count)
            options.append(Field.Option(value: value ?? label, label: label))
        }
        return options
    }

    private static func checkbox(_ cursor: WordCursor) throws(DocumentError) -> Checkbox {
        var checkbox = Checkbox()
        try cursor.children { (name) throws(DocumentError) in
            let value = cursor.attribute(.word2010Value)
            let scalar = value.flatMap { UInt32($0, radix: 16) }.flatMap { Unicode.Scalar($0) }
            switch name {
            case .checkboxState: checkbox.isChecked = WordCursor.isOn(value)
            case .checkedState: checkbox.checkedSign = scalar ?? checkbox.checkedSign
            case .uncheckedState: checkbox.uncheckedSign = scalar ?? checkbox.uncheckedSign
            default: break
            }
        }
        return checkbox
    }
}
