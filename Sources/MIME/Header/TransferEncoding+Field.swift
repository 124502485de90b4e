import Mail

extension TransferEncoding {
    /// What a Content-Transfer-Encoding field means (RFC 2045 §6.1); nil where it says nothing that is known.
    ///
    /// `"base64";`, `8-bit` and the like are normalised; a blank or missing field means identity.
    static func declared(_ value: [UInt8]?) -> TransferEncoding? {
        guard let value else { return .identity }
        let word = value.prefix { $0 != Octet.semicolon && $0 != Octet.openParenthesis }
            .filter { $0.isLetter || $0.isDigit }.lowercasedText
        switch word {
        case "base64", "b64": return .base64
        case "quotedprintable", "qp": return .quotedPrintable
        case "xuuencode", "uuencode", "xuue", "uue": return .uuencode
        case "7bit", "8bit", "binary", "", "7", "8", "none": return .identity
        default: return nil
        }
    }

    /// Whether a field is written as RFC 2045 §6.1 has it, letter case and comments apart.
    static func isRegular(_ value: [UInt8]) -> Bool {
        ["base64", "quoted-printable", "x-uuencode", "7bit", "8bit", "binary"]
            .contains(value.prefix { $0 != Octet.openParenthesis }.trimmed.lowercasedText)
    }

    /// Whether undeclared content is base64 all the same: its first line is letters alone and decodes to a file that is
    /// known by its signature.
    static func isUndeclaredBase64(_ bytes: MessageBytes, _ body: Range<Int>) -> Bool {
        var start = body.lowerBound
        while start < body.upperBound, bytes[start].isLineBreak || bytes[start].isBlank { start += 1 }
        let window = bytes[start..<Swift.min(body.upperBound, start + 1_024)]
        let line = window.prefix { !$0.isLineBreak }
        guard line.count >= 40,
            line.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == Octet.slash || $0 == Octet.equals })
        else { return false }
        return ContentSignature.isFile(Base64Decoder.decode(ArraySlice(line)))
    }
}
