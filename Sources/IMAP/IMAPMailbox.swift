import Glibc
package import Mail
import Transport

/// A mailbox on an IMAP server as a source of messages; nothing on the server changes.
///
/// Folders are opened with EXAMINE and bodies asked for with BODY.PEEK[] (RFC 9051 §6.3.3, §6.4.5), so no flag is set.
/// Each pass has connections and a thread of its own.
package struct IMAPMailbox: MessageSource {
    /// How a stream comes to be: libcurl's, or a test's.
    typealias Connect = @Sendable (WakeDescriptor) throws(TransportError) -> any ByteStream

    private let name: String
    let folders: [String]
    private let since: MailDate?
    private let spool: String
    let limits: Limits
    private let byteBudget: Int
    private let observe: (@Sendable (FetchStatistics) -> Void)?
    private let retryPause: Duration
    private let advanced: @Sendable () -> Void
    let connect: Connect

    /// - Parameters:
    ///   - folders: decoded names, read in this order; empty for the folder in the account's URL, else INBOX.
    ///   - since: messages whose INTERNALDATE is on an earlier day are passed over; the server decides by its own date.
    ///   - spool: an existing directory; what nobody takes from it is removed again.
    ///   - limits: `message_size` and those that begin with `imap_`.
    ///   - byteBudget: bytes of messages that may still be fetched, for `imap_daily_bytes`.
    ///   - retryPause: the wait before a connection that broke is made anew; twice as long each time.
    ///   - observe: takes what a pass moved, at its end, also after an error.
    ///   - advanced: called whenever bytes have come in a pass, for whoever wants to know that the work goes on.
    /// - Throws: `configuration` for a URL that names no server.
    package init(
        account: IMAPAccount, folders: [String], since: MailDate? = nil, spool: String, limits: Limits,
        byteBudget: Int = .max, retryPause: Duration = .milliseconds(500),
        observe: (@Sendable (FetchStatistics) -> Void)? = nil, advanced: @escaping @Sendable () -> Void = {}
    ) throws(IMAPError) {
        let endpoint: Endpoint
        do { endpoint = try Endpoint(url: account.url) } catch { throw IMAPError(error) }
        let credentials = Credentials(user: account.user, secret: account.secret, mechanism: account.mechanism)
        self.init(
            name: account.name, folders: folders.isEmpty ? [endpoint.folder ?? "INBOX"] : folders, since: since,
            spool: spool, limits: limits, byteBudget: byteBudget, retryPause: retryPause, observe: observe,
            advanced: advanced
        ) { (wake) throws(TransportError) in
            do throws(TransportError) {
                return try CurlConnection(to: endpoint, as: credentials, caFile: account.caFile, wake: wake)
            } catch {
                guard error.code == .refused, let renew = account.renew else { throw error }
                try renew()
                return try CurlConnection(to: endpoint, as: credentials, caFile: account.caFile, wake: wake)
            }
        }
    }

    /// A mailbox over any stream.
    init(
        name: String, folders: [String], since: MailDate? = nil, spool: String, limits: Limits,
        byteBudget: Int = .max, retryPause: Duration = .milliseconds(500),
        observe: (@Sendable (FetchStatistics) -> Void)? = nil, advanced: @escaping @Sendable () -> Void = {},
        connect: @escaping Connect
    ) {
        self.name = name
        self.folders = folders
        self.since = since
        self.spool = spool
        self.limits = limits
        self.byteBudget = byteBudget
        self.observe = observe
        self.retryPause = retryPause
        self.advanced = advanced
        self.connect = connect
    }

    /// Hands over each message of the folders that is not accounted for, ascending by UID within a folder.
    ///
    /// While `body` works, the server is asked for at most 8 MB more than was taken. When `body` returns, the spool
    /// file is removed unless it was moved.
    /// - Throws: ``IMAPError``; what `accounted` or `body` threw; `CancellationError`. A message that the server refuses
    ///   to give is no error: it stays in the report's UIDs and is named in ``FetchStatistics/refused``.
    package func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>,
        _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport] {
        let handoff = try start()
        return try await withTaskCancellationHandler {
            var failure: (any Error)?
            while true {
                let delivery = await handoff.next()
                if failure == nil, Task.isCancelled { failure = CancellationError() }
                do {
                    switch delivery {
                    case .ended(let result):
                        if let failure { throw failure }
                        return try result.get()
                    case .folder(let epoch) where failure == nil:
                        handoff.answer(accounted: try await accounted(epoch))
                    case .message(let message, let bytes):
                        defer {
                            unsafe unlink(message.path)
                            handoff.consumed(bytes: bytes)
                        }
                        if failure == nil { try await body(message) }
                    case .folder: break
                    }
                } catch {
                    if case .ended = delivery { throw error }
                    failure = error
                    handoff.cancel()
                }
            }
        } onCancel: {
            handoff.cancel()
        }
    }

    /// Starts the thread of a pass.
    private func start() throws(IMAPError) -> Handoff {
        do {
            let handoff = try Handoff()
            let context = FetchContext(
                handoff: handoff, spool: spool, limits: limits, byteBudget: byteBudget, retryPause: retryPause,
                advanced: advanced)
            let day = since?.searchDate
            try OwnerThread.start { [self] in
                let pass = MailboxPass(connect: connect, account: name, folders: folders, since: day, context: context)
                let result = Result { () throws(IMAPError) in try pass.run() }
                observe?(pass.statistics)
                handoff.push(.ended(result))
            }
            return handoff
        } catch {
            throw IMAPError(error)
        }
    }

    /// Signs in, looks at what the server offers and at the folders of the settings, and leaves.
    package func probe() async throws -> ServerFacts {
        try await onOwnThread { () throws(IMAPError) in try facts() }
    }

    /// Runs `work`, which blocks, on a thread of its own.
    func onOwnThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(IMAPError) -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do throws(TransportError) {
                try OwnerThread.start { continuation.resume(with: Result(catching: work)) }
            } catch {
                continuation.resume(throwing: IMAPError(error))
            }
        }
    }

    /// Connects and signs in; blocks, and belongs to the thread that calls it.
    /// - Parameter wake: ends the session's sleep; nil where nobody wants to.
    func session(wokenBy wake: WakeDescriptor? = nil) throws(IMAPError) -> Session {
        do throws(TransportError) {
            let wake = if let wake { wake } else { try WakeDescriptor() }
            return Session(over: try connect(wake), limits: limits)
        } catch {
            throw IMAPError(error)
        }
    }

    private func facts() throws(IMAPError) -> ServerFacts {
        let session = try session()
        let capabilities = try session.capabilities()
        var facts = ServerFacts(
            greeting: session.transcript.greeting ?? "", capabilities: capabilities, folders: try session.folders(),
            opened: [:])
        for folder in folders {
            do {
                let (uidValidity, messages) = try session.examine(folder)
                facts.opened[folder] = .some(.init(uidValidity: uidValidity, messages: messages))
            } catch  where error.code == .folder {
                facts.opened[folder] = .some(nil)
            }
        }
        session.logout()
        return facts
    }
}
