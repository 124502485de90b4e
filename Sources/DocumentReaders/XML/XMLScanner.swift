/// Takes XML apart into tags and text, on bytes of UTF-8 (XML 1.0, 2.4 to 3.1).
///
/// It knows no document type declaration, and so no entities but the five of XML: what OPC forbids (ECMA-376 part 2,
/// 8.1.3) is not refused after the fact but never understood. Well-formedness is checked as far as reading needs it: tags
/// close in order, attributes are quoted, references mean a character.
struct XMLScanner {
    enum Token { case start, emptyElement, end, text, other }

    /// A place in the bytes.
    struct Slice {
        var start = 0
        var end = 0
        /// FNV-1a of a name's bytes.
        var hash: UInt32 = 0
        /// Whether text stands for itself, without a reference or a line end to be made uniform.
        var isPlain = true
    }

    struct Attribute {
        var name: Slice
        var value: Slice
    }

    let bytes: [UInt8]
    private(set) var index = 0
    /// The name of the start tag read last.
    private(set) var name = Slice()
    /// The attributes of the start tag read last.
    private(set) var attributes: [Attribute] = []
    /// The text read last.
    private(set) var text = Slice()
    /// The names of the elements around the place, outermost first.
    private(set) var open: [Slice] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The line of the place, from 1.
    var line: Int { 1 + bytes[..<min(index, bytes.count)].count { $0 == Byte.lineFeed } }

    /// Reads the next piece; an empty element (`<a/>`) is one piece, and is never open.
    ///
    /// - Parameter keepsAttributes: whether ``attributes`` are wanted; without them a subtree is passed over faster.
    mutating func next(keepsAttributes: Bool) throws(XMLSyntaxError) -> Token {
        guard index < bytes.count else { throw .broken }
        guard bytes[index] == Byte.less else {
            text = Self.scanText(bytes.span, from: index)
            index = text.end
            return .text
        }
        guard index + 1 < bytes.count else { throw .broken }
        switch bytes[index + 1] {
        case Byte.slash: return try endTag()
        case Byte.exclamation: return try declaration()
        case Byte.question:
            index = try end(of: "?>", from: index + 2)
            return .other
        default: return try startTag(keepsAttributes: keepsAttributes)
        }
    }

    private mutating func startTag(keepsAttributes: Bool) throws(XMLSyntaxError) -> Token {
        attributes.removeAll(keepingCapacity: true)
        name = Self.scanName(bytes.span, from: index + 1)
        guard name.end > name.start else { throw .broken }
        var place = name.end
        while true {
            place = Self.skipSpace(bytes.span, from: place)
            guard place < bytes.count else { throw .broken }
            if bytes[place] == Byte.greater {
                index = place + 1
                open.append(name)
                return .start
            }
            if bytes[place] == Byte.slash {
                guard place + 1 < bytes.count, bytes[place + 1] == Byte.greater else { throw .broken }
                index = place + 2
                return .emptyElement
            }
            let attribute = try Self.scanAttribute(bytes.span, from: place)
            place = attribute.value.end + 1
            if keepsAttributes { attributes.append(attribute) }
        }
    }

    private static func scanAttribute(_ bytes: Span<UInt8>, from start: Int) throws(XMLSyntaxError) -> Attribute {
        let name = scanName(bytes, from: start)
        var place = skipSpace(bytes, from: name.end)
        guard name.end > name.start, place < bytes.count, bytes[place] == Byte.equals else { throw .broken }
        place = skipSpace(bytes, from: place + 1)
        guard place < bytes.count, bytes[place] == Byte.quote || bytes[place] == Byte.apostrophe else { throw .broken }
        let quote = bytes[place]
        var value = Slice(start: place + 1, end: place + 1)
        while value.end < bytes.count, bytes[value.end] != quote {
            let byte = bytes[value.end]
            if byte == Byte.less { throw .broken }
            if byte == Byte.ampersand || byte < Byte.space { value.isPlain = false }
            value.end += 1
        }
        guard value.end < bytes.count else { throw .broken }
        return Attribute(name: name, value: value)
    }

    private mutating func endTag() throws(XMLSyntaxError) -> Token {
        guard let opened = open.popLast() else { throw .broken }
        let length = opened.end - opened.start
        let start = index + 2
        guard start + length < bytes.count else { throw .broken }
        for offset in 0..<length where bytes[start + offset] != bytes[opened.start + offset] { throw .broken }
        let place = Self.skipSpace(bytes.span, from: start + length)
        guard place < bytes.count, bytes[place] == Byte.greater else { throw .broken }
        index = place + 1
        return .end
    }

    /// A comment or a CDATA section; anything else that begins with `<!` declares a document type.
    private mutating func declaration() throws(XMLSyntaxError) -> Token {
        let rest = bytes[index...]
        if rest.starts(with: "<!--".utf8) {
            index = try end(of: "-->", from: index + 4)
            return .other
        }
        guard rest.starts(with: "<![CDATA[".utf8), !open.isEmpty else { throw .forbidden }
        let start = index + 9
        index = try end(of: "]]>", from: start)
        text = Slice(start: start, end: index - 3)
        return .text
    }

    private func end(of mark: StaticString, from start: Int) throws(XMLSyntaxError) -> Int {
        let mark = Array(mark.description.utf8)
        var place = start
        while place + mark.count <= bytes.count {
            if bytes[place] == mark[0], bytes[place..<place + mark.count].elementsEqual(mark) {
                return place + mark.count
            }
            place += 1
        }
        throw .broken
    }

    private static func scanText(_ bytes: Span<UInt8>, from start: Int) -> Slice {
        var text = Slice(start: start, end: start)
        while text.end < bytes.count, bytes[text.end] != Byte.less {
            if bytes[text.end] == Byte.ampersand || bytes[text.end] == Byte.carriageReturn { text.isPlain = false }
            text.end += 1
        }
        return text
    }

    private static func scanName(_ bytes: Span<UInt8>, from start: Int) -> Slice {
        var name = Slice(start: start, end: start, hash: 0x811C_9DC5)
        while name.end < bytes.count {
            let byte = bytes[name.end]
            if byte <= Byte.space || byte == Byte.greater || byte == Byte.slash || byte == Byte.equals
                || byte == Byte.less || byte == Byte.quote
            {
                break
            }
            name.hash = (name.hash ^ UInt32(byte)) &* 0x0100_0193
            name.end += 1
        }
        return name
    }

    private static func skipSpace(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var place = start
        while place < bytes.count, Byte.isSpace(bytes[place]) { place += 1 }
        return place
    }
}

/// Why XML cannot be read.
enum XMLSyntaxError: Error {
    case broken
    /// A document type declaration.
    case forbidden
}

/// The bytes that XML is written with.
enum Byte {
    static let tab: UInt8 = 0x09, lineFeed: UInt8 = 0x0A, carriageReturn: UInt8 = 0x0D, space: UInt8 = 0x20
    static let exclamation: UInt8 = 0x21, quote: UInt8 = 0x22, numberSign: UInt8 = 0x23, ampersand: UInt8 = 0x26
    static let apostrophe: UInt8 = 0x27, slash: UInt8 = 0x2F, colon: UInt8 = 0x3A, semicolon: UInt8 = 0x3B
    static let less: UInt8 = 0x3C, equals: UInt8 = 0x3D, greater: UInt8 = 0x3E, question: UInt8 = 0x3F

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
    }
}
