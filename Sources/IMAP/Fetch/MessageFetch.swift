import Mail

/// Fetches the messages of one open folder: two sets outstanding, every body into the spool, each handed over at once.
final class MessageFetch {
    /// What may lie in the spool undelivered before more is asked for.
    static let undelivered = Handoff.Load(messages: 200, bytes: 8_000_000)
    /// What a literal may exceed the announced size by; some servers estimate.
    private static let slack = 64 << 10

    private let session: Session
    private let epoch: MailboxEpoch
    private let context: FetchContext
    private let facts: [UInt32: MessageFacts]
    private var plan: FetchPlan
    private var inFlight: [FetchSet] = []
    private var progress: FolderProgress
    private var statistics: FetchStatistics
    private var askedAgain: Set<UInt32> = []
    /// How much of the messages that come in ranges was there when this connection began.
    private let sizesBefore: [UInt32: Int]
    /// The literals of the line that is being read, and the one that is being written.
    private var spooled: [SpooledBytes] = []
    private var writing: SpoolFile?

    /// - Parameters:
    ///   - messages: what is wanted, ascending by UID.
    ///   - progress: what is known of the folder; see ``run(saving:)``.
    init(
        _ messages: [MessageFacts], of epoch: MailboxEpoch, over session: Session, context: FetchContext,
        progress: FolderProgress, statistics: FetchStatistics
    ) {
        self.session = session
        self.epoch = epoch
        self.context = context
        self.progress = progress
        self.statistics = statistics
        sizesBefore = progress.partial.mapValues(\.size)
        facts = Dictionary(messages.map { ($0.uid, $0) }) { first, _ in first }
        plan = FetchPlan(messages, messageSize: context.limits[.messageSize], progress: progress)
    }

    deinit { spooled.forEach { $0.remove() } }

    /// Fetches everything that is planned.
    /// - Parameter save: takes what was reached, at the end and also before an error is thrown.
    func run(saving save: (FolderProgress, FetchStatistics) -> Void) throws(IMAPError) {
        let clock = ContinuousClock()
        let start = clock.now
        defer {
            statistics.fetchSeconds += (clock.now - start) / .seconds(1)
            save(progress, statistics)
        }
        do {
            repeat { try fetchPlanned() } while try planUnanswered()
        } catch {
            blame(inFlight, for: error)
            throw error
        }
    }

    private func fetchPlanned() throws(IMAPError) {
        while true {
            try issue()
            if inFlight.isEmpty, plan.isEmpty { return }
            guard !context.handoff.isCancelled else { throw IMAPError(.cancelled) }
            try session.turn { (event) throws(IMAPError) in try take(event) }
        }
    }

    /// Asks for more where line, spool and day allow it.
    private func issue() throws(IMAPError) {
        while inFlight.count < (session.isThrottled ? 1 : 2), !plan.isEmpty {
            let load = context.handoff.undelivered
            guard load.messages < Self.undelivered.messages, load.bytes < Self.undelivered.bytes else { return }
            guard let set = plan.next() else { return }
            // A message that came in ranges and ended before its announced size.
            if set.range != nil, set.uids.allSatisfy(progress.done.union(progress.gone).contains) { continue }
            guard statistics.bytes + inFlight.reduce(0, { $0 + $1.bytes }) < context.byteBudget else {
                guard inFlight.isEmpty else { return plan.putBack(set) }
                throw IMAPError(.dailyBytes, "\(statistics.bytes) bytes were fetched")
            }
            inFlight.append(set)
            session.literalLimit = literalLimit
            try session.begin(set.command)
        }
    }

    /// The largest literal that any outstanding set may bring.
    private var literalLimit: Int {
        let messageSize = context.limits[.messageSize]
        let largest = inFlight.map { set in
            if let range = set.range { return range.count }
            let announced = set.messages.map { $0.size ?? messageSize }.max() ?? 0
            return set.isHeaderOnly ? messageSize : min(messageSize, 2 * announced)
        }
        return (largest.max() ?? 0) + Self.slack
    }

    private func take(_ event: Conversation.Event) throws(IMAPError) {
        switch event {
        case .literalBegan: writing = try SpoolFile(in: context.spool)
        case .literalPiece(let piece): try writing?.append(piece)
        case .literalEnded:
            if let finished = try writing.take()?.finish() { spooled.append(finished) }
        case .data(let data):
            if case .fetch(let fetched) = data { try take(fetched) }
            spooled.forEach { $0.remove() }
            spooled = []
        case .status(let status):
            if status.code == "UIDVALIDITY", UInt32(status.arguments) != epoch.uidValidity {
                throw IMAPError(.uidValidityChanged, status.summary)
            }
        case .continuation: break
        case .completed(let command, let status):
            try settle(command, status)
        }
    }

