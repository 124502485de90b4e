import Mail

/// Reads the envelope from the header of a message.
struct EnvelopeReader {
    let header: HeaderBlock
    let bytes: MessageBytes
    let words: EncodedWordDecoder
    let limits: Limits
    private(set) var defects: [Defect] = []

    init(header: HeaderBlock, bytes: MessageBytes, words: EncodedWordDecoder, limits: Limits) {
        self.header = header
        self.bytes = bytes
        self.words = words
        self.limits = limits
    }

    /// The envelope but for ``Envelope/automatic``, which needs the parts too.
    mutating func envelope() -> Envelope {
        let words = words
        var envelope = Envelope()
        envelope.messageID = read(.messageID) { Self.identifier($0, words, &$1) }
        envelope.subject = read(.subject) { words.text($0, &$1) }
        envelope.from = addresses(.from)
        envelope.to = addresses(.to)
        envelope.cc = addresses(.cc)
        envelope.replyTo = addresses(.replyTo)
        envelope.date = read(.date) { value, _ in MailDateReader.date(value[...]) }
        if envelope.date == nil, header.value(of: .date, in: bytes) != nil {
            report("bad_date", in: .date, "the Date field holds no date")
        }
        envelope.received = header.value(of: .received, in: bytes).flatMap(receivedDate)
        envelope.authenticationResults = header.values(of: .authenticationResults)
            .map { words.decoder.undeclared(HeaderBlock.unfolded(bytes.arraySlice($0))[...]) }
        return envelope
    }

    /// Reads the value of `name` and reports what had to be read around.
    private mutating func read<Value>(
        _ name: FieldName, _ reading: ([UInt8], inout HeaderRepairs) -> Value?
    ) -> Value? {
        guard let value = header.value(of: name, in: bytes) else { return nil }
        var repairs = header.repairs(of: name, in: bytes)
        let result = reading(value, &repairs)
        defects += repairs.defects(field: name, partPath: "")
        return result
    }

    /// Between the angle brackets, or all of it where there are none.
    private static func identifier(
        _ value: [UInt8], _ words: EncodedWordDecoder, _ repairs: inout HeaderRepairs
    ) -> String? {
        var slice = value[...]
        if let open = slice.firstIndex(of: Octet.less) {
            slice = slice[(open + 1)...]
            slice = slice[..<(slice.firstIndex(of: Octet.greater) ?? slice.endIndex)]
        }
        let text = words.decoder.undeclared(slice.trimmed, &repairs)
        return text.isEmpty ? nil : text
    }

    private mutating func addresses(_ name: FieldName) -> [EmailAddress] {
        var all: [EmailAddress] = []
        var repairs = header.repairs(of: name, in: bytes)
        // To, Cc and Reply-To are read wherever they stand again.
        if name != .from { repairs.remove(.repeated) }
        defer { defects += repairs.defects(field: name, partPath: "") }
        for value in header.values(of: name) {
            let room = limits[.addresses] - all.count
            let unfolded = HeaderBlock.unfolded(bytes.arraySlice(value))
            guard !unfolded.isEmpty else { continue }
            guard room > 0 else {
                report(
                    Limit.addresses.rawValue, in: name, "more than \(limits[.addresses]) addresses in \(name.rawValue)")
                break
            }
            let (found, isOverLimit, around) = AddressListParser.addresses(in: unfolded, words: words, limit: room)
            all += found
            repairs.formUnion(around)
            if isOverLimit {
                report(
                    Limit.addresses.rawValue, in: name, "more than \(limits[.addresses]) addresses in \(name.rawValue)")
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

    private mutating func report(_ code: String, in name: FieldName, _ message: String) {
        defects.append(Defect(code: code, partPath: "", field: name.written, message: message))
    }
}
