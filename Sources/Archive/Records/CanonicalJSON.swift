import FoundationEssentials

/// JSON as the records keep it: keys sorted, slashes as they are, and no U+0000.
///
/// A text with U+0000 is cut short by some database clients and refused by others; each becomes U+FFFD.
package enum CanonicalJSON {
    package struct Text: Hashable, Sendable {
        package var json: String
        /// Whether a U+0000 was replaced.
        package var isRepaired: Bool
    }

    /// Encodes `value`.
    package static func encode(_ value: some Encodable) throws -> Text {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return repaired(Array(try encoder.encode(value)))
    }

    package static func decode<Value: Decodable>(_ type: Value.Type, from json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    /// Replaces the escape of U+0000 wherever it stands for the character, and not for a backslash and letters.
    private static func repaired(_ bytes: [UInt8]) -> Text {
        let null = Array("\\u0000".utf8)
        guard bytes.contains(UInt8(ascii: "\\")) else {
            return Text(json: String(decoding: bytes, as: UTF8.self), isRepaired: false)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isRepaired = false
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if bytes[index...].starts(with: null) {
                result += "\u{FFFD}".utf8
                index += null.count
                isRepaired = true
            } else {
                result += bytes[index..<index + 2]
                index += 2
            }
        }
        return Text(json: String(decoding: result, as: UTF8.self), isRepaired: isRepaired)
    }
}

extension String {
    /// The text with every U+0000 as U+FFFD.
    package var withoutNull: String {
        guard utf8.contains(0) else { return self }
        return String(decoding: utf8.flatMap { $0 == 0 ? Array("\u{FFFD}".utf8) : [$0] }, as: UTF8.self)
    }
}
