package import Archive
import Logging
package import Mail

/// What is done to the messages of a mailbox once they are filed, by outcome; nothing where nothing is configured.
package struct ServerActions: Sendable {
    package var byOutcome: [Outcome: MailboxAction]
    /// Opens the way back to the mailbox.
    package var open: @Sendable () throws -> any MailboxActions

    package init(byOutcome: [Outcome: MailboxAction], open: @escaping @Sendable () throws -> any MailboxActions) {
        self.byOutcome = byOutcome
        self.open = open
    }

    /// The most messages of one command.
    private static let most = 100

    /// Acts on what a folder holds of filed messages; the intent is written before, the result after.
    /// - Parameter attempts: how often an action is begun (`attempts`).
    func perform(
        on folder: FolderReport, of archive: Archive, attempts: Int, logger: Logger
    ) async throws {
        guard !byOutcome.isEmpty else { return }
        let epoch = folder.epoch
        // What left the server by itself needs nothing; what was begun is looked for.
        let wanted = try archive.records.wantedActions(in: epoch, by: byOutcome).filter {
            $0.attempts > 0 || folder.uidsOnServer.contains($0.message.uid)
        }
        for (action, all) in Dictionary(grouping: wanted, by: \.action) {
            let exhausted = all.filter { $0.attempts >= attempts }
            if !exhausted.isEmpty {
                try archive.records.conclude(action, on: exhausted.map(\.message.uid), in: epoch, as: .failed)
            }
            let open = all.filter { $0.attempts < attempts }
            for isRepeated in [true, false] {
                let some = open.filter { ($0.attempts > 0) == isRepeated }.map(\.message)
                for start in stride(from: 0, to: some.count, by: Self.most) {
                    let messages = Array(some[start..<min(start + Self.most, some.count)])
                    try await perform(action, on: messages, in: epoch, isRepeated: isRepeated, of: archive)
                }
            }
            logger.info(
                "actions done",
                metadata: ["mailbox": "\(epoch.account)", "action": "\(action.name)", "messages": "\(open.count)"])
        }
    }

    private func perform(
        _ action: MailboxAction, on messages: [FiledMessage], in epoch: MailboxEpoch, isRepeated: Bool,
        of archive: Archive
    ) async throws {
        try archive.records.intend(action, on: messages.map(\.uid), in: epoch)
        let results = try await self.open().perform(action, on: messages, in: epoch, isRepeated: isRepeated)
        for (result, uids) in Dictionary(grouping: results.keys, by: { results[$0] }) {
            guard let result, let state = ActionState(rawValue: result.rawValue) else { continue }
            try archive.records.conclude(action, on: uids.sorted(), in: epoch, as: state)
        }
    }
}
