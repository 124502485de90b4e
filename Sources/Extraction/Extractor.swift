import MIME
package import Mail

/// Opens messages and documents: which parts there are, and what stands in those that may hold a form.
///
/// Everything a stranger wrote in a document format is read by a worker process; mail itself is read here. Calls block
/// while a worker reads: from `async` code go through ``ExtractionThreads``. One extractor has one zygote, whoever asks.
package struct Extractor: Sendable {
    private let source: WorkerSource

    /// - Parameters:
    ///   - workerPath: where `istimara-worker` is.
    ///   - limits: those of MIME, of documents and of workers count here.
    ///   - fence: whether a worker may read on a kernel that cannot filter its system calls.
    ///   - advanced: called before each worker is started, for whoever wants to know that the work goes on.
    package init(
        workerPath: String, limits: Limits = Limits(), fence: FencePolicy = .required,
        advanced: @escaping @Sendable () -> Void = {}
    ) {
        source = WorkerSource(WorkerProgram(path: workerPath, limits: limits, fence: fence), advanced: advanced)
    }

    /// What the header of a raw message says, before any worker sees a part of it; nil where the bytes are no message.
    package func envelope(of bytes: [UInt8]) -> Envelope? {
        (try? MessageParser(limits: source.program.limits).parse(MessageParser.readable(bytes).bytes))?.envelope
    }

    /// Opens a raw message (RFC 5322).
    ///
    /// Bytes that are no message give one part `1`, `unreadable`, reason `not_a_message`, and no envelope. A part that
    /// breaks its reader is filed with its reason, and the other parts are read all the same.
    /// - Parameter isSenderWaiting: whether no part is shown to a worker; those that need one are `limited`, reason
    ///   `sender_backoff`.
    /// - Throws: ``ExtractionError`` where this machine has no worker: nothing is known of the message then.
    package func extract(
        message bytes: [UInt8], isSenderWaiting: Bool = false
    ) throws(ExtractionError) -> ExtractedMessage {
        let digest = ContentDigest(of: bytes)
        var opening = MessageOpening(source, isClosed: isSenderWaiting)
        guard let envelope = try opening.open(bytes) else {
            let part = ExtractedPart(
                path: "1", filename: nil, declaredType: nil, detectedType: ContentSignature.detect(bytes),
                disposition: nil, size: bytes.count, digest: digest, role: .other, state: .unreadable,
                reason: MIMEError.Code.notAMessage.rawValue, isQuarantined: true)
            return ExtractedMessage(envelope: nil, size: bytes.count, digest: digest, parts: [part])
        }
        opening.finish()
        return ExtractedMessage(
            envelope: envelope, size: bytes.count, digest: digest, parts: opening.parts, findings: opening.findings)
    }

    /// Reads a document that came without a message: the one part `1`, whose digest stands for the message's.
    ///
    /// - Parameter filename: a hint for a file whose bytes do not say what it is.
    package func extract(document bytes: [UInt8], filename: String?) throws(ExtractionError) -> ExtractedMessage {
        var opening = MessageOpening(source)
        try opening.open(document: bytes, filename: filename)
        return ExtractedMessage(
            envelope: nil, size: bytes.count, digest: ContentDigest(of: bytes), parts: opening.parts,
            findings: opening.findings)
    }

    /// Opens a file that may be either: what is no known document and reads as mail is a message.
    /// - Parameter isSenderWaiting: as for a message; a document has no sender.
    package func extract(
        file bytes: [UInt8], filename: String?, isSenderWaiting: Bool = false
    ) throws(ExtractionError) -> ExtractedMessage {
        try isMessage(bytes, filename: filename)
            ? extract(message: bytes, isSenderWaiting: isSenderWaiting) : extract(document: bytes, filename: filename)
    }

    private func isMessage(_ bytes: [UInt8], filename: String?) -> Bool {
        let detected = ContentSignature.detect(bytes)
        if detected == "message/rfc822" { return true }
        guard detected == "text/plain" || detected == "application/octet-stream" else { return false }
        let name = filename?.lowercased() ?? ""
        if name.hasSuffix(".eml") { return true }
        return !name.hasSuffix(".txt")
            && (try? MessageParser(limits: source.program.limits).parse(MessageParser.readable(bytes).bytes)) != nil
    }
}
