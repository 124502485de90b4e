import Documents

/// Turns the events of a page into blocks.
final class HTMLStory: HTMLHandler {
    /// What an element changes for all that is inside it; put back at its end.
    struct State {
        var marks: Marks = []
        var isRightToLeft: Bool?
        var kind: Paragraph.Kind = .normal
        var isPreformatted = false
        var isSkipped = false
        var isDisabled = false
        /// The editable element around the place.
        var field: Int?
    }

    struct Element {
        var name: String
        var outer: State
        /// How many frames end with it: tables, cells, quotations.
        var frames = 0
        /// How much had been read when it began: nothing since, and it is empty so far.
        var start: (frames: Int, blocks: Int, runs: Int)
    }

    /// A place that collects blocks.
    struct Frame {
        enum Kind {
            case page, quotation, table(HTMLTableLayout), cell(columnSpan: Int, rowSpan: Int)
            /// Gmail's frame around quotations and what was written between them.
            case thread
        }

        var kind: Kind
        var blocks: [Block] = []
    }

    let budget: ReadingBudget
    var document = Document(format: .html)
    var state = State()
    /// The text area or list being read.
    var control: HTMLControl?
    /// The words so far of the editable element being read.
    var editable = ""
    /// The labels around the place, and those whose controls are known by id alone.
    var labels = HTMLLabels()
    var elements: [Element] = []
    var frames = [Frame(kind: .page)]
    private var lists: [(isOrdered: Bool, next: Int)] = []
    var runs: [Run] = []
    var needsSpace = false
    private var images = 0

    /// Tables and quotations inside one another; deeper ones lose their frame, never their text.
    private static let frameLimit = 40

    init(budget: ReadingBudget) { self.budget = budget }

    func start(_ name: String, _ attributes: [String: String]) throws(DocumentError) {
        try budget.spendNode()
        let outer = state
        if Self.skipped.contains(name) { state.isSkipped = true }
        state.marks = HTMLStyle.marks(name, attributes, upon: state.marks)
        if HTMLStyle.isPreformatted(name, attributes) { state.isPreformatted = true }
        if Self.blocks.contains(name) { flush() }
        if let direction = HTMLStyle.isRightToLeft(attributes) { state.isRightToLeft = direction }
        var element = Element(name: name, outer: outer, start: position)
        if frames.count <= Self.frameLimit, try openFrame(name, attributes) { element.frames = 1 }
        if let level = Self.headings.firstIndex(of: name) { state.kind = .heading(level: level + 1) }
        switch name {
        case "br": breakLine()
        case "ul", "ol": lists.append((name == "ol", attributes["start"].flatMap { Int($0) } ?? 1))
        case "li": state.kind = listItem(attributes)
        case "img": images += 1
        case "html": document.properties["language"] = attributes["lang"]
        case "meta":
            if let name = attributes["name"], let content = attributes["content"] {
                try addProperty(name, content)
            }
        default: try startControl(name, attributes)
        }
        if attributes["contenteditable"].map({ $0 != "false" }) == true { try startEditable(name, attributes) }
        elements.append(element)
    }

    func end(_ name: String) throws(DocumentError) {
        guard let index = elements.lastIndex(where: { $0.name == name }) else { return }
        while elements.count > index, let element = elements.popLast() {
            let ended = state.field != element.outer.field ? state.field : nil
            if let ended { endEditable(ended) }
            if Self.blocks.contains(element.name) { flush() }
            try endControl(element.name)
            if element.name == "ul" || element.name == "ol" { _ = lists.popLast() }
            for _ in 0..<element.frames { closeFrame() }
            state = element.outer
        }
    }

