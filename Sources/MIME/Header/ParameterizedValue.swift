/// A field value with parameters: `attachment; filename="form.docx"` (RFC 2045 §5.1, RFC 2183, RFC 2231).
struct ParameterizedValue {
    /// What stands before the first semicolon, in lower case.
    var value: String
    /// Decoded values by lower-case name; where a name comes twice the first counts.
    var parameters: [String: String]
    /// What was read around.
    private(set) var repairs: HeaderRepairs = []

    init(_ raw: [UInt8], words: EncodedWordDecoder) {
        var bytes = raw
        // Some gateways encode the whole field (`=?utf-8?B?YXR0YWNobWVudDsg…?=`).
        if bytes.hasBytes([Octet.equals, Octet.question], at: 0) {
            bytes = Array(words.text(bytes, &repairs).utf8)
            repairs.insert(.encodedField)
        }
        var scanner = ParameterScanner(bytes)
        value = scanner.mainValue()
        var plain: [String: [UInt8]] = [:]
        var segmented: [String: [Segment]] = [:]
        while let parameter = scanner.next() {
            if let (name, segment) = Segment.read(name: parameter.name, value: parameter.value) {
                segmented[name, default: []].append(segment)
            } else if plain[parameter.name] == nil {
                plain[parameter.name] = parameter.value
            }
        }
        if scanner.hasBadQuoting { repairs.insert(.badQuoting) }
        parameters = [:]
        for (name, value) in plain {
            parameters[name] = words.text(value, &repairs)
            if value.hasBytes([Octet.equals, Octet.question], at: 0) { repairs.insert(.wordInParameter) }
        }
        for (name, segments) in segmented {
            let text = Segment.joined(segments, words: words, &repairs)
            if !text.isEmpty || parameters[name] == nil { parameters[name] = text }
        }
    }

    /// One piece of an extended or continued parameter (RFC 2231 §3, §4).
    private struct Segment {
        /// −1 for `name*=`, which stands before any numbered piece.
        var index: Int
        var isEncoded: Bool
        var value: [UInt8]

        /// `name*`, `name*0`, `name*0*` → the name and the piece; nil for a plain name.
        static func read(name: String, value: [UInt8]) -> (String, Segment)? {
            let fields = name.utf8.split(separator: Octet.asterisk, omittingEmptySubsequences: false)
            guard fields.count >= 2, fields.count <= 3, !fields[0].isEmpty, let base = String(fields[0]) else {
                return nil
            }
            if fields[1].isEmpty { return (base, Segment(index: -1, isEncoded: true, value: value)) }
            guard fields[1].count <= 6, let index = Int(Substring(fields[1])), index >= 0 else { return nil }
            return (base, Segment(index: index, isEncoded: fields.count == 3, value: value))
        }

        static func joined(
            _ segments: [Segment], words: EncodedWordDecoder, _ repairs: inout HeaderRepairs
        ) -> String {
            // `name*=` is whole by itself; numbered pieces are its fallback for old readers.
            let pieces =
                segments.first { $0.index < 0 && !$0.value.isEmpty }.map { [$0] }
                ?? segments.sorted { $0.index < $1.index }
            var charset: ArraySlice<UInt8>?
            var bytes: [UInt8] = []
            var seen = -2
            for piece in pieces where piece.index != seen {
                if piece.index != Swift.max(seen, -1) + 1, piece.index >= 0 { repairs.insert(.missingSegment) }
                seen = piece.index
                guard piece.isEncoded else {
                    bytes.append(contentsOf: piece.value)
                    continue
                }
                var text = piece.value[...]
                if charset == nil, let first = text.firstIndex(of: Octet.apostrophe),
                    let second = text[(first + 1)...].firstIndex(of: Octet.apostrophe)
                {
                    charset = text[..<first]
                    text = text[(second + 1)...]
                }
                appendPercentDecoded(text, to: &bytes)
            }
            // An encoded word has no place here, and yet some write one.
            if bytes.hasBytes([Octet.equals, Octet.question], at: 0) {
                repairs.insert(.wordInParameter)
                return words.text(bytes, &repairs)
            }
            guard let charset, !charset.isEmpty else { return words.decoder.undeclared(bytes[...], &repairs) }
            return words.decoder.headerText(bytes[...], declared: charset, &repairs)
        }

        private static func appendPercentDecoded(_ text: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
            var index = text.startIndex
            while index < text.endIndex {
                if text[index] == Octet.percent, index + 2 < text.endIndex, let high = text[index + 1].hexValue,
                    let low = text[index + 2].hexValue
                {
                    bytes.append(high << 4 | low)
                    index += 3
                } else {
                    bytes.append(text[index])
                    index += 1
                }
            }
        }
    }
}
