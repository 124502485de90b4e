import Documents
import MIME
import Mail

/// Opens one message: walks its parts in order, the messages in them too, and has workers read what may hold a form.
struct MessageOpening: ~Copyable {
    let limits: Limits
    var session: WorkerSession
    var parts: [ExtractedPart] = []
    private(set) var findings: [Finding] = []
    /// What the first letter with a link in place of a file gave.
    private var linkedAttachment: Finding?
    /// Bytes that messages within messages may still take up, all levels together.
    private var nestedBytesLeft: Int
    /// How many archives are open around the part in hand.
    var archiveDepth = 0
    /// The entries of all archives so far.
    var archiveEntries = 0
    /// Bytes that archives may still unpack, all of them together.
    var archiveBytesLeft: Int

    init(_ source: WorkerSource, isClosed: Bool = false) {
        limits = source.program.limits
        session = WorkerSession(source, isClosed: isClosed)
        nestedBytesLeft = 4 * limits[.messageSize]
        archiveBytesLeft = limits[.archiveTotal]
    }

    /// One message on its way through the walk.
    private struct Context {
        var raw: [UInt8]
        /// The path of the part that the message is, with a slash; empty for the outermost.
        var prefix: String
        /// How deep the message stands in others' parts.
        var depth: Int
        var texts: [String: [UInt8]] = [:]
        var skipped: Set<String> = []
        var references = ContentReferences()
        var defects: [Defect] = []
        var isAutomatic = false
    }

    /// Opens the message that `raw` is.
    ///
    /// - Returns: its envelope, or nil where the bytes are no message.
    mutating func open(_ raw: [UInt8], prefix: String = "", depth: Int = 0) throws(ExtractionError) -> Envelope? {
        var inner = limits
        inner[.mimeDepth] = max(1, limits[.mimeDepth] - depth)
        inner[.mimeParts] = max(1, limits[.mimeParts] - messageParts)
        let (raw, conversion) = MessageParser.readable(raw)
        guard let message = try? MessageParser(limits: inner).parse(raw) else { return nil }
        var context = Context(raw: raw, prefix: prefix, depth: depth)
        context.defects = (conversion.map { [$0] } ?? []) + message.defects
        context.isAutomatic = message.envelope.automatic.map { $0 != .list } ?? false
        Self.gatherTexts(of: message.root, into: &context)
        context.skipped = BodyChoice(in: message.root) { context.texts[$0.path] ?? [] }.skipped
        let first = parts.count
        try walk(message.root, in: context, place: Leaf.Place(isAutomatic: context.isAutomatic))
        report(context.defects, of: message.root, in: context, from: first)
        return message.envelope
    }

    /// Reads a file that came without a message.
    mutating func open(document: [UInt8], filename: String?) throws(ExtractionError) {
        let leaf = Leaf(
            path: "1", filename: filename, content: document, detectedType: ContentSignature.detect(document))
        var treatment = Treatment(of: leaf, limits: limits)
        if case .skip(let role) = treatment {
            treatment = .closed(role, .unreadable, reason: "no_reader", isQuarantined: false)
        }
        try treat(leaf, treatment, findings: [], depth: 0)
    }

    /// What the whole message is told to have, once it is walked.
    mutating func finish() {
        let mayHaveForm = parts.contains { $0.role == .form || $0.role == .archive }
        if !mayHaveForm, let linkedAttachment { findings.append(linkedAttachment) }
    }

    private mutating func walk(
        _ part: BodyPart, in context: borrowing Context, place: Leaf.Place
    ) throws(ExtractionError) {
        guard part.children.isEmpty else {
            var place = place
            if part.mediaType.description == "multipart/report" { place.isInReport = true }
            if part.mediaType.description == "multipart/encrypted" { place.isInEncrypted = true }
            for child in part.children { try walk(child, in: context, place: place) }
            return
        }
        var place = place
        place.isBodyText = BodyChoice.isBodyText(part)
        place.isAlternative = context.skipped.contains(part.path)
        place.isReferenced = context.references.contains(part.contentID)
        let (content, defects) = Self.content(of: part, in: context)
        var leaf = Leaf(
            path: context.prefix + part.path, filename: part.filename, declaredType: part.declaredType,
            disposition: part.disposition, charset: part.mediaType.parameters["charset"], content: content,
            detectedType: ContentSignature.detect(content), place: place)
        let treatment =
            part.mediaType.type == "multipart"
            ? .closed(.other, .limited, reason: Limit.mimeDepth.rawValue, isQuarantined: true)
            : Treatment(of: leaf, limits: limits)
        let level = context.depth + part.path.utf8.count { $0 == UInt8(ascii: ".") } + 1
        let files = leaf.takeEmbeddedFiles()
        try treat(leaf, treatment, findings: defects.map { Finding($0) }, depth: level)
        for (file, findings) in files {
            guard parts.count < limits[.mimeParts] else {
                parts.append(.leftClosed(path: file.path, limit: Limit.mimeParts.rawValue))
                return
            }
            try treat(file, Treatment(of: file, limits: limits), findings: findings, depth: level + 1)
        }
    }

