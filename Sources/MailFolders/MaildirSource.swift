package import Mail

/// A Maildir with the folders in it, as a source of messages, oldest first.
///
/// The locator's folder is the directory's path, its name `cur/…` or `new/…`; the time of receipt is the one the file name
/// begins with, else the file's.
package struct MaildirSource: MailFolderSource {
    private let path: String
    private let spool: String
    private let limits: Limits

    package init(path: String, spool: String, limits: Limits = Limits()) {
        self.path = path
        self.spool = spool
        self.limits = limits
    }

    package func extent() throws(MailFolderError) -> MailFolderExtent {
        let messages = MaildirListing(root: path).messages
        return MailFolderExtent(messages: messages.count, bytes: messages.reduce(0) { $0 + $1.size })
    }

    package func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport] {
        let listing = MaildirListing(root: path)
        var unreadable = UnreadableFiles(listing.unreadable)
        for message in listing.messages {
            do {
                try await body(message.sourced(spool: spool, limits: limits))
            } catch let error as MailFolderError {
                try unreadable.keep(error)
            }
        }
        try unreadable.throwIfAny()
        return []
    }
}
