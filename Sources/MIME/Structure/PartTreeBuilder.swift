import Mail

/// Builds the tree of parts in one pass over the message (RFC 2046 §5.1).
///
/// The open multiparts stand on a stack. A delimiter of any of them ends everything inside it, so a missing inner delimiter
/// costs nothing but itself, and depth costs no time.
struct PartTreeBuilder {
    let reader: LineReader
    private let limits: Limits
    var stack = BoundaryStack()
    private var partCount = 0
    private var isOverPartLimit = false
    private var hasBareReturns = false
    /// How often a declared boundary may still be looked for far behind its place.
    var searchesLeft = 16
    private(set) var words = EncodedWordDecoder()
    private(set) var defects: [Defect] = []

    init(reader: LineReader, limits: Limits) {
        self.reader = reader
        self.limits = limits
    }

    mutating func report(
        _ code: String, at path: String, in field: FieldName? = nil, _ message: String, isCertain: Bool = false
    ) {
        defects.append(
            Defect(code: code, partPath: path, field: field?.written ?? "", message: message, isCertain: isCertain))
    }

    /// Reads the message whose header starts at `start`.
    mutating func tree(from start: Int) -> (header: HeaderBlock, root: BodyPart) {
        let end = reader.bytes.count
        let header = HeaderBlock(at: start, in: reader, limit: limits[.headerBlock]) { _ in false }
        words.decoder.evidence = CharsetEvidence(reader.bytes)
        note(header, at: "")
        let reported = defects.count
        var root = part(header, path: "", isInDigest: false)
        guard let boundary = boundary(of: &root, from: header.bodyStart) else {
            root.path = "1"
            root.body = header.bodyStart..<end
            for index in reported..<defects.count { defects[index].partPath = root.path }
            return (header, finishedLeaf(root, header))
        }
        root.body = header.bodyStart..<end
        stack.levels = [BoundaryStack.Level(boundary: boundary, part: root)]
        readParts(from: header.bodyStart)
        var result = closeLevels(downTo: 0, at: end)
        if result.children.isEmpty {
            report("missing_boundary", at: "1", "the declared boundary never comes: read as text")
            result.path = "1"
            result.mediaType = .plainText
        }
        return (header, result)
    }

    /// Reads delimiter after delimiter to the end of the message.
    private mutating func readParts(from start: Int) {
        let end = reader.bytes.count
        var leaf: (part: BodyPart, header: HeaderBlock)?
        var position = start
        while let delimiter = stack.nextDelimiter(from: position, in: reader) {
            let contentEnd = reader.contentEnd(beforeLineAt: delimiter.lineStart, notBefore: position)
            if let open = leaf { finish(open, at: contentEnd) }
            leaf = nil
            while stack.levels.count > delimiter.level + 1 {
                let closed = closeLevels(downTo: stack.levels.count - 1, at: contentEnd)
                stack.levels[stack.levels.count - 1].part.children.append(closed)
            }
            position = delimiter.nextLine
            if delimiter.isClosing {
                stack.levels[delimiter.level].isClosed = true
                continue
            }
            let parent = stack.levels[delimiter.level]
            if parent.isClosed {
                report("part_after_end", at: parent.part.path, "a part follows the closing boundary")
                stack.levels[delimiter.level].isClosed = false
            }
            guard partCount < limits[.mimeParts] else {
                if !isOverPartLimit {
                    report(Limit.mimeParts.rawValue, at: parent.part.path, "more than \(limits[.mimeParts]) parts")
                }
                isOverPartLimit = true
                return
            }
            (leaf, position) = openPart(in: parent.part, at: position)
        }
        if let open = leaf { finish(open, at: end) }
    }

    /// Reads the header of a part and opens it: a multipart becomes a level, anything else the leaf in hand.
    private mutating func openPart(
        in parent: BodyPart, at start: Int
    ) -> (leaf: (part: BodyPart, header: HeaderBlock)?, position: Int) {
        partCount += 1
        let path = (parent.path.isEmpty ? "" : parent.path + ".") + "\(parent.children.count + 1)"
        let header = HeaderBlock(at: start, in: reader, limit: limits[.headerBlock]) { [stack, reader] line in
            stack.delimiter(at: line, in: reader) != nil
        }
        note(header, at: path)
        var part = part(header, path: path, isInDigest: parent.mediaType.description == "multipart/digest")
        part.body = header.bodyStart..<header.bodyStart
        guard part.mediaType.type == "multipart" else { return ((part, header), header.bodyStart) }
        guard stack.levels.count < limits[.mimeDepth] else {
            report(Limit.mimeDepth.rawValue, at: path, "parts are nested deeper than \(limits[.mimeDepth])")
            return ((part, header), header.bodyStart)
        }
        guard let boundary = boundary(of: &part, from: header.bodyStart) else {
            return ((part, header), header.bodyStart)
        }
        stack.levels.append(BoundaryStack.Level(boundary: boundary, part: part))
        return (nil, header.bodyStart)
    }

    private mutating func finish(_ leaf: (part: BodyPart, header: HeaderBlock), at end: Int) {
        var part = leaf.part
        part.body = part.body.lowerBound..<Swift.max(part.body.lowerBound, end)
        stack.levels[stack.levels.count - 1].part.children.append(finishedLeaf(part, leaf.header))
    }

