import Mail

/// What was read around in one header field; each becomes a ``Defect`` with the field's name.
struct HeaderRepairs: OptionSet {
    let rawValue: UInt32

    /// Bytes above ASCII that are no UTF-8, in no encoded word (RFC 2047 and RFC 6532 leave them no meaning).
    static let guessedWindows1252 = Self(rawValue: 1 << 0)
    static let guessedWindows1256 = Self(rawValue: 1 << 1)
    static let guessedISO8859_6 = Self(rawValue: 1 << 14)
    static let unknownCharset = Self(rawValue: 1 << 2)
    static let untrueCharset = Self(rawValue: 1 << 3)
    /// The base64 of an encoded word has other characters than base64 has, or ends within a group.
    static let badWord = Self(rawValue: 1 << 4)
    /// A character that two encoded words share (RFC 2047 §5).
    static let splitCharacter = Self(rawValue: 1 << 5)
    /// The whole value, syntax and all, inside an encoded word.
    static let encodedField = Self(rawValue: 1 << 6)
    /// An encoded word as a parameter's value (RFC 2047 §5 forbids it, RFC 2231 replaces it).
    static let wordInParameter = Self(rawValue: 1 << 7)
    /// A value with blanks or semicolons and no quotes, or with quotes inside its quotes, or with one quote only.
    static let badQuoting = Self(rawValue: 1 << 8)
    /// A numbered piece of a parameter is missing (RFC 2231 §3).
    static let missingSegment = Self(rawValue: 1 << 9)
    static let null = Self(rawValue: 1 << 10)
    static let misspeltName = Self(rawValue: 1 << 11)
    static let irregularEncoding = Self(rawValue: 1 << 12)
    /// The field stands there again with another value.
    static let repeated = Self(rawValue: 1 << 13)

    private static let table: [(repair: Self, code: String, message: String, isCertain: Bool)] = [
        (.guessedWindows1252, "undeclared_charset", "bytes without a charset were read as windows-1252", false),
        (.guessedWindows1256, "undeclared_charset", "bytes without a charset were read as windows-1256", false),
        (.guessedISO8859_6, "undeclared_charset", "bytes without a charset were read as ISO-8859-6", false),
        (.unknownCharset, "unknown_charset", "the declared charset is not known", false),
        (.untrueCharset, "untrue_charset", "the bytes are not of the declared charset", false),
        (.badWord, "bad_encoded_word", "the base64 of an encoded word is not whole", false),
        (.splitCharacter, "split_encoded_word", "a character is shared by two encoded words", true),
        (.encodedField, "encoded_field", "the whole value stands in an encoded word", true),
        (.wordInParameter, "encoded_word_in_parameter", "a parameter's value is an encoded word", true),
        (.badQuoting, "bad_quoting", "the quotes around a parameter's value are missing or stand inside it", false),
        (.missingSegment, "missing_segment", "a numbered piece of a parameter is missing", false),
        (.null, "null_character", "NUL in the value was left out", true),
        (.misspeltName, "misspelt_field", "the name of the field is written wrongly", true),
        (.irregularEncoding, "irregular_encoding", "the transfer encoding is written in another way", true),
        (.repeated, "repeated_field", "the field comes again with another value: the first counts", false),
    ]

    /// The defects that the repairs are, in the field `name` of the part at `path`.
    func defects(field name: FieldName, partPath path: String) -> [Defect] {
        Self.table.filter { contains($0.repair) }.map { row in
            Defect(code: row.code, partPath: path, field: name.written, message: row.message, isCertain: row.isCertain)
        }
    }
}
