package import Mail

extension MessageParser {
    /// The bytes to parse of a message that some program saved as UTF-16: the same text in UTF-8.
    ///
    /// - Returns: `bytes` themselves, without a copy, and no defect where they are no UTF-16; a byte order mark, or a NUL as
    ///   every second byte at the start, shows that they are.
    package static func readable(_ bytes: [UInt8]) -> (bytes: [UInt8], defect: Defect?) {
        guard let isLittleEndian = utf16Order(bytes) else { return (bytes, nil) }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isLittleEndian ? second << 8 | first : first << 8 | second)
        }
        if units.first == 0xFEFF { units.removeFirst() }
        let defect = Defect(code: "utf16_message", partPath: "", message: "the message was saved as UTF-16")
        return (Array(String(decoding: units, as: UTF16.self).utf8), defect)
    }

    /// Whether the low byte comes first; nil where the bytes are no UTF-16.
    private static func utf16Order(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 32 else { return nil }
        if bytes.hasBytes([0xFF, 0xFE], at: 0) { return true }
        if bytes.hasBytes([0xFE, 0xFF], at: 0) { return false }
        for isLittleEndian in [true, false] {
            let high = isLittleEndian ? 1 : 0
            let isText = (0..<32).allSatisfy { (bytes[$0] == 0) == ($0 % 2 == high) }
            if isText { return isLittleEndian }
        }
        return nil
    }
}
