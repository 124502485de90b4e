/// All that a form says, to be searched for a few words in a row.
struct FormWording: Sendable {
    /// The keys of its texts, each between spaces and on a line of its own.
    private let bytes: [UInt8]

    init(_ keys: [String]) { bytes = keys.flatMap { Array(" \($0) \n".utf8) } }

    /// Whether the words of `key`, two at least and not very short, stand so in one of the texts.
    func contains(_ key: String) -> Bool {
        let part = Array(" \(key) ".utf8)
        guard part.count >= 12, part.dropFirst().dropLast().contains(0x20), part.count <= bytes.count else {
            return false
        }
        return (0...(bytes.count - part.count)).contains { start in
            bytes[start + 1] == part[1] && bytes[start] == 0x20 && bytes[start..<(start + part.count)] == part[...]
        }
    }
}
