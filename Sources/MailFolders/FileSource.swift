package import Mail

/// Saved messages: one file, or every file under a directory, in the order of their paths.
///
/// Files and directories whose names start with a dot are passed over, unless they are Maildir folders. An mbox among the
/// files is opened as one (an `.eml` that starts with a `From ` line is not), a Maildir among the directories likewise.
package struct FileSource: MailFolderSource {
    private let path: String
    private let spool: String
    private let limits: Limits

    package init(path: String, spool: String, limits: Limits = Limits()) {
        self.path = path
        self.spool = spool
        self.limits = limits
    }

    package func extent() throws(MailFolderError) -> MailFolderExtent {
        let listing = FileListing(root: path)
        let holdsMbox = listing.entries.contains(where: \.isMbox)
        return MailFolderExtent(
            messages: holdsMbox ? nil : listing.entries.count, bytes: listing.entries.reduce(0) { $0 + $1.message.size }
        )
    }

    package func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport] {
        let listing = FileListing(root: path)
        var unreadable = UnreadableFiles(listing.unreadable)
        for entry in listing.entries {
            do {
                if entry.isMbox {
                    let mbox = MboxSource(path: entry.message.path, spool: spool, limits: limits)
                    _ = try await mbox.forEachMessage(accounted: accounted, body)
                } else {
                    try await body(entry.message.sourced(spool: spool, limits: limits))
                }
            } catch let error as MailFolderError {
                try unreadable.keep(error)
            }
        }
        try unreadable.throwIfAny()
        return []
    }
}

/// The files under a path, listed but not read.
struct FileListing {
    struct Entry {
        var message: StoredMessage
        var isMbox = false
    }

    private(set) var entries: [Entry] = []
    private(set) var unreadable: [MailFolderError.File] = []

    /// Walks without recursion and enters each directory once, whatever links lead to it.
    init(root: String) {
        var visited: Set<FileStatus.Identity> = []
        var waiting = [root]
        while let path = waiting.popLast() {
            do {
                let status = try FileStatus(path: path)
                switch status.kind {
                case .regular: try add(path, status)
                case .other: unreadable.append(.init(path: path, reason: "not a regular file"))
                case .directory:
                    guard visited.insert(status.identity).inserted else { continue }
                    if MaildirListing.isMaildir(path) {
                        let maildir = MaildirListing(root: path)
                        entries += maildir.messages.map { Entry(message: $0) }
                        unreadable += maildir.unreadable
                        continue
                    }
                    let (names, unusable) = try Directory.names(in: path)
                    unreadable += unusable.map { .init(path: path + "/" + $0, reason: "the name is not UTF-8") }
                    let children = names.map { (name: $0, path: path.hasSuffix("/") ? path + $0 : path + "/" + $0) }
                    waiting += children.filter { !$0.name.hasPrefix(".") || MaildirListing.isMaildir($0.path) }.map(
                        \.path)
                }
            } catch {
                unreadable.append(.init(path: path, reason: error.reason))
            }
        }
        entries.sort { $0.message.path.utf8.lexicographicallyPrecedes($1.message.path.utf8) }
    }

    private mutating func add(_ path: String, _ status: FileStatus) throws(SystemFailure) {
        let message = StoredMessage(
            locator: .file(path: path), path: path, size: status.size,
            received: MailDate(secondsSinceEpoch: status.modified))
        let isMbox = path.lowercased().hasSuffix(".eml") ? false : try MailFolder.isMbox(path)
        entries.append(Entry(message: message, isMbox: isMbox))
    }
}
