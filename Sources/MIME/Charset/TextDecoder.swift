/// Turns bytes into text by what was declared, then by what they are.
struct TextDecoder {
    /// What undeclared bytes of this message are, if they are not UTF-8 and do not show it themselves.
    var hint: Charset { evidence?.charset ?? .windows1252 }
    /// The message that the bytes are of, as far as it is known.
    var evidence: CharsetEvidence?

    /// What became of a declaration.
    enum Verdict: Hashable { case asDeclared, undeclared, unknownLabel, untrue }

    /// Decodes a run of header text: the declaration counts, unless it cannot be.
    func headerText(_ bytes: ArraySlice<UInt8>, declared label: some Collection<UInt8>) -> (
        text: String, verdict: Verdict
    ) {
        guard let charset = Charset(label: label) else { return (undeclared(bytes), .unknownLabel) }
        switch charset {
        case .utf8, .ascii:
            if let text = String(validating: bytes, as: UTF8.self) { return (text, .asDeclared) }
            if charset == .utf8, Self.isMostlyUTF8(bytes) { return (String(decoding: bytes, as: UTF8.self), .untrue) }
            return (undeclared(bytes), .untrue)
        default:
            guard let text = charset.text(of: bytes) else { return (undeclared(bytes), .unknownLabel) }
            guard text.unicodeScalars.contains("\u{FFFD}") else { return (text, .asDeclared) }
            // A byte that the charset does not assign: UTF-8, or the Windows charset that is often labelled so.
            let isReplaceable = charset.isSingleByte || String(validating: bytes, as: UTF8.self) != nil
            return (isReplaceable ? undeclared(bytes, not: charset) : text, .untrue)
        }
    }

    /// The same for a value whose repairs are kept.
    func headerText(
        _ bytes: ArraySlice<UInt8>, declared label: some Collection<UInt8>, _ repairs: inout HeaderRepairs
    ) -> String {
        let (text, verdict) = headerText(bytes, declared: label)
        switch verdict {
        case .asDeclared, .undeclared: break
        case .unknownLabel: repairs.insert(.unknownCharset)
        case .untrue: repairs.insert(.untrueCharset)
        }
        return text
    }

    /// The same as ``undeclared(_:)`` for a value whose repairs are kept.
    func undeclared(_ bytes: ArraySlice<UInt8>, _ repairs: inout HeaderRepairs) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let charset = CharsetGuess(bytes).charset(hint: hint)
        switch charset {
        case .windows1256: repairs.insert(.guessedWindows1256)
        case .iso8859_6: repairs.insert(.guessedISO8859_6)
        default: repairs.insert(.guessedWindows1252)
        }
        return charset.text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
    }

    /// UTF-8 where the bytes are, else windows-1256 or windows-1252 by their letters.
    ///
    /// - Parameter excluded: a charset of Arabic that was tried and that the bytes are not of.
    func undeclared(_ bytes: ArraySlice<UInt8>, not excluded: Charset? = nil) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let hint = hint == excluded ? .windows1256 : hint
        return CharsetGuess(bytes).charset(hint: hint).text(of: bytes) ?? String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes the body of a text part: a Western label over bytes that are UTF-8 is a lie met daily.
    static func bodyText(_ bytes: ArraySlice<UInt8>, declared label: [UInt8]?) -> (text: String, verdict: Verdict) {
        let decoder = TextDecoder()
        guard let label else {
            return (decoder.undeclared(bytes), .undeclared)
        }
        if let charset = Charset(label: label), charset == .windows1252 || charset == .iso8859_15,
            multibyteSequences(in: bytes) > 1, let text = String(validating: bytes, as: UTF8.self)
        {
            return (text, .untrue)
        }
        return decoder.headerText(bytes, declared: label)
    }

    /// Whether damage is the exception: more characters of several bytes are whole than broken.
    private static func isMostlyUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        let sequences = multibyteSequences(in: bytes)
        let high = bytes.reduce(into: 0) { $0 += $1 >= 0x80 ? 1 : 0 }
        return sequences > 0 && sequences * 3 >= high
    }

    /// How many well-formed sequences of two bytes or more there are (lead byte, then as many trailing bytes as it asks).
    private static func multibyteSequences(in bytes: ArraySlice<UInt8>) -> Int {
        var count = 0
        var awaited = 0
        for byte in bytes {
            switch byte {
            case 0x80...0xBF:
                if awaited > 0 {
                    awaited -= 1
                    if awaited == 0 { count += 1 }
                }
            case 0xC2...0xDF: awaited = 1
            case 0xE0...0xEF: awaited = 2
            case 0xF0...0xF4: awaited = 3
            default: awaited = 0
            }
        }
        return count
    }
}
