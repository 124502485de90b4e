package import Mail

/// Gives the content of a part: its bytes without the transfer encoding, and its text.
package struct PartDecoder: Sendable {
    package init() {}

    /// Decodes `part` piece by piece into `sink`, in memory that does not grow with the part.
    ///
    /// - Parameters:
    ///   - part: a leaf of a message that ``MessageParser`` read from `bytes`; of a multipart the raw body is given.
    ///   - bytes: the raw bytes of that message.
    /// - Returns: what the encoding did not allow and was read around: `bad_base64`, `trailing_text`,
    ///   `bad_quoted_printable`, `bad_uuencode`.
    @discardableResult
    package func decode(
        _ part: BodyPart, in bytes: [UInt8], into sink: inout some ByteSink & ~Copyable
    ) -> [Defect] {
        decode(part, in: MessageBytes(bytes), into: &sink)
    }

    /// The same for a message that need not be in an array.
    @discardableResult
    package func decode(
        _ part: BodyPart, in bytes: MessageBytes, into sink: inout some ByteSink & ~Copyable
    ) -> [Defect] {
        let body = part.body.clamped(to: 0..<bytes.count)
        func defect(_ code: String, _ message: String) -> [Defect] {
            [Defect(code: code, partPath: part.path, message: message)]
        }
        switch part.transferEncoding {
        case .identity:
            for start in stride(from: body.lowerBound, to: body.upperBound, by: MessageBytes.window) {
                let piece = start..<Swift.min(start + MessageBytes.window, body.upperBound)
                sink.write(bytes.arraySlice(piece))
                bytes.release(piece)
            }
            return []
        case .base64:
            var decoder = Base64Decoder()
            decoder.decode(bytes, body, into: &sink)
            let found = decoder.irregularities
            return (found.hasJunk ? defect("bad_base64", "characters that are not base64 were passed over") : [])
                + (found.isTruncated ? defect("bad_base64", "the last group of four letters is not complete") : [])
                + (found.hasTrailingText ? defect("trailing_text", "text behind the base64 was left out") : [])
        case .quotedPrintable:
            return QuotedPrintableDecoder.decode(bytes, body, into: &sink)
                ? defect("bad_quoted_printable", "an escape that is none was kept as text") : []
        case .uuencode:
            return UuencodeDecoder.decode(bytes, body, into: &sink)
                ? [] : defect("bad_uuencode", "the begin or the end line is missing")
        }
    }

    /// The decoded bytes of `part`, all in memory.
    package func decode(_ part: BodyPart, in bytes: [UInt8]) -> [UInt8] { decode(part, in: MessageBytes(bytes)) }

    /// The decoded bytes of `part`, all in memory.
    package func decode(_ part: BodyPart, in bytes: MessageBytes) -> [UInt8] {
        var sink = ArraySink()
        decode(part, in: bytes, into: &sink)
        return sink.bytes
    }

    /// The text of a text part: by the declared charset, by what the bytes are where that is untrue or missing.
    ///
    /// - Returns: the text with CR LF and lone CR as LF and without NUL, and the defects met: those of decoding,
    ///   `unknown_charset`, `untrue_charset`.
    package func text(of part: BodyPart, in bytes: [UInt8]) -> (text: String, defects: [Defect]) {
        var sink = ArraySink()
        var defects = decode(part, in: bytes, into: &sink)
        let declared = part.mediaType.parameters["charset"].map { Array($0.utf8) }
        let (text, verdict) = TextDecoder.bodyText(sink.bytes.withoutByteOrderMark, declared: declared)
        switch verdict {
        case .asDeclared, .undeclared: break
        case .unknownLabel:
            defects.append(
                Defect(code: "unknown_charset", partPath: part.path, message: "the declared charset is not known"))
        case .untrue:
            defects.append(
                Defect(
                    code: "untrue_charset", partPath: part.path, message: "the bytes are not of the declared charset"))
        }
        return (Self.withLineFeeds(text), defects)
    }

    private static func withLineFeeds(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == Octet.carriageReturn || $0 == Octet.null }) else { return text }
        var lines: [UInt8] = []
        lines.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            defer { previous = byte }
            if byte == Octet.null || (byte == Octet.lineFeed && previous == Octet.carriageReturn) { continue }
            lines.append(byte == Octet.carriageReturn ? Octet.lineFeed : byte)
        }
        return String(decoding: lines, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Without the byte order mark of UTF-8.
    var withoutByteOrderMark: ArraySlice<UInt8> { hasBytes([0xEF, 0xBB, 0xBF], at: 0) ? self[3...] : self[...] }
}