    /// Hands over a body that was asked for; everything else that a FETCH response may be is passed over.
    private func take(_ data: FetchData) throws(IMAPError) {
        guard let uid = data.uid, let body = data.body, !progress.done.contains(uid), let known = facts[uid],
            let set = inFlight.first(where: { set in
                set.messages.contains { $0.uid == uid } && set.range.map { $0.lowerBound == data.origin } != false
            }), data.section == (set.isHeaderOnly ? "HEADER" : "")
        else { return }
        guard set.range == nil || body == .gone else { return try takeRange(body, of: set, known) }
        let content: SpooledBytes
        switch body {
        case .gone:
            progress.gone.insert(uid)
            progress.partial[uid] = nil
            return
        case .bytes(let bytes):
            let file = try SpoolFile(in: context.spool)
            try file.append(bytes[...])
            content = try file.finish()
        case .streamed(let index, _):
            guard spooled.indices.contains(index) else { return }
            content = spooled.remove(at: index)
        }
        statistics.bytes += content.size
        handOver(content, of: known, isHeaderOnly: set.isHeaderOnly)
    }

    /// Takes a range of a message, and hands the message over with its last.
    private func takeRange(_ body: FetchData.Body, of set: FetchSet, _ known: MessageFacts) throws(IMAPError) {
        guard let range = set.range else { return }
        let partial: PartialMessage
        if let begun = progress.partial[known.uid] {
            partial = begun
        } else {
            partial = PartialMessage(file: try SpoolFile(in: context.spool))
        }
        guard partial.size == range.lowerBound else {
            throw IMAPError(.protocolViolation, "ranges of a message came out of their order")
        }
        switch body {
        case .gone: return
        case .bytes(let bytes): try partial.file.append(bytes[...])
        case .streamed(let index, _):
            guard spooled.indices.contains(index) else { return }
            let piece = spooled.remove(at: index)
            defer { piece.remove() }
            try partial.file.append(contentsOf: piece)
        }
        let size = partial.file.size
        statistics.bytes += size - partial.size
        progress.partial[known.uid] = PartialMessage(file: partial.file, size: size)
        guard size <= context.limits[.messageSize] + Self.slack else {
            progress.partial[known.uid] = nil
            throw IMAPError(.literalTooLarge, "a message is larger than announced")
        }
        // A full range may be followed by more, whatever the server said of the size.
        if size == range.upperBound {
            if size >= known.size ?? 0 { plan.goOn(after: set) }
            return
        }
        progress.partial[known.uid] = nil
        handOver(try partial.file.finish(), of: known, isHeaderOnly: false)
    }

    private func handOver(_ content: SpooledBytes, of known: MessageFacts, isHeaderOnly: Bool) {
        progress.done.insert(known.uid)
        progress.gone.remove(known.uid)
        statistics.messages += 1
        let message = SourcedMessage(
            locator: .imap(epoch, uid: known.uid), received: known.internalDate, path: content.path,
            digest: content.digest, size: isHeaderOnly ? max(known.size ?? 0, content.size) : content.size,
            isTooLarge: isHeaderOnly,
            isSpooled: true)
        context.handoff.push(.message(message, bytes: content.size))
    }

    /// Ends a set: what was refused as a whole is asked for in halves.
    private func settle(_ command: Command, _ status: StatusResponse) throws(IMAPError) {
        guard let index = inFlight.firstIndex(where: { $0.command == command }) else { return }
        let set = inFlight.remove(at: index)
        if status.isThrottled { plan.slowDown() } else { plan.recover() }
        guard status.condition != .ok, status.code != "EXPUNGEISSUED" else { return }
        let reason = status.error(or: .commandRefused)
        guard reason.code == .commandRefused else { throw reason }
        if !plan.bisect(set, without: progress.done.union(progress.gone)) {
            progress.refused.formUnion(set.uids.filter { !progress.done.contains($0) })
        }
    }

    /// Finds out why messages got no answer: they are gone, or they are asked for once more, alone.
    /// - Returns: whether there is something to fetch again.
    private func planUnanswered() throws(IMAPError) -> Bool {
        let open = facts.keys.filter {
            !progress.done.contains($0) && !progress.gone.contains($0) && !progress.refused.contains($0)
        }.sorted()
        guard !open.isEmpty else { return false }
        let present = try session.present(open)
        progress.gone.formUnion(Set(open).subtracting(present))
        let again = present.filter { !askedAgain.contains($0) }
        progress.refused.formUnion(present.filter(askedAgain.contains))
        askedAgain.formUnion(again)
        plan.askAlone(again.compactMap { facts[$0] }, partial: progress.partial)
        return !again.isEmpty
    }

    /// Notes which messages were outstanding when the connection broke.
    ///
    /// Among several, each is asked for alone on the next connection; one that breaks the connection alone is to blame:
    /// for a literal larger than announced its header is asked for, for anything else it is left to the next pass. Who comes
    /// in ranges and got further is not to blame.
    private func blame(_ sets: [FetchSet], for error: IMAPError) {
        guard error.isWorthReconnecting else { return }
        let open = Set(sets.flatMap(\.uids)).filter { uid in
            // A message of which more came on this connection goes on where it was.
            !progress.done.contains(uid) && (progress.partial[uid]?.size ?? 0) <= sizesBefore[uid] ?? 0
        }
        guard open.count == 1, let uid = open.first, progress.suspects.contains(uid) else {
            progress.suspects.formUnion(open)
            return
        }
        if error.code == .literalTooLarge, !progress.tooLarge.contains(uid) {
            progress.tooLarge.insert(uid)
        } else {
            progress.refused.insert(uid)
        }
    }
}
