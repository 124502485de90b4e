/// Walks over `value; name=value; name="quoted value"` with the leniency that real composers need.
struct ParameterScanner {
    private let bytes: [UInt8]
    private var index = 0
    /// Set once the rest holds no closing quote: it holds none for any later opening quote either.
    private var hasNoClosingQuote = false
    /// Whether a value was met whose end its quotes do not tell.
    private(set) var hasBadQuoting = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The words before the first semicolon, in lower case, without quotes, comments and blanks.
    mutating func mainValue() -> String {
        let end = bytes.firstIndex(of: Octet.semicolon, in: 0..<bytes.count) ?? bytes.count
        index = end
        let main = bytes[..<end].trimmed
        let word = main.prefix { !$0.isBlank && $0 != Octet.openParenthesis && $0 != Octet.comma }
        // `text/plain charset=utf-8`: the semicolon was forgotten.
        if word.endIndex < main.endIndex, main[word.endIndex...].contains(Octet.equals) { index = word.endIndex }
        return word.filter { $0 != Octet.quote && $0 < 0x80 }.lowercasedText
    }

    /// The next parameter, its name in lower case; nil at the end.
    mutating func next() -> (name: String, value: [UInt8])? {
        while index < bytes.count {
            while index < bytes.count, bytes[index].isBlank || bytes[index] == Octet.semicolon { index += 1 }
            let start = index
            while index < bytes.count, bytes[index].isTokenCharacter, bytes[index] != Octet.equals { index += 1 }
            let name = bytes[start..<index]
            while index < bytes.count, bytes[index].isBlank { index += 1 }
            guard index < bytes.count, bytes[index] == Octet.equals, !name.isEmpty, name.count <= 80 else {
                skipToSemicolon()
                continue
            }
            index += 1
            while index < bytes.count, bytes[index].isBlank { index += 1 }
            let text = name.lowercasedText
            if let quoted = quotedValue() { return (text, quoted) }
            return (text, bareValue(keepsBlanks: text.hasPrefix("filename") || text.hasPrefix("name")))
        }
        return nil
    }

    private mutating func skipToSemicolon() {
        index = bytes.firstIndex(of: Octet.semicolon, in: index..<bytes.count) ?? bytes.count
    }

    /// A quoted string. A quote inside it that is not followed by the next parameter or the end belongs to the value; a
    /// backslash is an escape before a quote or a backslash, else a character of a Windows path.
    private mutating func quotedValue() -> [UInt8]? {
        guard !hasNoClosingQuote, index < bytes.count, bytes[index] == Octet.quote else { return nil }
        var value: [UInt8] = []
        var position = index + 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == Octet.backslash, position + 1 < bytes.count,
                bytes[position + 1] == Octet.quote || bytes[position + 1] == Octet.backslash
            {
                value.append(bytes[position + 1])
                position += 2
                continue
            }
            if byte == Octet.quote {
                if closesValue(at: position + 1) {
                    index = position + 1
                    return value
                }
                hasBadQuoting = true
            }
            value.append(byte)
            position += 1
        }
        hasNoClosingQuote = true
        hasBadQuoting = true
        return nil
    }

    /// Whether what follows a quote shows that the value ended there.
    private func closesValue(at start: Int) -> Bool {
        var position = start
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        guard position < bytes.count else { return true }
        if bytes[position] == Octet.openParenthesis || bytes[position] == Octet.comma { return true }
        // The semicolon may be missing: `charset="utf-8" name="a"`.
        return bytes[position] == Octet.semicolon
            ? isParameter(at: position + 1) : isParameter(at: position, orEnd: false)
    }

    /// Everything up to the next `; name=`: names with blanks and semicolons are written without quotes too.
    private mutating func bareValue(keepsBlanks: Bool) -> [UInt8] {
        let start = index
        var end = start
        while end < bytes.count {
            if bytes[end] == Octet.semicolon, isParameter(at: end + 1) { break }
            if !keepsBlanks, bytes[end].isBlank || bytes[end] == Octet.openParenthesis || bytes[end] == Octet.semicolon
            {
                break
            }
            end += 1
        }
        index = end
        let value = bytes[start..<end].trimmed
        if value.contains(where: { $0.isBlank || $0 == Octet.semicolon }) { hasBadQuoting = true }
        return value.filter { $0 != Octet.quote }
    }

    /// Whether `name=` stands at `start`, blanks apart, or nothing more does.
    private func isParameter(at start: Int, orEnd: Bool = true) -> Bool {
        var position = start
        while position < bytes.count, position - start < 80,
            bytes[position].isBlank || bytes[position] == Octet.semicolon
        {
            position += 1
        }
        guard position < bytes.count else { return orEnd }
        let nameStart = position
        while position < bytes.count, position - nameStart < 80, bytes[position].isTokenCharacter { position += 1 }
        guard position > nameStart else { return false }
        while position < bytes.count, position - nameStart < 96, bytes[position].isBlank { position += 1 }
        return position < bytes.count && bytes[position] == Octet.equals
    }
}
