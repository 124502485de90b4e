import Documents
import Mail

/// The workers of one message: none until a part needs one, then one for all its parts, and after a death a fresh one.
struct WorkerSession: ~Copyable {
    /// What became of a request.
    enum Answer<Value> {
        case value(Value)
        case failure(DocumentError)
        /// It killed its worker, or its worker lied.
        case death(WorkerDeath)
        /// No worker is asked.
        case refused(Refusal)
    }

    /// Why no worker is asked.
    enum Refusal: String, CaseIterable {
        /// Too many of the message's parts killed their workers.
        case deaths = "worker_deaths"
        /// An earlier message of its sender had a worker try what no reader does.
        case sender = "sender_backoff"
    }

    /// The deaths after which a message's other parts are left closed: each may cost a whole `worker_wall`. A forbidden
    /// call counts for several.
    static let maximumDeaths = 8

    private let source: WorkerSource
    private let bounds: DocumentBounds
    private let isClosed: Bool
    private var worker: WorkerProcess?
    /// Whether the running worker has answered before.
    private var hasServed = false
    private var deaths = 0

    /// - Parameter isClosed: whether no worker is to be asked.
    init(_ source: WorkerSource, isClosed: Bool = false) {
        self.source = source
        self.isClosed = isClosed
        bounds = DocumentBounds(source.program.limits)
    }

    private var limits: Limits { source.program.limits }

    /// Has a worker read one file.
    mutating func read(
        _ file: [UInt8], mediaType: String, charset: String?
    ) throws(ExtractionError) -> Answer<Document> {
        let request = ReadRequest(mediaType: mediaType, charset: charset, limits: named(limits))
        return try answer(to: .read(request), file: file) { reply in
            if case .document(let document) = reply { document } else { nil }
        }
    }

    /// Has a worker list an archive.
    ///
    /// - Parameter limits: those in force, `archive_entries` and `archive_total` less what other archives took.
    mutating func list(
        _ archive: [UInt8], mediaType: String, limits: Limits
    ) throws(ExtractionError) -> Answer<[ArchiveEntry]> {
        let request = WorkerRequest.list(mediaType: mediaType, limits: named(limits))
        return try answer(to: request, file: archive) { reply in
            guard case .entries(let entries) = reply, ArchiveListing.isPossible(entries, limits: limits) else {
                return nil
            }
            return entries
        }
    }

    /// Has a worker unpack files of an archive that it listed under the same limits.
    ///
    /// - Parameter sizes: the sizes that it gave for the files at `indices`; whatever else comes is a lie.
    /// - Returns: the contents of the first of them, at least one.
    mutating func unpack(
        _ indices: [Int], of archive: [UInt8], mediaType: String, limits: Limits, sizes: [Int]
    ) throws(ExtractionError) -> Answer<[EntryContent]> {
        let request = WorkerRequest.unpack(mediaType: mediaType, indices: indices, limits: named(limits))
        return try answer(to: request, file: archive) { reply in
            guard case .contents(let contents) = reply, (1...max(1, sizes.count)).contains(contents.count) else {
                return nil
            }
            let isAsListed = zip(contents, sizes).allSatisfy { content, size in
                if case .bytes(let bytes) = content { bytes.count == size } else { true }
            }
            return isAsListed ? contents : nil
        }
    }

    private func named(_ limits: Limits) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: Limit.allCases.map { ($0.rawValue, limits[$0]) })
    }

    /// - Parameter take: what of the reply answers the request; nil where it answers another, or cannot be.
    private mutating func answer<Value>(
        to request: WorkerRequest, file: [UInt8], take: (WorkerReply) -> Value?
    ) throws(ExtractionError) -> Answer<Value> {
        guard !isClosed else { return .refused(.sender) }
        guard deaths < Self.maximumDeaths else { return .refused(.deaths) }
        switch try ask(request, file: file) {
        case .success(.failure(let error)): return .failure(error)
        case .success(let reply):
            if let value = take(reply) { return .value(value) }
            // Whoever lies once is not asked again.
            dismiss()
            deaths += 1
            return .death(WorkerDeath(.reply, "answered another request, or what cannot be"))
        case .failure(let death): return .death(death)
        }
    }

    /// Asks the running worker, or a fresh one.
    ///
    /// A worker that served before may have been hurt by an earlier part: at its death a fresh one is asked once more,
    /// but not after a call that no reader makes: a person is to see that message.
    private mutating func ask(
        _ request: WorkerRequest, file: [UInt8]
    ) throws(ExtractionError) -> Result<WorkerReply, WorkerDeath> {
        if worker?.isOutOfStep == true { dismiss() }
        while true {
            if worker == nil { hasServed = false }
            let current: WorkerProcess
            if let worker { current = worker } else { current = try source.worker() }
            worker = current
            do {
                let nonce = Self.nonce()
                let frame = try current.ask(
                    nonce + request.encoded(), file: file,
                    maximumReply: request.maximumReply ?? limits[.workerReply],
                    wall: .seconds(limits[.workerWall]))
                let reply = try Self.decode(frame, nonce: nonce, bounds: bounds)
                hasServed = true
                return .success(reply)
            } catch {
                dismiss()
                deaths += error.code.cost
                if !hasServed || error.code == .forbidden { return .failure(error) }
            }
        }
    }

    /// Ends a worker that failed or lied, and has the next one forked from another zygote.
    private mutating func dismiss() {
        if let worker { source.retire(worker.zygote) }
        worker = nil
    }

    private static func nonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<Frame.nonceSize).map { _ in .random(in: 0...255, using: &generator) }
    }

    private static func decode(
        _ frame: [UInt8], nonce: [UInt8], bounds: DocumentBounds
    ) throws(WorkerDeath) -> WorkerReply {
        guard frame.starts(with: nonce) else { throw WorkerDeath(.reply, "answered something else") }
        do {
            return try WorkerReply.decode(frame, from: nonce.count, bounds: bounds)
        } catch {
            throw WorkerDeath(.reply, error.description)
        }
    }
}
