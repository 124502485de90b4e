import Mail
import Transport

/// One pass over the folders of a mailbox, on the thread that owns its connections.
///
/// A connection that breaks is made anew, and the pass goes on where it was; what was handed over is not fetched twice.
final class MailboxPass {
    private let connect: IMAPMailbox.Connect
    private let account: String
    private let folders: [String]
    private let since: String?
    private let context: FetchContext
    private var progress: [MailboxEpoch: FolderProgress] = [:]
    private var reports: [FolderReport] = []
    private(set) var statistics = FetchStatistics()

    /// Connections that may break one after the other without a message handed over between them.
    private static let failuresInRow = 3

    /// - Parameter since: the day for SEARCH SINCE, as `1-Mar-2020`.
    init(
        connect: @escaping IMAPMailbox.Connect, account: String, folders: [String], since: String?,
        context: FetchContext
    ) {
        self.connect = connect
        self.account = account
        self.folders = folders
        self.since = since
        self.context = context
    }

    func run() throws(IMAPError) -> [FolderReport] {
        var failures = 0
        while true {
            let before = progress
            do {
                try runOnce()
                return reports
            } catch {
                failures = progress == before ? failures + 1 : 1
                guard statistics.connections > 0, error.isWorthReconnecting, failures < Self.failuresInRow else {
                    throw error
                }
                try pause(failures)
            }
        }
    }

    /// Waits before the next connection: about ``FetchContext/retryPause``, then twice as long each time.
    private func pause(_ failures: Int) throws(IMAPError) {
        let clock = ContinuousClock()
        let end = clock.now + context.retryPause * Double.random(in: 0.5...1.5) * (1 << (failures - 1))
        while clock.now < end {
            guard !context.handoff.isCancelled else { throw IMAPError(.cancelled) }
            context.handoff.wake.wait(milliseconds: 100)
        }
    }

    private func runOnce() throws(IMAPError) {
        let stream: any ByteStream
        do { stream = try connect(context.handoff.wake) } catch { throw IMAPError(error) }
        let session = Session(over: stream, limits: context.limits)
        session.advanced = context.advanced
        statistics.connections += 1
        defer { statistics.bytesReceived += session.bytesReceived }
        do {
            let capabilities = try session.capabilities()
            if capabilities.contains("ID") { _ = try session.run(.id) }
            reports = []
            statistics.refused = []
            for folder in folders {
                try read(folder, over: session, isExtended: capabilities.contains("ESEARCH"))
            }
        } catch {
            // The line is in order where we are the ones who end it.
            if error.code == .cancelled || error.code == .dailyBytes || error.code == .folder { session.logout() }
            throw error
        }
        session.logout()
    }

    private func read(_ folder: String, over session: Session, isExtended: Bool) throws(IMAPError) {
        let (uidValidity, exists) = try session.examine(folder)
        let epoch = MailboxEpoch(account: account, folder: folder, uidValidity: uidValidity)
        let known = exists == 0 ? [] : try session.uids(since: since, isExtended: isExtended)
        var reached = FolderProgress()
        if let before = progress[epoch] {
            reached = before
        } else {
            reached.done = try accounted(for: epoch, over: session)
        }
        reached.gone = []
        progress[epoch] = reached
        let wanted = known.filter { !reached.done.contains($0) && !reached.refused.contains($0) }
        var vanished: Set<UInt32> = []
        if !wanted.isEmpty {
            let messages = try session.facts(of: wanted, among: known)
            vanished = Set(wanted).subtracting(messages.map(\.uid))
            // A message that exists and has no facts is fetched all the same.
            let silent = vanished.isEmpty ? [] : try session.present(vanished.sorted())
            vanished.subtract(silent)
            let all = messages + silent.map { MessageFacts(uid: $0, flags: [], internalDate: nil, size: nil) }
            let fetch = MessageFetch(
                all.sorted { $0.uid < $1.uid }, of: epoch, over: session, context: context, progress: reached,
                statistics: statistics)
            try fetch.run { progress, statistics in
                self.progress[epoch] = progress
                self.statistics = statistics
            }
        }
        let final = progress[epoch] ?? reached
        statistics.refused += final.refused.sorted().map { .imap(epoch, uid: $0) }
        let present = Set(known).subtracting(final.gone).subtracting(vanished)
        reports.append(FolderReport(epoch: epoch, uidsOnServer: present))
    }

    /// Asks the task which UIDs need no fetching; the session stays awake meanwhile.
    private func accounted(for epoch: MailboxEpoch, over session: Session) throws(IMAPError) -> Set<UInt32> {
        context.handoff.push(.folder(epoch))
        while true {
            if let accounted = context.handoff.takeAccounted() { return accounted }
            guard !context.handoff.isCancelled else { throw IMAPError(.cancelled) }
            try session.turn { _ in }
        }
    }
}
