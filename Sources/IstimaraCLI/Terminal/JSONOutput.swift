internal import FoundationEssentials

/// JSON on standard output: one object per line where there are several, keys in a fixed order.
package enum JSONOutput {
    /// The canonical text of `value`: keys sorted, slashes not escaped.
    package static func text(_ value: some Encodable, isPretty: Bool = false) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
