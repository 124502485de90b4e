import Documents

extension WordStory {
    /// Reads a `w:fldChar`: a complex field begins, goes from instruction to result, or ends (17.16.18).
    func fieldCharacter(_ marks: Marks) throws(DocumentError) {
        switch cursor.attribute(.fieldCharacterType) {
        case "begin":
            var data: FormFieldData?
            try cursor.children { (name) throws(DocumentError) in
                if name == .fieldData { data = try FormFieldData.read(self.cursor, budget: self.context.budget) }
            }
            open.append(OpenField(complexWith: data))
        case "separate":
            guard let field = open.last(where: \.isComplex), field.phase == .instruction else { return }
            try showResult(of: field, marks)
        case "end":
            guard let field = open.last(where: \.isComplex) else { return }
            try end(field, marks)
        default: break
        }
    }

    /// Adds to the instruction of the innermost complex field.
    func instruct(_ text: String) {
        guard let field = open.last(where: \.isComplex), field.phase == .instruction else { return }
        if field.instruction.utf8.count < 1_000 { field.instruction += text }
    }

    /// Makes the form field that an instruction names; any other field only has its result as text.
    private func showResult(of field: OpenField, _ marks: Marks) throws(DocumentError) {
        let keyword = field.instruction.split(whereSeparator: \.isWhitespace).first.map { $0.uppercased() }
        let named = keyword.flatMap { FormFieldData.Kind(rawValue: $0) }
        if let keyword, Self.fetching.contains(keyword) {
            context.add(
                Finding(.warning, code: "external_reference", location: part, message: "\(keyword) field, not fetched"))
        }
        guard let kind = named ?? (keyword == nil ? field.formData?.kind : nil) else {
            field.phase = .result
            field.formData = nil
            return
        }
        var data = field.formData ?? FormFieldData()
        data.kind = kind
        field.formData = data
        field.index = try add(data.field(kind))
        if kind == .checkbox {
            // While the field is still in its instruction the sign is let through; what follows is not.
            try emit(BoxGlyph.text(checked: data.isChecked ?? data.isCheckedByDefault), marks)
        }
        field.phase = .result
    }

    /// Fields whose result a word processor would fetch from outside (17.16.5).
    private static let fetching: Set<String> = [
        "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "RD", "DATABASE",
    ]

    private func end(_ field: OpenField, _ marks: Marks) throws(DocumentError) {
        if field.phase == .instruction { try showResult(of: field, marks) }
        if let index = field.index, let data = field.formData {
            switch data.kind {
            case .text where field.text.unicodeScalars.allSatisfy(\.properties.isWhitespace):
                // Word's own placeholder is five en spaces.
                markPlaceholder(index)
            case .dropDown: try settle(data, field, index, marks)
            default: break
            }
        }
        try close(field, isEmptyRun: true)
    }

    /// A drop-down shows its chosen entry, which may stand only in its data; without one it shows the first: no answer.
    private func settle(
        _ data: FormFieldData, _ field: OpenField, _ index: Int, _ marks: Marks
    ) throws(DocumentError) {
        let hasText = !field.text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        if let chosen = data.chosen {
            if !hasText { try emit(chosen, marks) }
            context.fields[index].value = chosen
        } else if !hasText {
            markPlaceholder(index)
            if let first = data.entries.first { try emit(first, marks.union(.placeholder)) }
        }
    }

    private func markPlaceholder(_ index: Int) {
        context.fields[index].isPlaceholder = true
        for run in runs.indices where runs[run].field == index { runs[run].marks.insert(.placeholder) }
    }

    /// Ends what the document left open, so that what was read of it counts.
    func closeStory() throws(DocumentError) {
        guard !open.isEmpty else { return }
        context.add(Finding(.note, code: "unended_field", location: part, message: "a field without its end"))
        while let field = open.last {
            if field.isComplex { try end(field, []) } else { try close(field, isEmptyRun: false) }
        }
        runs = []
    }
}
