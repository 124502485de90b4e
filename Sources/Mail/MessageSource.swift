/// A message as a source hands it over: bytes in a file, hashed while they were written.
package struct SourcedMessage: Sendable {
    package var locator: MessageLocator
    /// INTERNALDATE of the server, or the file's time; nil where neither is known.
    package var received: MailDate?
    /// A file that holds exactly the message's bytes (or, over the size limit, its header alone).
    package var path: String
    /// The digest of the bytes in `path`.
    package var digest: ContentDigest
    /// The size of the whole message in bytes, as announced or counted.
    package var size: Int
    /// Whether the source kept only the header because the message is over `message_size`.
    package var isTooLarge: Bool
    /// Whether `path` is a spool file that whoever takes the message may move or remove.
    package var isSpooled: Bool

    package init(
        locator: MessageLocator, received: MailDate?, path: String, digest: ContentDigest, size: Int,
        isTooLarge: Bool = false, isSpooled: Bool
    ) {
        self.locator = locator
        self.received = received
        self.path = path
        self.digest = digest
        self.size = size
        self.isTooLarge = isTooLarge
        self.isSpooled = isSpooled
    }
}

/// What a source saw of one server folder in one pass; the archive is reconciled against it.
package struct FolderReport: Sendable {
    package var epoch: MailboxEpoch
    /// Every UID that the server holds.
    package var uidsOnServer: Set<UInt32>

    package init(epoch: MailboxEpoch, uidsOnServer: Set<UInt32>) {
        self.epoch = epoch
        self.uidsOnServer = uidsOnServer
    }
}

/// A place that messages come from: a mailbox on a server, a Maildir, an mbox, a folder of files.
package protocol MessageSource: Sendable {
    /// Hands over, oldest first, each message that is not accounted for, and waits for `body` before going far ahead.
    ///
    /// Nothing in the source changes: folders are opened with EXAMINE, files are read only.
    /// - Parameters:
    ///   - accounted: the UIDs of a folder's epoch that need no fetching; asked once per folder.
    ///   - body: takes one message; what it throws ends the pass.
    /// - Returns: what the server's folders hold; empty for files.
    func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>,
        _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport]
}
