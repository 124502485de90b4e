import Documents

extension WordStory {
    /// Reads the `w:r` that the cursor stands on (ECMA-376 part 1, 17.3.2.25).
    func run() throws(DocumentError) {
        var format = RunFormat()
        var marks = context.styles.marks(format, in: style)
        try cursor.children { (name) throws(DocumentError) in
            if name == .runProperties {
                format = try RunFormat.read(self.cursor)
                marks = self.context.styles.marks(format, in: self.style)
            } else {
                try self.content(name, marks, format.font)
            }
        }
    }

    private func content(_ name: WordName?, _ marks: Marks, _ font: SymbolFont?) throws(DocumentError) {
        switch name {
        case .runText:
            let text = try cursor.text()
            try emit(font?.decoded(text) ?? text, marks)
        case .deletedText: try emit(try cursor.text(), marks.union(.deleted))
        case .tab, .positionTab: try emit("\t", marks)
        case .carriageReturn: try emit("\n", marks)
        case .noBreakHyphen: try emit("-", marks)
        case .lineBreak:
            if cursor.attribute(.type) == "page" { endsPage = true } else { try emit("\n", marks) }
        case .symbol: try emit(symbol(), marks)
        case .fieldCharacter: try fieldCharacter(marks)
        case .fieldInstruction: instruct(try cursor.text())
        case .drawing, .vectorPicture: try embedded()
        case .object:
            context.add(Finding(.note, code: "embedded_object", location: part, message: "an object that was not read"))
            try embedded()
        case .ruby:
            try cursor.children { (name) throws(DocumentError) in
                if name != .rubyText { try self.inline(name) }
            }
        case .alternateContent:
            try alternate { (name) throws(DocumentError) in try self.content(name, marks, font) }
        default: break
        }
    }

    /// `w:sym`: a sign by its code in a font.
    private func symbol() -> String {
        guard let code = cursor.attribute(.character).flatMap({ UInt32($0, radix: 16) }) else { return "" }
        let sign = SymbolFont(name: cursor.attribute(.font))?.scalar(code) ?? Unicode.Scalar(code)
        return sign.map { String($0) } ?? ""
    }

    /// Finds text boxes and pictures inside a drawing, DrawingML or VML.
    private func embedded() throws(DocumentError) {
        try cursor.children { (name) throws(DocumentError) in
            switch name {
            case .textBoxContent:
                let blocks = try self.blocks()
                if blocks.contains(where: \.hasContent) { self.aside.append(.container(.textBox, blocks)) }
            case .blip, .imageData: self.context.images += 1
            case .alternateContent:
                try self.alternate { (name) throws(DocumentError) in
                    if name == .textBoxContent {
                        self.aside.append(.container(.textBox, try self.blocks()))
                    } else {
                        try self.embedded()
                    }
                }
            default: try self.embedded()
            }
        }
    }

    /// Adds text to the paragraph being read, box glyphs made uniform, and to the field around it.
    func emit(_ text: String, _ marks: Marks) throws(DocumentError) {
        guard !text.isEmpty, !isSuppressed else { return }
        try context.budget.spendText(text.utf8.count)
        settleBookmark()
        let field = open.last { $0.index != nil }
        var marks = marks.union(changes)
        if open.contains(where: \.isPlaceholder) { marks.insert(.placeholder) }
        let shown = field?.checkbox?.uniform(text) ?? BoxGlyph.normalised(text)
        if let field {
            field.hasRun = true
            field.hasOwnText = true
            if marks.isDisjoint(with: [.deleted, .hidden]) { field.text += shown }
        }
        if let last = runs.indices.last, runs[last].marks == marks, runs[last].field == field?.index {
            runs[last].text += shown
        } else {
            runs.append(Run(shown, marks: marks, field: field?.index))
        }
    }

    /// Whether text here is the program's, not the page's: a result inside an instruction, or beside a check box.
    private var isSuppressed: Bool {
        if let field = open.last(where: \.isComplex), field.phase == .result, field.formData?.kind == .checkbox {
            return true
        }
        guard let instruction = open.firstIndex(where: { $0.phase == .instruction }) else { return false }
        return open[(instruction + 1)...].contains(where: \.isComplex)
    }
}

extension ControlProperties.Checkbox {
    /// The text of a check box control, the sign of either state as ☐ or ☒.
    func uniform(_ text: String) -> String {
        let scalars = text.unicodeScalars
        if scalars.count == 1, scalars.first == checkedSign { return BoxGlyph.text(checked: true) }
        if scalars.count == 1, scalars.first == uncheckedSign { return BoxGlyph.text(checked: false) }
        return BoxGlyph.normalised(text)
    }
}