    func text(_ text: String) throws(DocumentError) {
        if elements.last?.name == "title" { try addProperty("title", text) }
        guard !state.isSkipped else { return }
        if control != nil { return try addToControl(text) }
        labels.add(text)
        let shown = BoxGlyph.normalised(text)
        guard !state.isPreformatted else {
            for (number, line) in shown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if number > 0 { breakLine() }
                try append(String(line), field: nil)
            }
            return
        }
        var words = ""
        for scalar in shown.unicodeScalars {
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" || scalar == "\u{0C}" {
                if !words.isEmpty {
                    try append(words, field: nil)
                    words = ""
                }
                needsSpace = !runs.isEmpty
            } else {
                if needsSpace {
                    words.unicodeScalars.append(" ")
                    needsSpace = false
                }
                words.unicodeScalars.append(scalar)
            }
        }
        if !words.isEmpty { try append(words, field: nil) }
    }

    /// The document, once the page has ended.
    func finished() throws(DocumentError) -> Document {
        while let element = elements.last { try end(element.name) }
        flush()
        while frames.count > 1 { closeFrame() }
        document.blocks = frames[0].blocks
        labels.settle(&document.fields)
        if images > 0 {
            document.findings.append(
                Finding(.note, code: "images", message: "\(images) pictures, not fetched and not read"))
        }
        return document
    }
}

extension HTMLStory {
    private static let skipped: Set<String> = [
        "head", "script", "style", "template", "object", "iframe", "svg", "math", "noembed", "noframes", "applet",
        "datalist", "xml",
    ]
    private static let headings = ["h1", "h2", "h3", "h4", "h5", "h6"]
    private static let blocks: Set<String> = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "caption", "tr",
        "td",
        "th", "thead", "tbody", "tfoot", "blockquote", "pre", "hr", "form", "fieldset", "legend", "section", "article",
        "header", "footer", "main", "nav", "aside", "address", "center", "body", "figure", "figcaption", "details",
        "summary", "xmp",
    ]

    func addProperty(_ name: String, _ value: String) throws(DocumentError) {
        guard document.properties.count < 200 else { return }
        try budget.spendText(value.utf8.count)
        document.properties[name, default: ""] += value
    }

    /// Adds text with the marks of the place, as it stands.
    func append(_ text: String, field: Int?, marks: Marks = []) throws(DocumentError) {
        guard !text.isEmpty || field != nil else { return }
        try budget.spendText(text.utf8.count)
        var text = text
        if needsSpace, !runs.isEmpty { text = " " + text }
        needsSpace = false
        let marks = state.marks.union(marks)
        let field = field ?? state.field
        if field == state.field { editable += text }
        if let last = runs.indices.last, runs[last].marks == marks, runs[last].field == field, field == state.field {
            runs[last].text += text
        } else {
            runs.append(Run(text, marks: marks, field: field))
        }
    }

    /// Sets a field's words off from those before them, which are none of it.
    func separate() {
        needsSpace = false
        let before = runs.last { !$0.text.isEmpty }?.text.unicodeScalars.last
        guard let before, !before.properties.isWhitespace else { return }
        if let last = runs.indices.last, runs[last].field == state.field {
            runs[last].text += " "
        } else {
            runs.append(Run(" ", marks: state.marks, field: state.field))
        }
    }

    /// Ends a line, also an empty one.
    private func breakLine() {
        if state.field != nil { editable += "\n" }
        if runs.isEmpty {
            add(.paragraph(Paragraph(isRightToLeft: state.isRightToLeft)))
        } else {
            flush()
        }
    }

    /// Ends the paragraph being read, if there is anything in it.
    func flush() {
        needsSpace = false
        guard !runs.isEmpty else { return }
        if state.field != nil { editable += "\n" }
        add(.paragraph(Paragraph(kind: state.kind, isRightToLeft: state.isRightToLeft, runs: runs)))
        runs = []
        if case .listItem = state.kind { state.kind = .normal }
    }

    private func listItem(_ attributes: [String: String]) -> Paragraph.Kind {
        guard let index = lists.indices.last else { return .listItem(level: 0, marker: "•") }
        guard lists[index].isOrdered else { return .listItem(level: index, marker: "•") }
        let number = attributes["value"].flatMap { Int($0) } ?? lists[index].next
        lists[index].next = number &+ 1
        return .listItem(level: index, marker: "\(number).")
    }

    func add(_ block: Block) { frames[frames.count - 1].blocks.append(block) }
}
