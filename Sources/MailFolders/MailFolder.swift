package import Mail

/// How much a mail folder holds, for a progress bar; counted without reading a message.
package struct MailFolderExtent: Hashable, Sendable {
    /// The number of messages; nil where only reading tells (an mbox).
    package var messages: Int?
    package var bytes: Int

    package init(messages: Int?, bytes: Int) {
        self.messages = messages
        self.bytes = bytes
    }
}

/// A mail folder on this machine. It is only read; a pass over it may be repeated and gives the same messages.
///
/// Files that cannot be read do not stop a pass: `forEachMessage` hands over all the others first and then throws one
/// ``MailFolderError`` `unreadable` that names them. A message over `message_size` is handed over with its header alone.
package protocol MailFolderSource: MessageSource {
    /// What the folder holds now.
    /// - Throws: ``MailFolderError`` where the folder itself cannot be listed; a file within it that cannot be read counts
    ///   as a message of no bytes.
    func extent() throws(MailFolderError) -> MailFolderExtent
}

/// Opens mail folders by what they are.
package enum MailFolder {
    package enum Kind: Sendable { case maildir, mbox, files }

    /// A directory with `cur` and `new` is a Maildir, a file that starts with a `From ` line an mbox; anything else is a saved
    /// message or a directory of them.
    /// - Throws: ``MailFolderError`` `not_found` or `unreadable`.
    package static func kind(of path: String) throws(MailFolderError) -> Kind {
        do {
            let status = try FileStatus(path: path)
            switch status.kind {
            case .directory: return MaildirListing.isMaildir(path) ? .maildir : .files
            case .regular: return try isMbox(path) ? .mbox : .files
            case .other:
                throw MailFolderError(.unreadable, files: [.init(path: path, reason: "neither a file nor a directory")])
            }
        } catch let failure as SystemFailure {
            throw MailFolderError(failure.isMissing ? .notFound : .unreadable, path: path, errno: failure.number)
        } catch let error as MailFolderError {
            throw error
        } catch {
            throw MailFolderError(.unreadable, files: [.init(path: path, reason: "\(error)")])
        }
    }

    /// The source for `path`.
    /// - Parameters:
    ///   - path: a Maildir, an mbox file, a saved message, or a directory of any of these.
    ///   - spool: an existing directory for messages that are no file of their own.
    ///   - limits: `message_size` and `header_block` count here.
    /// - Throws: ``MailFolderError`` `not_found` or `unreadable`.
    package static func open(
        path: String, spool: String, limits: Limits = Limits()
    ) throws(MailFolderError) -> any MailFolderSource {
        switch try kind(of: path) {
        case .maildir: MaildirSource(path: path, spool: spool, limits: limits)
        case .mbox: MboxSource(path: path, spool: spool, limits: limits)
        case .files: FileSource(path: path, spool: spool, limits: limits)
        }
    }

    /// Whether a file starts with the separator line of an mbox.
    static func isMbox(_ path: String) throws(SystemFailure) -> Bool {
        let start = try InputFile(path: path).prefix(2_048)
        return MboxSplitter.looksLikeSeparator(start.prefix { $0 != 0x0A })
    }
}