    /// Does with a part what is to be done with it, and files the part.
    mutating func treat(
        _ leaf: Leaf, _ treatment: Treatment, findings: [Finding], depth: Int
    ) throws(ExtractionError) {
        var part = ExtractedPart(
            path: leaf.path, filename: leaf.filename, declaredType: leaf.declaredType, detectedType: leaf.detectedType,
            disposition: leaf.disposition, size: leaf.content.count, digest: ContentDigest(of: leaf.content),
            role: .other, state: .skipped, findings: findings)
        switch treatment {
        case .skip(let role):
            part.role = role
        case .closed(let role, let state, let reason, let isQuarantined):
            part.role = role
            part.close(state, reason: reason, isQuarantined: isQuarantined)
        case .read(let role, let mediaType):
            part.role = role
            if role == .body { noteLink(in: leaf) }
            try read(leaf, as: mediaType, into: &part)
        case .open:
            try openMessage(leaf, part, depth: depth)
            return
        case .unpack:
            try openArchive(leaf, part, depth: depth)
            return
        }
        parts.append(part)
    }

    private mutating func read(
        _ leaf: Leaf, as mediaType: String, into part: inout ExtractedPart
    ) throws(ExtractionError) {
        guard leaf.content.contains(where: { $0 > 0x20 }) else {
            part.state = .read
            part.document = Document(format: mediaType == "text/html" ? .html : .text)
            return
        }
        guard leaf.content.count <= limits[.attachmentSize] else {
            part.close(.limited, reason: Limit.attachmentSize.rawValue, isQuarantined: true)
            return
        }
        part.document = part.take(
            try session.read(leaf.text ?? leaf.content, mediaType: mediaType, charset: leaf.charset))
    }

    /// Opens a message within the message: the part is filed, and after it the parts of what it holds.
    private mutating func openMessage(
        _ leaf: Leaf, _ outer: ExtractedPart, depth: Int
    ) throws(ExtractionError) {
        var part = outer
        part.role = .message
        part.state = .read
        let index = parts.count
        parts.append(part)
        if depth >= limits[.mimeDepth] {
            parts[index].close(.limited, reason: Limit.mimeDepth.rawValue, isQuarantined: true)
        } else if messageParts >= limits[.mimeParts] {
            parts[index].close(.limited, reason: Limit.mimeParts.rawValue, isQuarantined: true)
        } else if leaf.content.count > nestedBytesLeft {
            parts[index].close(.limited, reason: Limit.messageSize.rawValue, isQuarantined: true)
        } else {
            nestedBytesLeft -= leaf.content.count
            if try open(leaf.content, prefix: leaf.path + "/", depth: depth) == nil {
                parts[index].close(.unreadable, reason: "broken", isQuarantined: true)
            }
        }
    }

    /// The parts of messages, which `mime_parts` is for; entries of archives have a limit of their own.
    private var messageParts: Int { max(0, parts.count - archiveEntries) }

    private mutating func noteLink(in leaf: Leaf) {
        guard linkedAttachment == nil else { return }
        linkedAttachment = LinkedAttachment.finding(in: leaf.content, path: leaf.path)
    }
}

extension MessageOpening {
    /// Decodes the texts that mail programs show, and gathers what their HTML refers to.
    private static func gatherTexts(of part: BodyPart, into context: inout Context) {
        for child in part.children { gatherTexts(of: child, into: &context) }
        guard BodyChoice.isBodyText(part) else { return }
        var sink = ArraySink()
        context.defects += PartDecoder().decode(part, in: context.raw, into: &sink)
        context.texts[part.path] = sink.bytes
        if part.mediaType.subtype == "html" { context.references.add(sink.bytes) }
    }

    private static func content(of part: BodyPart, in context: borrowing Context) -> ([UInt8], [Defect]) {
        if let text = context.texts[part.path] { return (text, []) }
        var sink = ArraySink()
        let defects = PartDecoder().decode(part, in: context.raw, into: &sink)
        return (sink.bytes, defects)
    }

    /// Hands each defect of a message to the part it was found in; a limit among them puts the message in quarantine.
    private mutating func report(_ defects: [Defect], of root: BodyPart, in context: borrowing Context, from first: Int)
    {
        for defect in defects {
            let path = context.prefix + defect.partPath
            let isLimit = Limit(rawValue: defect.code) != nil && defect.code != Limit.addresses.rawValue
            if let index = parts[first...].firstIndex(where: { $0.path == path }) {
                parts[index].findings.append(Finding(defect))
                if isLimit { parts[index].isQuarantined = true }
                if isLimit, parts[index].reason == nil { parts[index].reason = defect.code }
                continue
            }
            findings.append(Finding(defect, path: path))
            if isLimit { parts.append(.leftClosed(path: path + (path.isEmpty ? "" : ".") + "…", limit: defect.code)) }
        }
    }
}
