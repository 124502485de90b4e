/// Reads one logical line (RFC 9051 §9 `response`), forgiving where servers are known to differ.
struct ResponseParser {
    /// `imap_nesting`.
    var nestingLimit: Int

    /// - Throws: `protocolViolation`, `nestedTooDeep`.
    func parse(_ line: ResponseLine) throws(IMAPError) -> Response {
        guard !line.text.contains(0) else { throw LineCursor.malformed("a NUL outside a literal") }
        var cursor = LineCursor(line, nestingLimit: nestingLimit)
        if cursor.take("+") { return .continuation }
        let tag = cursor.takeAtom(stoppingAtBrackets: false)
        guard !tag.isEmpty else { throw LineCursor.malformed("a line without a tag") }
        cursor.skipSpaces()
        guard tag == [UInt8(ascii: "*")] else {
            let word = cursor.takeKeyword()
            guard let condition = StatusResponse.Condition(rawValue: word), condition != .bye, condition != .preauth
            else {
                throw LineCursor.malformed("a tag without OK, NO or BAD")
            }
            return .tagged(String(decoding: tag, as: UTF8.self), try status(condition, &cursor))
        }
        let word = cursor.takeKeyword()
        cursor.skipSpaces()
        if let condition = StatusResponse.Condition(rawValue: word) {
            return .status(try status(condition, &cursor))
        }
        if let number = UInt32(word) {
            return .data(try numbered(number, &cursor))
        }
        return .data(try data(word, &cursor))
    }

    /// `[code arguments] text`; also a code alone, as Gmail sends it.
    private func status(
        _ condition: StatusResponse.Condition, _ cursor: inout LineCursor
    ) throws(IMAPError) -> StatusResponse {
        var status = StatusResponse(condition: condition)
        cursor.skipSpaces()
        if cursor.take("[") {
            let inside = String(decoding: try cursor.takeBracketed(), as: UTF8.self)
            let words = inside.split(separator: " ", maxSplits: 1)
            status.code = words.first?.uppercased()
            status.arguments = words.count > 1 ? String(words[1]) : ""
        }
        cursor.skipSpaces()
        var text = String(decoding: cursor.takeRest().prefix(500), as: UTF8.self)
        text.unicodeScalars.removeAll { $0.value < 0x20 || $0.value == 0x7F }
        status.text = text
        return status
    }

    private func numbered(_ number: UInt32, _ cursor: inout LineCursor) throws(IMAPError) -> ResponseData {
        switch cursor.takeKeyword() {
        case "EXISTS": return .exists(Int(number))
        case "EXPUNGE": return .expunge
        case "FETCH":
            cursor.skipSpaces()
            return .fetch(try fetch(&cursor))
        default: return .other
        }
    }

    private func data(_ word: String, _ cursor: inout LineCursor) throws(IMAPError) -> ResponseData {
        switch word {
        case "CAPABILITY":
            let text = String(decoding: cursor.takeRest(), as: UTF8.self)
            return .capability(text.uppercased().split(separator: " ").map(String.init))
        case "SEARCH":
            return .search(try search(&cursor))
        case "ESEARCH":
            return .extendedSearch(try extendedSearch(&cursor))
        case "LIST":
            let attributes = try cursor.takeAtomList()
            cursor.skipSpaces()
            _ = try cursor.takeValue()
            cursor.skipSpaces()
            guard case .bytes(let name) = try cursor.takeValue() else {
                throw LineCursor.malformed("a folder without name")
            }
            return .list(attributes: attributes, name: ModifiedUTF7.decode(name))
        case "VANISHED": return .expunge
        default: return .other
        }
    }

    /// `* SEARCH 1 2 3`, with `(MODSEQ n)` at its end where CONDSTORE is on (RFC 7162 §3.1.5).
    private func search(_ cursor: inout LineCursor) throws(IMAPError) -> [UInt32] {
        var uids: [UInt32] = []
        while !cursor.isAtEnd, cursor.byte != UInt8(ascii: "(") {
            uids.append(try cursor.takeNumber())
            cursor.skipSpaces()
        }
        return uids
    }

    /// `* ESEARCH (TAG "a1") UID COUNT 3 ALL 1:3` (RFC 4731 §3.1).
    private func extendedSearch(_ cursor: inout LineCursor) throws(IMAPError) -> UIDSet? {
        var found: UIDSet?
        if cursor.byte == UInt8(ascii: "(") { try cursor.skipValue() }
        cursor.skipSpaces()
        while !cursor.isAtEnd {
            let name = cursor.takeKeyword()
            cursor.skipSpaces()
            switch name {
            case "UID": break
            case "ALL":
                guard let set = UIDSet(cursor.takeAtom()) else { throw LineCursor.malformed("ESEARCH without a set") }
                found = set
            default: try cursor.skipValue()
            }
            cursor.skipSpaces()
        }
        return found
    }
}
