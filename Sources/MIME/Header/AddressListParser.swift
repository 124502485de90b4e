import Mail

/// Reads the addresses of a header field (RFC 5322 §3.4), as strictly as needed and as leniently as mail is written.
///
/// The grammar is read on the raw value, before encoded words become text: a comma inside a word is no separator. Groups
/// (`Team: a@x, b@x;`) give their members, however deep they are nested; nothing recurses.
struct AddressListParser {
    private let bytes: [UInt8]
    private let words: EncodedWordDecoder
    private let limit: Int

    private var addresses: [EmailAddress] = []
    private var repairs: HeaderRepairs = []
    private var entry = Entry()
    /// From here on a quote does not close, a comment does not close: such a mark is read as a letter.
    private var lastUsefulQuote: Int
    private let lastUsefulComment: Int

    /// What was read of one address so far.
    private struct Entry {
        /// The words before or instead of `<…>`, quotes removed.
        var phrase: [UInt8] = []
        /// The same with its quotes: a quoted local part keeps them.
        var written: [UInt8] = []
        var comment: [UInt8] = []
        var angle: [UInt8]?
    }

    private init(_ value: [UInt8], words: EncodedWordDecoder, limit: Int) {
        bytes = value
        self.words = words
        self.limit = limit
        lastUsefulQuote = (value.lastIndex(of: Octet.quote) ?? 0) - 1
        lastUsefulComment = (value.lastIndex(of: Octet.closeParenthesis) ?? 0) - 1
    }

    /// The addresses of an unfolded value, at most `limit` of them, whether there were more, and what was read around.
    static func addresses(
        in value: [UInt8], words: EncodedWordDecoder, limit: Int
    ) -> (addresses: [EmailAddress], isOverLimit: Bool, repairs: HeaderRepairs) {
        var parser = AddressListParser(value, words: words, limit: limit)
        let isOverLimit = parser.read()
        if parser.addresses.allSatisfy({ !$0.address.utf8.contains(Octet.at) }) {
            // The whole address inside an encoded word: `=?utf-8?Q?Ali_<ali@x.ma>?=`.
            let decoded = Array(words.text(value).utf8)
            if decoded != value, decoded.contains(Octet.at) {
                var second = AddressListParser(decoded, words: words, limit: limit)
                let isOverLimit = second.read()
                return (second.addresses, isOverLimit, second.repairs.union(.encodedField))
            }
        }
        return (parser.addresses, isOverLimit, parser.repairs)
    }

    private mutating func read() -> Bool {
        let scanner = EncodedWordDecoder.Scanner(bytes)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case Octet.quote where index <= lastUsefulQuote:
                index = readQuoted(from: index)
                continue
            case Octet.openParenthesis where index <= lastUsefulComment:
                index = readComment(from: index)
                continue
            case Octet.less:
                index = readAngle(from: index)
                continue
            case Octet.equals:
                if let word = scanner.word(at: index) {
                    entry.phrase.append(contentsOf: bytes[index..<word.end])
                    entry.written.append(contentsOf: bytes[index..<word.end])
                    index = word.end
                    continue
                }
                append(byte)
            case Octet.comma, Octet.semicolon:
                finishEntry()
                if addresses.count >= limit { return index + 1 < bytes.count }
            case Octet.colon:
                // The name of a group ends here; the members follow.
                entry = Entry()
            default:
                append(byte)
            }
            index += 1
        }
        finishEntry()
        return false
    }

    private mutating func append(_ byte: UInt8) {
        entry.phrase.append(byte)
        entry.written.append(byte)
    }

    /// A quoted string: a separator in it is text. One that never closes is read as if the quote were not there.
    private mutating func readQuoted(from start: Int) -> Int {
        var index = start + 1
        var content: [UInt8] = []
        while index < bytes.count, bytes[index] != Octet.quote {
            if bytes[index] == Octet.backslash, index + 1 < bytes.count { index += 1 }
            content.append(bytes[index])
            index += 1
        }
        guard index < bytes.count else {
            lastUsefulQuote = -1
            return start + 1
        }
        entry.phrase.append(contentsOf: content)
        entry.written.append(contentsOf: bytes[start...index])
        return index + 1
    }

    /// A comment, nested comments included (§3.2.2).
    private mutating func readComment(from start: Int) -> Int {
        var depth = 0
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case Octet.backslash where index + 1 < bytes.count:
                index += 1
                entry.comment.append(bytes[index])
            case Octet.openParenthesis:
                depth += 1
                if depth > 1 { entry.comment.append(bytes[index]) }
            case Octet.closeParenthesis:
                depth -= 1
                if depth == 0 { return index + 1 }
                entry.comment.append(bytes[index])
            default:
                entry.comment.append(bytes[index])
            }
            index += 1
        }
        return index
    }

    /// `<addr-spec>`, with a route before it (§4.4) or without its closing bracket.
    private mutating func readAngle(from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != Octet.greater,
            bytes[index] != Octet.comma || bytes[start + 1] == Octet.at
        {
            index += 1
        }
        var content = Self.withoutComments(bytes[(start + 1)..<index]).filter { !$0.isBlank && $0 != Octet.less }
        if content.first == Octet.at, let colon = content.firstIndex(of: Octet.colon) {
            content.removeFirst(colon + 1)
        }
        if entry.angle == nil || entry.angle?.contains(Octet.at) == false { entry.angle = content }
        return index < bytes.count && bytes[index] == Octet.greater ? index + 1 : index
    }

    private static func withoutComments(_ content: ArraySlice<UInt8>) -> [UInt8] {
        var depth = 0
        var kept: [UInt8] = []
        for byte in content {
            if byte == Octet.openParenthesis { depth += 1 }
            if depth == 0 { kept.append(byte) }
            if byte == Octet.closeParenthesis, depth > 0 { depth -= 1 }
        }
        return depth == 0 ? kept : Array(content)
    }

    private mutating func finishEntry() {
        defer { entry = Entry() }
        let comment = text(entry.comment)
        if let angle = entry.angle {
            let address = words.decoder.undeclared(angle[...], &repairs)
            let name = text(entry.phrase) ?? comment
            if !address.isEmpty || name != nil { addresses.append(EmailAddress(name: name, address: address)) }
            return
        }
        let written = Array(entry.written.trimmed)
        guard !written.isEmpty else {
            // A quoted name alone, or nothing.
            if let name = text(entry.phrase) { addresses.append(EmailAddress(name: name, address: "")) }
            return
        }
        let pieces = written.split(whereSeparator: \.isBlank)
        if pieces.count > 1, let place = pieces.lastIndex(where: { $0.contains(Octet.at) }) {
            // `Ali Alami ali@example.ma`: the brackets were forgotten.
            let name = pieces.indices.filter { $0 != place }.map { pieces[$0] }
            let joined = Array(name.joined(separator: [Octet.space]))
            addresses.append(
                EmailAddress(name: text(joined), address: words.decoder.undeclared(pieces[place], &repairs)))
            return
        }
        if pieces.count > 1 || written.hasBytes([Octet.equals, Octet.question], at: 0) {
            addresses.append(EmailAddress(name: text(entry.phrase), address: ""))
        } else {
            addresses.append(EmailAddress(name: comment, address: words.decoder.undeclared(written[...], &repairs)))
        }
    }

    private mutating func text(_ raw: [UInt8]) -> String? {
        let decoded = words.text(Array(raw.trimmed), &repairs)
        let trimmed = Array(decoded.utf8).trimmed
        return trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self)
    }
}
