import Mail

/// A message that is a file of its own, found but not read yet.
struct StoredMessage {
    var locator: MessageLocator
    var path: String
    var size: Int
    /// The time of delivery, else of the file's last change.
    var received: MailDate

    /// Reads and hashes the file; over `message_size` a spool file with the header alone stands for it.
    func sourced(spool: String, limits: Limits) throws(MailFolderError) -> SourcedMessage {
        do {
            let file = try InputFile(path: path)
            guard file.status.size > limits[.messageSize] else {
                let (digest, size) = try file.digest()
                return SourcedMessage(
                    locator: locator, received: received, path: path, digest: digest, size: size, isSpooled: false)
            }
            let header = SpoolFile.header(in: try file.prefix(limits[.headerBlock]))
            let target = try SpoolFile(in: spool, limits: limits)
            try target.write(header)
            let kept = try target.finish()
            return SourcedMessage(
                locator: locator, received: received, path: kept.path, digest: kept.digest, size: file.status.size,
                isTooLarge: true, isSpooled: true)
        } catch let failure as SystemFailure {
            throw MailFolderError(.unreadable, path: path, errno: failure.number)
        } catch let error as MailFolderError {
            throw error
        } catch {
            throw MailFolderError(.unreadable, files: [.init(path: path, reason: "\(error)")])
        }
    }
}

/// The files a pass could not read, kept until the others are handed over.
struct UnreadableFiles {
    private(set) var files: [MailFolderError.File]

    init(_ files: [MailFolderError.File] = []) { self.files = files }

    /// Keeps what is about single files; anything else ends the pass.
    mutating func keep(_ error: MailFolderError) throws(MailFolderError) {
        guard error.code == .unreadable else { throw error }
        files += error.files
    }

    func throwIfAny() throws(MailFolderError) {
        if !files.isEmpty { throw MailFolderError(.unreadable, files: files) }
    }
}
