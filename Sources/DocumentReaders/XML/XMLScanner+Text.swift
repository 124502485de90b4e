extension XMLScanner {
    /// The text at a place: references resolved, line ends made LF (XML 1.0, 2.11).
    func string(_ slice: Slice) throws(XMLSyntaxError) -> String {
        let piece = bytes[slice.start..<slice.end]
        return try Self.text(slice.isPlain ? piece : resolved(piece, isAttribute: false)[...])
    }

    /// An attribute's value: besides, each white space is a space (XML 1.0, 3.3.3).
    func value(_ slice: Slice) throws(XMLSyntaxError) -> String {
        let piece = bytes[slice.start..<slice.end]
        return try Self.text(slice.isPlain ? piece : resolved(piece, isAttribute: true)[...])
    }

    /// UTF-8 without the controls that XML 1.0 does not have (2.2).
    private static func text(_ bytes: ArraySlice<UInt8>) throws(XMLSyntaxError) -> String {
        for byte in bytes where byte < Byte.space && !Byte.isSpace(byte) { throw .broken }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .broken }
        return text
    }

    private func resolved(_ piece: ArraySlice<UInt8>, isAttribute: Bool) throws(XMLSyntaxError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(piece.count)
        var place = piece.startIndex
        while place < piece.endIndex {
            let byte = piece[place]
            place += 1
            switch byte {
            case Byte.ampersand:
                let reach = piece[place...].prefix(12)
                guard let end = reach.firstIndex(of: Byte.semicolon) else { throw .broken }
                try result.append(contentsOf: Self.character(reach[..<end]))
                place = end + 1
            case Byte.carriageReturn:
                if place < piece.endIndex, piece[place] == Byte.lineFeed { place += 1 }
                result.append(isAttribute ? Byte.space : Byte.lineFeed)
            case Byte.lineFeed, Byte.tab: result.append(isAttribute ? Byte.space : byte)
            default: result.append(byte)
            }
        }
        return result
    }

    /// What a reference between `&` and `;` means: a character by its number, or one of the five that XML names.
    private static func character(_ reference: ArraySlice<UInt8>) throws(XMLSyntaxError) -> [UInt8] {
        let name = String(decoding: reference, as: UTF8.self)
        switch name {
        case "amp": return [Byte.ampersand]
        case "lt": return [Byte.less]
        case "gt": return [Byte.greater]
        case "quot": return [Byte.quote]
        case "apos": return [Byte.apostrophe]
        default:
            guard name.hasPrefix("#") else { throw .broken }
            let digits = name.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let scalar = number.flatMap({ Unicode.Scalar($0) }) else { throw .broken }
            return Array(String(scalar).utf8)
        }
    }
}

extension XMLScanner.Slice {
    /// Whether two places have the same bytes.
    func matches(_ other: Self, in bytes: [UInt8]) -> Bool {
        guard end - start == other.end - other.start else { return false }
        for offset in 0..<end - start where bytes[start + offset] != bytes[other.start + offset] { return false }
        return true
    }
}
