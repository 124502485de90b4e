import Mail

/// The parts that a message's HTML shows in itself, by Content-ID (RFC 2392).
struct ContentReferences {
    private var identifiers: Set<String> = []

    /// The most identifiers that are kept, and the longest.
    private static let maximum = 1_000
    private static let maximumLength = 300

    init() {}

    /// Adds what `html` refers to as `cid:…`.
    mutating func add(_ html: [UInt8]) {
        for rest in ASCIIText(html).rests(after: "cid:") {
            guard identifiers.count < Self.maximum else { return }
            let end: Set<UInt8> = [0x22, 0x27, 0x3E, 0x3C, 0x29, 0x20, 0x09, 0x0A, 0x0D]
            let identifier = rest.prefix(Self.maximumLength).prefix { !end.contains($0) }
            identifiers.insert(Self.withoutEscapes(identifier))
        }
    }

    func contains(_ contentID: String?) -> Bool {
        guard let contentID else { return false }
        return identifiers.contains(contentID.lowercased())
    }

    /// The URL's percent escapes undone (RFC 3986 §2.1).
    private static func withoutEscapes(_ bytes: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let escaped = UInt8(digits, radix: 16) {
                plain.append(escaped)
                rest = rest.dropFirst(2)
            } else {
                plain.append(byte)
            }
        }
        return String(decoding: plain, as: UTF8.self).lowercased()
    }
}
