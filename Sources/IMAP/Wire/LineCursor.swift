/// A place in a logical line, and the lexical forms that may stand there (RFC 9051 §4, §9).
struct LineCursor {
    /// A string, atom or NIL (RFC 9051 §9 `nstring`, `astring`).
    enum Value: Equatable {
        case `nil`
        case bytes([UInt8])
        case streamed(index: Int, size: Int)
    }

    private let line: ResponseLine
    private let nestingLimit: Int
    private(set) var position = 0
    private var literalsTaken = 0

    /// - Parameter nestingLimit: `imap_nesting`.
    init(_ line: ResponseLine, nestingLimit: Int) {
        self.line = line
        self.nestingLimit = nestingLimit
    }

    /// The byte at the cursor; nil at the end and where a literal stands.
    var byte: UInt8? { position < line.text.count && !isAtLiteral ? line.text[position] : nil }

    var isAtEnd: Bool { position >= line.text.count && !isAtLiteral }

    private var isAtLiteral: Bool {
        literalsTaken < line.literals.count && line.literals[literalsTaken].position == position
    }

    mutating func skipSpaces() {
        while byte == UInt8(ascii: " ") { position += 1 }
    }

    /// Steps over `expected` if it stands here.
    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: expected) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ expected: Unicode.Scalar) throws(IMAPError) {
        guard take(expected) else { throw Self.malformed("\(expected) is missing") }
    }

    /// The bytes up to a space, a parenthesis, a quote, `[`, `]` or `<`; may be empty. A leading `\` belongs to it.
    mutating func takeAtom(stoppingAtBrackets: Bool = true) -> [UInt8] {
        let start = position
        while let byte {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""):
                return Array(line.text[start..<position])
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"):
                if stoppingAtBrackets { return Array(line.text[start..<position]) }
            default: break
            }
            position += 1
        }
        return Array(line.text[start..<position])
    }

    /// An atom as a keyword: upper case, invalid UTF-8 replaced.
    mutating func takeKeyword(stoppingAtBrackets: Bool = true) -> String {
        String(decoding: takeAtom(stoppingAtBrackets: stoppingAtBrackets), as: UTF8.self).uppercased()
    }

    mutating func takeNumber() throws(IMAPError) -> UInt32 {
        let atom = takeAtom()
        guard !atom.isEmpty, atom.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt32(String(decoding: atom, as: UTF8.self))
        else { throw Self.malformed("a number is missing") }
        return number
    }

    /// The `<4000000>` of a partial body, if one stands here (RFC 9051 §7.5.2).
    mutating func takeOrigin() throws(IMAPError) -> Int? {
        guard take("<") else { return nil }
        var number = 0
        while let byte, (0x30...0x39).contains(byte) {
            guard number < 1 << 40 else { throw Self.malformed("a number is too large") }
            number = 10 * number + Int(byte - 0x30)
            position += 1
        }
        try expect(">")
        return number
    }

    /// A quoted string, with its two escapes undone, or a literal, or an atom, or NIL.
    mutating func takeValue() throws(IMAPError) -> Value {
        if isAtLiteral {
            literalsTaken += 1
            switch line.literals[literalsTaken - 1].content {
            case .held(let bytes): return .bytes(bytes)
            case .streamed(let index, let size): return .streamed(index: index, size: size)
            }
        }
        guard take("\"") else {
            let atom = takeAtom(stoppingAtBrackets: false)
            guard !atom.isEmpty else { throw Self.malformed("a value is missing") }
            return String(decoding: atom, as: UTF8.self).uppercased() == "NIL" ? .nil : .bytes(atom)
        }
        var bytes: [UInt8] = []
        while let byte {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return .bytes(bytes)
            case UInt8(ascii: "\\"):
                guard let escaped = self.byte else { throw Self.malformed("a quoted string has no end") }
                bytes.append(escaped)
                position += 1
            default: bytes.append(byte)
            }
        }
        throw Self.malformed("a quoted string has no end")
    }

    /// Steps over one value of any form, lists included.
    mutating func skipValue(depth: Int = 0) throws(IMAPError) {
        guard take("(") else {
            _ = try takeValue()
            // `BODY[TEXT]`-like oddities: what sticks to a value belongs to it.
            while let byte, byte != UInt8(ascii: " "), byte != UInt8(ascii: ")"), byte != UInt8(ascii: "(") {
                position += 1
            }
            return
        }
        guard depth < nestingLimit else { throw IMAPError(.nestedTooDeep, "more than \(nestingLimit) lists in lists") }
        skipSpaces()
        while !take(")") {
            guard !isAtEnd else { throw Self.malformed("a list has no end") }
            try skipValue(depth: depth + 1)
            skipSpaces()
        }
    }

    /// The atoms of a parenthesised list: flags, mailbox attributes.
    mutating func takeAtomList() throws(IMAPError) -> [String] {
        var atoms: [String] = []
        try expect("(")
        skipSpaces()
        while !take(")") {
            let atom = takeAtom(stoppingAtBrackets: false)
            guard !atom.isEmpty else { throw Self.malformed("a list of atoms holds something else") }
            atoms.append(String(decoding: atom, as: UTF8.self))
            skipSpaces()
        }
        return atoms
    }

    /// Everything up to the end of the line's text.
    mutating func takeRest() -> [UInt8] {
        defer { position = line.text.count }
        return Array(line.text[min(position, line.text.count)...])
    }

    /// The bytes up to a `]` outside quotes, which is stepped over.
    mutating func takeBracketed() throws(IMAPError) -> [UInt8] {
        let start = position
        var isQuoted = false
        while let byte {
            if byte == UInt8(ascii: "]"), !isQuoted {
                position += 1
                return Array(line.text[start..<(position - 1)])
            }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            position += 1
        }
        throw Self.malformed("a ] is missing")
    }

    static func malformed(_ what: String) -> IMAPError {
        IMAPError(.protocolViolation, "an answer that is not IMAP: " + what)
    }
}
