internal import IMAP
internal import Intake
internal import Logging

/// Has servers tell of new messages between the cycles, over one connection a mailbox that is made anew whenever it ends.
struct MailboxWatch: Sendable {
    let mailboxes: [Settings.Mailbox]
    let sources: MessageSources
    let rests: MailboxRests
    let logger: Logger

    /// Seconds before a connection that ended at once is tried again: the first and the longest.
    private static let pauses = 5...600
    /// A connection that lasted so long ended for no reason of its own.
    private static let ordinaryLife = Duration.seconds(60)

    /// Watches every mailbox until the task is cancelled.
    func run(news: @escaping @Sendable () -> Void) async {
        await withDiscardingTaskGroup { group in
            for mailbox in mailboxes { group.addTask { await watch(mailbox, news: news) } }
        }
    }

    private func watch(_ mailbox: Settings.Mailbox, news: @escaping @Sendable () -> Void) async {
        var pause = Self.pauses.lowerBound
        while !Task.isCancelled {
            let rest = rests.secondsLeft(of: mailbox.name)
            if rest > 0 {
                guard (try? await Task.sleep(for: .seconds(rest))) != nil else { return }
            }
            let beginning = ContinuousClock.now
            do {
                try await sources.open(mailbox).watch(
                    began: { logger.debug("watching for news", metadata: ["mailbox": "\(mailbox.name)"]) }, news: news)
                if !Task.isCancelled {
                    logger.info("the server tells no news (no IDLE)", metadata: ["mailbox": "\(mailbox.name)"])
                }
                return
            } catch {
                let failure = MessageSources.failure(error, account: mailbox.name)
                logger.debug(
                    "watching ended", metadata: ["mailbox": "\(mailbox.name)", "code": "\(failure?.code ?? "other")"])
                // The cycles say so where somebody hears it; trying on would lock the account.
                if let failure, failure.status != .temporary { return }
                if let failure, failure.code == MailboxRests.provider { rests.note(failure) }
                if ContinuousClock.now - beginning > Self.ordinaryLife { pause = Self.pauses.lowerBound }
            }
            let seconds = Double(pause) * .random(in: 1...1.5)
            guard (try? await Task.sleep(for: .seconds(seconds))) != nil else { return }
            pause = min(2 * pause, Self.pauses.upperBound)
        }
    }
}
