import Documents

/// A pull cursor over one XML part: our own scanner, no network, no document types, counted nodes, bounded depth.
///
/// It stands on an element; ``children(_:)`` visits what is inside it and leaves the cursor behind its end tag.
final class XMLCursor<Name: XMLName> {
    private let part: String
    private let budget: ReadingBudget
    private var scanner: XMLScanner
    private var names = XMLNames<Name>()
    private var steps = 0
    private var isEmpty = false
    /// The name of the element the cursor stands on; nil for one that the vocabulary does not have.
    private(set) var name: Name?

    /// Opens a part and stands on its root element.
    ///
    /// - Throws: `forbidden`, `broken`, `xml_nodes`.
    init(_ bytes: [UInt8], part: String, budget: ReadingBudget) throws(DocumentError) {
        self.part = part
        self.budget = budget
        scanner = XMLScanner(XMLEncoding.utf8(bytes))
        while try advance() != .start {}
    }
}

extension XMLCursor {
    /// Visits the child elements of the current element in order; what a visit does not read is skipped.
    func children(_ visit: (Name?) throws(DocumentError) -> Void) throws(DocumentError) {
        try content(text: nil, element: visit)
    }

    /// Visits the child elements and gives the text between them.
    func content(
        text: ((String) throws(DocumentError) -> Void)?, element visit: (Name?) throws(DocumentError) -> Void
    ) throws(DocumentError) {
        if isEmpty { return }
        while true {
            switch try advance() {
            case .start:
                let before = steps
                let wasEmpty = isEmpty
                try visit(name)
                if steps == before, !wasEmpty { try skip() }
                isEmpty = false
            case .text:
                if let text {
                    try text(try checked { scanner throws(XMLSyntaxError) in try scanner.string(scanner.text) })
                }
            case .end: return
            case .other: break
            }
        }
    }

    /// All text inside the current element.
    func text() throws(DocumentError) -> String {
        var result = ""
        try content { (piece) throws(DocumentError) in
            if result.isEmpty { result = piece } else { result += piece }
        } element: { (_) throws(DocumentError) in
            result += try self.text()
        }
        return result
    }

    /// An attribute of the current element, before anything inside it is read; nil where it has none of that name.
    func attribute(_ wanted: Name) -> String? {
        for attribute in scanner.attributes where names.attribute(attribute.name, in: scanner.bytes) == wanted {
            return try? scanner.value(attribute.value)
        }
        return nil
    }

    /// Steps over what is inside the current element.
    func skip() throws(DocumentError) {
        let depth = scanner.open.count
        while scanner.open.count >= depth {
            steps += 1
            try budget.spendNode()
            _ = try checked { scanner throws(XMLSyntaxError) in try scanner.next(keepsAttributes: false) }
            try checkDepth()
        }
        names.leave(depth: depth - 1)
    }
}

extension XMLCursor {
    private enum Step { case start, end, text, other }

    private func advance() throws(DocumentError) -> Step {
        steps += 1
        try budget.spendNode()
        isEmpty = false
        switch try checked({ scanner throws(XMLSyntaxError) in try scanner.next(keepsAttributes: true) }) {
        case .start:
            try begin(depth: scanner.open.count - 1)
            return .start
        case .emptyElement:
            try begin(depth: scanner.open.count)
            isEmpty = true
            return .start
        case .end:
            names.leave(depth: scanner.open.count)
            return .end
        case .text: return .text
        case .other: return .other
        }
    }

    private func begin(depth: Int) throws(DocumentError) {
        try checkDepth()
        // An empty element's own declarations are gone when the next tag comes.
        names.leave(depth: depth)
        do throws(XMLSyntaxError) {
            try names.declare(scanner, depth: depth)
        } catch {
            throw failure(error)
        }
        name = names.element(scanner.name, in: scanner.bytes)
    }

    private func checkDepth() throws(DocumentError) {
        if scanner.open.count - 1 > budget.limits.xmlDepth {
            throw DocumentError("xml_depth", "\(part): deeper than \(budget.limits.xmlDepth)")
        }
    }

    private func checked<Value>(
        _ read: (inout XMLScanner) throws(XMLSyntaxError) -> Value
    ) throws(DocumentError) -> Value {
        do throws(XMLSyntaxError) {
            return try read(&scanner)
        } catch {
            throw failure(error)
        }
    }

    private func failure(_ error: XMLSyntaxError) -> DocumentError {
        switch error {
        case .broken: DocumentError(.broken, "\(part), line \(scanner.line)")
        case .forbidden: DocumentError(.forbidden, "\(part): document type declaration, line \(scanner.line)")
        }
    }
}
