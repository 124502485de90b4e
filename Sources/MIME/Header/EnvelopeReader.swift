import Mail

/// Reads the envelope from the header of a message.
struct EnvelopeReader {
    let header: HeaderBlock
    let bytes: [UInt8]
    let words: EncodedWordDecoder
    let limits: Limits
    private(set) var defects: [Defect] = []

    init(header: HeaderBlock, bytes: [UInt8], words: EncodedWordDecoder, limits: Limits) {
        self.header = header
        self.bytes = bytes
        self.words = words
        self.limits = limits
    }

    /// The envelope but for ``Envelope/automatic``, which needs the parts too.
    mutating func envelope() -> Envelope {
        var envelope = Envelope()
        envelope.messageID = header.value(of: .messageID, in: bytes).flatMap(identifier)
        envelope.subject = header.value(of: .subject, in: bytes).map(words.text)
        envelope.from = addresses(.from)
        envelope.to = addresses(.to)
        envelope.cc = addresses(.cc)
        envelope.replyTo = addresses(.replyTo)
        if let value = header.value(of: .date, in: bytes) {
            envelope.date = MailDateReader.date(value[...])
            if envelope.date == nil { report("bad_date", "the Date field holds no date") }
        }
        envelope.received = header.value(of: .received, in: bytes).flatMap(receivedDate)
        envelope.authenticationResults = header.values(of: .authenticationResults)
            .map { words.decoder.undeclared(HeaderBlock.unfolded(bytes[$0])[...]) }
        return envelope
    }

    /// Between the angle brackets, or all of it where there are none.
    private func identifier(_ value: [UInt8]) -> String? {
        var slice = value[...]
        if let open = slice.firstIndex(of: Octet.less) {
            slice = slice[(open + 1)...]
            slice = slice[..<(slice.firstIndex(of: Octet.greater) ?? slice.endIndex)]
        }
        let text = words.decoder.undeclared(slice.trimmed)
        return text.isEmpty ? nil : text
    }

    private mutating func addresses(_ name: FieldName) -> [EmailAddress] {
        var all: [EmailAddress] = []
        for value in header.values(of: name) {
            let room = limits[.addresses] - all.count
            let unfolded = HeaderBlock.unfolded(bytes[value])
            guard !unfolded.isEmpty else { continue }
            guard room > 0 else {
                report(Limit.addresses.rawValue, "more than \(limits[.addresses]) addresses in \(name.rawValue)")
                break
            }
            let (found, isOverLimit) = AddressListParser.addresses(in: unfolded, words: words, limit: room)
            all += found
            if isOverLimit {
                report(Limit.addresses.rawValue, "more than \(limits[.addresses]) addresses in \(name.rawValue)")
            }
            // From stands once; a second field was added on the way.
            if name == .from, !all.isEmpty { break }
        }
        return all
    }

    /// The date behind the last semicolon (RFC 5321 §4.4).
    private func receivedDate(_ value: [UInt8]) -> MailDate? {
        guard let semicolon = value.lastIndex(of: Octet.semicolon) else { return nil }
        return MailDateReader.date(value[(semicolon + 1)...])
    }

    private mutating func report(_ code: String, _ message: String) {
        defects.append(Defect(code: code, partPath: "", message: message))
    }
}
