package import Mail

extension IMAPMailbox: MailboxActions {
    /// Performs an action over a connection of its own, the folder opened with SELECT.
    ///
    /// A message is acted on where its Message-ID, or its size where it has none, is the one that was filed.
    package func perform(
        _ action: MailboxAction, on messages: [FiledMessage], in epoch: MailboxEpoch, isRepeated: Bool
    ) async throws -> [UInt32: ActionResult] {
        try await onOwnThread { () throws(IMAPError) in
            let session = try session()
            let results = try session.perform(action, on: messages, in: epoch, isRepeated: isRepeated)
            session.logout()
            return results
        }
    }

    /// Whether a word can be a keyword.
    package static func isKeyword(_ word: String) -> Bool { Command.isKeyword(word) }
}
