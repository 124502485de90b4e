/// Encoded words in header text (RFC 2047), read as they are written and not only as they should be.
///
/// ```
/// Subject: =?windows-1256?B?x9PK48fRyQ==?= =?windows-1256?Q?_n=B012?=
/// ```
/// Neighbouring words of one charset are joined as bytes before they become text, because composers cut them inside a
/// character; base64 with missing, wrong or early padding gives all the bytes it has.
struct EncodedWordDecoder {
    var decoder = TextDecoder()

    /// The text of an unfolded header value whose repairs do not matter.
    func text(_ value: [UInt8]) -> String {
        var repairs: HeaderRepairs = []
        return text(value, &repairs)
    }

    /// The text of an unfolded header value; what was read around is added to `repairs`.
    func text(_ value: [UInt8], _ repairs: inout HeaderRepairs) -> String {
        var output = ""
        var plain = 0..<0
        var word: (charset: ArraySlice<UInt8>, bytes: [UInt8])?
        var found: HeaderRepairs = []
        defer { repairs.formUnion(found) }
        let scanner = Scanner(value)
        var index = 0

        func flushWord() {
            if let pending = word {
                output += decoder.headerText(pending.bytes[...], declared: pending.charset, &found)
            }
            word = nil
        }
        func flushPlain() {
            if !plain.isEmpty { output += decoder.undeclared(value[plain], &found) }
        }

        while index < value.count {
            guard value[index] == Octet.equals, let next = scanner.word(at: index) else {
                plain = plain.lowerBound..<index + 1
                index += 1
                continue
            }
            // Blanks between two encoded words are not part of the text (§6.2).
            let blanksOnly = value[plain].allSatisfy(\.isBlank)
            if word == nil || !blanksOnly {
                flushWord()
                flushPlain()
            }
            let bytes = next.decoded(&found)
            if let pending = word, pending.charset.lowercasedText == next.charset.lowercasedText {
                if bytes.first.map({ $0 & 0xC0 == 0x80 }) == true, Charset(label: next.charset) == .utf8 {
                    found.insert(.splitCharacter)
                }
                word?.bytes.append(contentsOf: bytes)
            } else {
                flushWord()
                word = (next.charset, bytes)
            }
            index = next.end
            plain = index..<index
        }
        flushWord()
        flushPlain()
        return Self.onOneLine(output)
    }

    /// A decoded word may carry line breaks or NUL into a header: they become blanks or go.
    private static func onOneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0.isLineBreak || $0 == Octet.null }) else { return text }
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar.value != 0 {
            line.append(scalar == "\n" || scalar == "\r" ? " " : scalar)
        }
        return String(line)
    }
}

extension EncodedWordDecoder {
    /// One encoded word as it stands in a value.
    struct Word {
        /// The charset without a language suffix (RFC 2231 §5).
        var charset: ArraySlice<UInt8>
        var isBase64: Bool
        var encoded: ArraySlice<UInt8>
        /// The index behind `?=`.
        var end: Int

        func decoded(_ repairs: inout HeaderRepairs) -> [UInt8] {
            guard isBase64 else { return Self.decodedQ(encoded) }
            let (bytes, irregularities) = Base64Decoder.decoded(encoded)
            if irregularities.hasJunk || irregularities.isTruncated { repairs.insert(.badWord) }
            return bytes
        }

        /// The Q encoding (§4.2); a bad escape stays as it is.
        private static func decodedQ(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(encoded.count)
            var index = encoded.startIndex
            while index < encoded.endIndex {
                let byte = encoded[index]
                if byte == Octet.equals, index + 2 < encoded.endIndex, let high = encoded[index + 1].hexValue,
                    let low = encoded[index + 2].hexValue
                {
                    bytes.append(high << 4 | low)
                    index += 3
                    continue
                }
                bytes.append(byte == Octet.underscore ? Octet.space : byte)
                index += 1
            }
            return bytes
        }
    }

    /// Finds encoded words; remembers where no further one can end, so that a hostile value is read in linear time.
    struct Scanner {
        private let value: [UInt8]
        private var lastTerminator: Int

        init(_ value: [UInt8]) {
            self.value = value
            lastTerminator = value.count
            var index = value.count - 2
            while index >= 0 {
                if value[index] == Octet.question, value[index + 1] == Octet.equals { break }
                index -= 1
            }
            lastTerminator = index
        }

        /// The word that starts at `start`; nil where none does.
        func word(at start: Int) -> Word? {
            guard start < lastTerminator, value.hasBytes([Octet.equals, Octet.question], at: start) else { return nil }
            var charsetEnd = start + 2
            while charsetEnd < value.count, value[charsetEnd] != Octet.question {
                guard charsetEnd - start < 80, !value[charsetEnd].isBlank else { return nil }
                charsetEnd += 1
            }
            guard charsetEnd + 2 < value.count, value[charsetEnd + 2] == Octet.question else { return nil }
            let method = value[charsetEnd + 1].lowercased
            guard method == UInt8(ascii: "b") || method == UInt8(ascii: "q") else { return nil }
            let textStart = charsetEnd + 3
            var index = textStart
            while let mark = value.firstIndex(of: Octet.question, in: index..<value.count), mark + 1 < value.count {
                if value[mark + 1] == Octet.equals {
                    let charset = value[start + 2..<charsetEnd]
                    let language = charset.firstIndex(of: Octet.asterisk) ?? charsetEnd
                    return Word(
                        charset: value[start + 2..<language], isBase64: method == UInt8(ascii: "b"),
                        encoded: value[textStart..<mark], end: mark + 2)
                }
                index = mark + 1
            }
            return nil
        }
    }
}
