import Documents

/// The `label` elements of a page: each gives its words to the control inside it, or to the one that it names by id.
struct HTMLLabels {
    private struct Label {
        var control: String?
        var text = ""
        /// The fields inside it.
        var fields: [Int] = []
    }

    private var open: [Label] = []
    private var closed: [Label] = []
    private var fields: [String: Int] = [:]

    mutating func start(for control: String?) { open.append(Label(control: control)) }

    mutating func end() {
        if let label = open.popLast() { closed.append(label) }
    }

    /// Notes a field that has begun.
    mutating func add(_ field: Int, id: String?) {
        if let id, fields[id] == nil { fields[id] = field }
        if !open.isEmpty { open[open.count - 1].fields.append(field) }
    }

    /// Adds words to the label around the place.
    mutating func add(_ text: String) {
        if !open.isEmpty { open[open.count - 1].text += text }
    }

    /// Gives each field that has no title of its own its label's words: as its title, and as the label of its option
    /// where it is one of several boxes.
    mutating func settle(_ fields: inout [Field]) {
        while !open.isEmpty { end() }
        for label in closed {
            let text = label.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard let field = label.control.flatMap({ self.fields[$0] }) ?? label.fields.first, !text.isEmpty else {
                continue
            }
            if fields[field].title == nil { fields[field].title = text }
            if fields[field].isChecked != nil, fields[field].options.count == 1 {
                fields[field].options[0].label = text
            }
        }
    }
}
