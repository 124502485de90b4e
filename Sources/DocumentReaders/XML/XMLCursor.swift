import CLibXML2
import Documents

/// A pull cursor over one XML part (libxml2's xmlTextReader): no network, no DTD, counted nodes, bounded depth.
///
/// It stands on an element; ``children(_:)`` visits what is inside it and leaves the cursor at its end tag.
@safe final class XMLCursor<Name: XMLName> {
    private let part: String
    private let budget: ReadingBudget
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private let reader: OpaquePointer
    /// Names by the reader's interned pointers, so that no string is built for a name seen before.
    private var names: [NameKey: Name?] = [:]
    private var steps = 0
    private var isEmpty = false
    /// The name of the element the cursor stands on; nil for one that the vocabulary does not have.
    private(set) var name: Name?

    /// Opens a part and stands on its root element.
    ///
    /// - Throws: `forbidden`, `broken`, `xml_nodes`.
    init(_ bytes: [UInt8], part: String, budget: ReadingBudget) throws(DocumentError) {
        try XMLGuard.check(bytes, part: part)
        guard bytes.count <= Int(Int32.max) else { throw DocumentError("package_part", part) }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
        _ = unsafe copy.initialize(from: bytes)
        let options = Int32(
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
                | XML_PARSE_NOCDATA.rawValue)
        let opened = unsafe copy.withMemoryRebound(to: CChar.self) { buffer in
            unsafe xmlReaderForMemory(buffer.baseAddress, Int32(bytes.count), nil, nil, options)
        }
        guard let opened = unsafe opened else {
            unsafe copy.deallocate()
            throw DocumentError(.broken, part)
        }
        self.part = part
        self.budget = budget
        unsafe buffer = copy
        // From here on `deinit` frees both, also when this initialiser throws.
        unsafe reader = opened
        try enterRoot()
    }

    deinit {
        unsafe xmlFreeTextReader(reader)
        unsafe buffer.deallocate()
    }

    private struct NameKey: Hashable {
        var namespace: UInt
        var local: UInt
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
        let depth = unsafe xmlTextReaderDepth(reader)
        while true {
            switch try advance() {
            case .start:
                let before = steps
                let wasEmpty = isEmpty
                try visit(name)
                if steps == before, !wasEmpty { try skip() }
                isEmpty = false
            case .text:
                if let text { try text(value) }
            case .end:
                if unsafe xmlTextReaderDepth(reader) == depth { return }
            case .other: break
            }
        }
    }

    /// All text inside the current element.
    func text() throws(DocumentError) -> String {
        var result = ""
        try content { (piece) throws(DocumentError) in
            result += piece
        } element: { (_) throws(DocumentError) in
            result += try self.text()
        }
        return result
    }

    /// An attribute of the current element; nil where it has none of that name.
    func attribute(_ wanted: Name) -> String? {
        guard unsafe xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
        defer { unsafe xmlTextReaderMoveToElement(reader) }
        repeat {
            if currentName() == wanted { return value }
        } while unsafe xmlTextReaderMoveToNextAttribute(reader) == 1
        return nil
    }

    /// Steps over what is inside the current element.
    func skip() throws(DocumentError) {
        try children { (_) throws(DocumentError) in }
    }
}

extension XMLCursor {
    private enum Step { case start, end, text, other }

    private func enterRoot() throws(DocumentError) {
        while try advance() != .start {}
    }

    private func advance() throws(DocumentError) -> Step {
        guard unsafe xmlTextReaderRead(reader) == 1 else {
            let line = unsafe xmlTextReaderGetParserLineNumber(reader)
            throw DocumentError(.broken, "\(part), line \(line)")
        }
        steps += 1
        try budget.spendNode()
        isEmpty = false
        switch unsafe xmlTextReaderNodeType(reader) {
        case Int32(XML_READER_TYPE_ELEMENT.rawValue):
            if unsafe xmlTextReaderDepth(reader) > Int32(clamping: budget.limits.xmlDepth) {
                throw DocumentError("xml_depth", "\(part): deeper than \(budget.limits.xmlDepth)")
            }
            isEmpty = unsafe xmlTextReaderIsEmptyElement(reader) == 1
            name = currentName()
            return .start
        case Int32(XML_READER_TYPE_END_ELEMENT.rawValue): return .end
        case Int32(XML_READER_TYPE_TEXT.rawValue), Int32(XML_READER_TYPE_CDATA.rawValue),
            Int32(XML_READER_TYPE_WHITESPACE.rawValue), Int32(XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue):
            return .text
        case Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue), Int32(XML_READER_TYPE_ENTITY_REFERENCE.rawValue),
            Int32(XML_READER_TYPE_ENTITY.rawValue):
            throw DocumentError(.forbidden, "\(part): document type declaration or entity")
        default: return .other
        }
    }

    private var value: String {
        guard let value = unsafe xmlTextReaderConstValue(reader) else { return "" }
        return unsafe String(cString: value)
    }

    private func currentName() -> Name? {
        guard let local = unsafe xmlTextReaderConstLocalName(reader) else { return nil }
        let namespace = unsafe xmlTextReaderConstNamespaceUri(reader)
        let key = NameKey(namespace: UInt(bitPattern: namespace), local: UInt(bitPattern: local))
        if let known = names[key] { return known }
        var found: Name?
        if let namespace = unsafe namespace {
            if let prefix = Name.prefix(ofNamespace: unsafe String(cString: namespace)) {
                found = unsafe Name(rawValue: "\(prefix):\(String(cString: local))")
            }
        } else {
            found = unsafe Name(rawValue: String(cString: local))
        }
        names[key] = .some(found)
        return found
    }
}