    /// Takes the levels from `index` on off the stack and returns the outermost of them, its body ending at `end`.
    private mutating func closeLevels(downTo index: Int, at end: Int) -> BodyPart {
        var inner: BodyPart?
        while stack.levels.count > index {
            let level = stack.levels.removeLast()
            var part = level.part
            if let inner { part.children.append(inner) }
            part.body = part.body.lowerBound..<Swift.max(part.body.lowerBound, end)
            if !level.isClosed, !part.children.isEmpty, !isOverPartLimit {
                report("missing_final_boundary", at: part.path, "the closing boundary is missing")
            }
            if part.children.isEmpty, !part.path.isEmpty {
                report("missing_boundary", at: part.path, "the declared boundary never comes: read as text")
                part.mediaType = .plainText
            }
            inner = part
        }
        return inner ?? BodyPart(path: "1", mediaType: .plainText, body: end..<end)
    }

    /// What a part's header says; its body is set by whoever finds its end.
    private mutating func part(_ header: HeaderBlock, path: String, isInDigest: Bool) -> BodyPart {
        let bytes = reader.bytes
        let type = parameterized(.contentType, of: header, at: path)
        let disposition = parameterized(.contentDisposition, of: header, at: path)
        let description = header.value(of: .contentDescription, in: bytes).map { words.text($0) }
        let identifier = header.value(of: .contentID, in: bytes).map { value in
            words.text(value).filter { $0 != "<" && $0 != ">" && $0 != " " }
        }
        let filename = Filename.first(disposition: disposition, type: type, description: description)
        if let written = filename?.written {
            report("unsafe_filename", at: path, "the file name was written as \(written)")
        }
        return BodyPart(
            path: path,
            mediaType: MediaType(
                type, default: isInDigest ? MediaType(type: "message", subtype: "rfc822") : .plainText),
            declaredType: type?.value,
            disposition: disposition.flatMap { Disposition(field: $0.value) },
            filename: filename?.name,
            contentID: identifier.flatMap { $0.isEmpty ? nil : $0 },
            transferEncoding: TransferEncoding.declared(header.value(of: .contentTransferEncoding, in: bytes))
                ?? .identity,
            body: 0..<0)
    }

    /// The value and the parameters of a field; what had to be read around is reported.
    private mutating func parameterized(
        _ name: FieldName, of header: HeaderBlock, at path: String
    ) -> ParameterizedValue? {
        guard let raw = header.value(of: name, in: reader.bytes) else { return nil }
        let value = ParameterizedValue(raw, words: words)
        let repairs = header.repairs(of: name, in: reader.bytes).union(value.repairs)
        defects += repairs.defects(field: name, partPath: path)
        return value
    }

    /// A leaf whose encoding was judged by its content where the header does not say it.
    private mutating func finishedLeaf(_ leaf: BodyPart, _ header: HeaderBlock) -> BodyPart {
        var part = leaf
        let field = header.value(of: .contentTransferEncoding, in: reader.bytes)
        let declared = TransferEncoding.declared(field)
        if declared == nil {
            report(
                "unknown_encoding", at: part.path, in: .contentTransferEncoding, "the transfer encoding is not known")
        }
        var repairs = header.repairs(of: .contentTransferEncoding, in: reader.bytes)
        if let field, declared != nil, !TransferEncoding.isRegular(field) { repairs.insert(.irregularEncoding) }
        defects += repairs.defects(field: .contentTransferEncoding, partPath: part.path)
        if part.transferEncoding == .identity, TransferEncoding.isUndeclaredBase64(reader.bytes, part.body) {
            report("undeclared_base64", at: part.path, "the content is base64, the header does not say so")
            part.transferEncoding = .base64
        }
        if part.transferEncoding == .uuencode, part.filename == nil,
            let line = UuencodeDecoder.beginLine(in: reader.bytes, part.body)?.line
        {
            part.filename = UuencodeDecoder.filename(in: reader.bytes, line, words: words)
        }
        let isFile = part.filename != nil || part.disposition == .attachment
        if isFile, reader.bytes[part.body].allSatisfy({ $0.isBlank || $0.isLineBreak }) {
            report("empty_part", at: part.path, "the file is empty")
        }
        return part
    }

    private mutating func note(_ header: HeaderBlock, at path: String) {
        if header.isOverLimit {
            report(Limit.headerBlock.rawValue, at: path, "the header is longer than \(limits[.headerBlock]) bytes")
        }
        if header.hasBareReturns, !hasBareReturns {
            hasBareReturns = true
            report("bare_cr", at: path, "lines end in CR alone", isCertain: true)
        }
        if header.endsInText {
            report("no_blank_line", at: path, "no empty line stands between the header and the body")
        }
        if header.hasJunkLine { report("junk_in_header", at: path, "a line in the header is no field") }
    }
}

extension MediaType {
    /// The type a Content-Type field declares; `default` where there is none or it is none (RFC 2045 §5.2).
    fileprivate init(_ field: ParameterizedValue?, default standard: MediaType) {
        self = standard
        guard let field else { return }
        let names = field.value.split(separator: "/", omittingEmptySubsequences: false)
        if names.count == 2, !names[0].isEmpty, !names[1].isEmpty {
            self.init(type: String(names[0]), subtype: String(names[1]), parameters: field.parameters)
        } else {
            parameters = field.parameters
        }
    }
}

extension Disposition {
    /// Any disposition that is not `inline` is an attachment (RFC 2183 §2.8); an empty one is none.
    fileprivate init?(field value: String) {
        switch value {
        case "": return nil
        case "inline": self = .inline
        default: self = .attachment
        }
    }
}
