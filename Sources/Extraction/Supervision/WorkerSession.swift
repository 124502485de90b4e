import Documents
import Mail

/// The workers of one message: none until a part needs one, then one for all its parts, and after a death a fresh one.
struct WorkerSession: ~Copyable {
    /// What became of a request.
    enum Answer {
        case document(Document)
        case failure(DocumentError)
        /// It killed its worker, or its worker lied.
        case death(WorkerDeath)
        /// Too many of the message's parts killed their workers: no more is asked.
        case refused
    }

    /// The deaths after which a message's other parts are left closed: each may cost a whole `worker_wall`.
    static let maximumDeaths = 8

    private let program: WorkerProgram
    private let bounds: DocumentBounds
    private var worker: WorkerProcess?
    /// Whether the running worker has answered before.
    private var hasServed = false
    private var deaths = 0

    init(_ program: WorkerProgram) {
        self.program = program
        bounds = DocumentBounds(program.limits)
    }

    /// Has a worker read one file.
    mutating func read(_ file: [UInt8], mediaType: String, charset: String?) throws(ExtractionError) -> Answer {
        guard deaths < Self.maximumDeaths else { return .refused }
        let limits = Limit.allCases.map { ($0.rawValue, program.limits[$0]) }
        let request = ReadRequest(
            mediaType: mediaType, charset: charset, limits: Dictionary(uniqueKeysWithValues: limits))
        switch try ask(.read(request), file: file) {
        case .success(.document(let document)): return .document(document)
        case .success(.failure(let error)): return .failure(error)
        case .success(.entries): return .death(WorkerDeath(.reply, "answered another request"))
        case .failure(let death): return .death(death)
        }
    }

    /// Asks the running worker, or a fresh one.
    ///
    /// A worker that served before may have been hurt by an earlier part: at its death a fresh one is asked once more.
    private mutating func ask(
        _ request: WorkerRequest, file: [UInt8]
    ) throws(ExtractionError) -> Result<WorkerReply, WorkerDeath> {
        if worker?.isOutOfStep == true { worker = nil }
        while true {
            if worker == nil { hasServed = false }
            let current: WorkerProcess
            if let worker { current = worker } else { current = try WorkerProcess(program) }
            worker = current
            do {
                let nonce = Self.nonce()
                let frame = try current.ask(
                    nonce + request.encoded(), file: file, maximumReply: program.limits[.workerReply],
                    wall: .seconds(program.limits[.workerWall]))
                let reply = try Self.decode(frame, nonce: nonce, bounds: bounds)
                hasServed = true
                return .success(reply)
            } catch {
                worker = nil
                deaths += 1
                if !hasServed { return .failure(error) }
            }
        }
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
