import Mail

/// When a server that owes an answer is given up: after silence, and after a trickle.
///
/// libcurl has no part in this; a frozen proxy acknowledges keep-alives, so only bytes count.
struct Deadlines {
    typealias Instant = ContinuousClock.Instant

    /// The span over which `imap_floor` is measured.
    static let floorSpan = Duration.seconds(120)

    private var silence: Duration
    /// Bytes that must come within ``floorSpan``.
    private let floorBytes: Int
    /// When the last byte came, or the command was given; nil while no answer is due.
    private var lastByte: Instant?
    private var spanStart: Instant?
    private var spanBytes = 0

    init(limits: Limits) {
        silence = .seconds(limits[.imapSilence])
        floorBytes = limits[.imapFloor] * Int(Self.floorSpan.components.seconds)
    }

    /// Gives a server that said it is throttling us twice the time.
    mutating func allowForThrottling() { silence *= 2 }

    /// An answer is due from `now` on.
    mutating func start(at now: Instant) {
        if lastByte == nil {
            spanStart = now
            spanBytes = 0
        }
        lastByte = now
    }

    /// Nothing is due any longer.
    mutating func stop() {
        lastByte = nil
        spanStart = nil
    }

    mutating func received(_ count: Int, at now: Instant) {
        guard lastByte != nil else { return }
        lastByte = now
        spanBytes += count
    }

    /// - Throws: `silent`, `tooSlow`.
    mutating func check(at now: Instant) throws(IMAPError) {
        guard let lastByte, let spanStart else { return }
        if now - lastByte >= silence {
            throw IMAPError(.silent, "no byte for \(silence.components.seconds) seconds")
        }
        if now - spanStart >= Self.floorSpan {
            guard spanBytes >= floorBytes else {
                throw IMAPError(.tooSlow, "\(spanBytes) bytes in \(Self.floorSpan.components.seconds) seconds")
            }
            self.spanStart = now
            spanBytes = 0
        }
    }

    /// How long one may sleep before ``check(at:)`` is due.
    func milliseconds(from now: Instant) -> Int {
        guard let lastByte, let spanStart else { return 60_000 }
        let left = min(silence - (now - lastByte), Self.floorSpan - (now - spanStart))
        return max(0, Int((left / .milliseconds(1)).rounded(.up)))
    }
}
