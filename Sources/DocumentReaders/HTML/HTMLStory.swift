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
    }

    private struct Element {
        var name: String
        var outer: State
        /// Whether it opened a frame: a table, a cell, a quotation.
        var opensFrame: Bool
    }

    /// A place that collects blocks.
    private struct Frame {
        enum Kind { case page, quotation, table(HTMLTableLayout), cell(columnSpan: Int, rowSpan: Int) }

        var kind: Kind
        var blocks: [Block] = []
    }

    let budget: ReadingBudget
    var document = Document(format: .html)
    var state = State()
    /// The text area or list being read.
    var control: HTMLControl?
    private var elements: [Element] = []
    private var frames = [Frame(kind: .page)]
    private var lists: [(isOrdered: Bool, next: Int)] = []
    private var runs: [Run] = []
    private var needsSpace = false
    private var images = 0

    /// Tables and quotations inside one another; deeper ones lose their frame, never their text.
    private static let frameLimit = 40

    init(budget: ReadingBudget) { self.budget = budget }

    func start(_ name: String, _ attributes: [String: String]) throws(DocumentError) {
        try budget.spendNode()
        var element = Element(name: name, outer: state, opensFrame: false)
        if Self.skipped.contains(name) { state.isSkipped = true }
        state.marks.formUnion(HTMLStyle.marks(name, attributes))
        if HTMLStyle.isPreformatted(name, attributes) { state.isPreformatted = true }
        if Self.blocks.contains(name) { flush() }
        if let direction = HTMLStyle.isRightToLeft(attributes) { state.isRightToLeft = direction }
        if frames.count <= Self.frameLimit { element.opensFrame = try openFrame(name, attributes) }
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
        elements.append(element)
    }

    func end(_ name: String) throws(DocumentError) {
        guard let index = elements.lastIndex(where: { $0.name == name }) else { return }
        while elements.count > index, let element = elements.popLast() {
            if Self.blocks.contains(element.name) { flush() }
            try endControl(element.name)
            if element.name == "ul" || element.name == "ol" { _ = lists.popLast() }
            if element.opensFrame { closeFrame() }
            state = element.outer
        }
    }

    func text(_ text: String) throws(DocumentError) {
        if elements.last?.name == "title" { try addProperty("title", text) }
        guard !state.isSkipped else { return }
        if control != nil { return try addToControl(text) }
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
        if let last = runs.indices.last, runs[last].marks == marks, runs[last].field == field, field == nil {
            runs[last].text += text
        } else {
            runs.append(Run(text, marks: marks, field: field))
        }
    }

    /// Ends a line, also an empty one.
    private func breakLine() {
        if runs.isEmpty {
            add(.paragraph(Paragraph(isRightToLeft: state.isRightToLeft)))
        } else {
            flush()
        }
    }

    /// Ends the paragraph being read, if there is anything in it.
    private func flush() {
        needsSpace = false
        guard !runs.isEmpty else { return }
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

    private func add(_ block: Block) { frames[frames.count - 1].blocks.append(block) }

    private func openFrame(_ name: String, _ attributes: [String: String]) throws(DocumentError) -> Bool {
        switch name {
        case "table":
            let layout = HTMLTableLayout(isRightToLeft: state.isRightToLeft ?? false, name: attributes["summary"])
            frames.append(Frame(kind: .table(layout)))
            return true
        case "tr":
            guard case .table(var layout) = frames[frames.count - 1].kind else { return false }
            layout.beginRow()
            frames[frames.count - 1].kind = .table(layout)
            return false
        case "td", "th":
            guard case .table = frames[frames.count - 1].kind else { return false }
            try budget.spendCell()
            let (columns, rows) = (attributes["colspan"].flatMap { Int($0) }, attributes["rowspan"].flatMap { Int($0) })
            frames.append(Frame(kind: .cell(columnSpan: columns ?? 1, rowSpan: rows ?? 1)))
            return true
        default:
            guard HTMLStyle.isQuotation(name, attributes) else { return false }
            flush()
            frames.append(Frame(kind: .quotation))
            return true
        }
    }

    /// Hands a frame's blocks to the one around it; text between cells follows its table.
    private func closeFrame() {
        guard frames.count > 1, let frame = frames.popLast() else { return }
        switch frame.kind {
        case .page: frames[0].blocks += frame.blocks
        case .quotation: if !frame.blocks.isEmpty { add(.container(.quoted, frame.blocks)) }
        case .table(let layout):
            if !layout.table.rows.isEmpty { add(.table(layout.table)) }
            for block in frame.blocks { add(block) }
        case .cell(let columnSpan, let rowSpan):
            guard case .table(var layout) = frames[frames.count - 1].kind else {
                for block in frame.blocks { add(block) }
                return
            }
            // Released first, so that the layout is changed in place.
            frames[frames.count - 1].kind = .page
            layout.place(frame.blocks, columnSpan: columnSpan, rowSpan: rowSpan)
            frames[frames.count - 1].kind = .table(layout)
        }
    }
}
