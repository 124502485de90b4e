package import Mail

/// An mbox file as a source of messages, in the order of the file.
///
/// The file is read in pieces and each message is spooled, so its size does not matter. The time of receipt is the file's; the
/// messages tell better.
package struct MboxSource: MailFolderSource {
    private let path: String
    private let spool: String
    private let limits: Limits

    package init(path: String, spool: String, limits: Limits = Limits()) {
        self.path = path
        self.spool = spool
        self.limits = limits
    }

    package func extent() throws(MailFolderError) -> MailFolderExtent {
        do {
            return MailFolderExtent(messages: nil, bytes: try FileStatus(path: path).size)
        } catch {
            throw MailFolderError(.unreadable, path: path, errno: error.number)
        }
    }

    package func forEachMessage(
        accounted: (MailboxEpoch) async throws -> Set<UInt32>, _ body: (SourcedMessage) async throws -> Void
    ) async throws -> [FolderReport] {
        var reading: Reading
        do {
            reading = Reading(file: try InputFile(path: path), path: path, spool: spool, limits: limits)
        } catch {
            throw MailFolderError(.unreadable, path: path, errno: error.number)
        }
        while let events = try reading.nextEvents() {
            for event in events {
                if let message = try reading.take(event) { try await body(message) }
            }
        }
        return []
    }

    /// One pass over the file.
    private struct Reading {
        let file: InputFile
        let path: String
        let spool: String
        let limits: Limits
        private var splitter = MboxSplitter()
        private var buffer = [UInt8](repeating: 0, count: 262_144)
        private var message: SpoolFile?
        private var ordinal = 0
        private var isAtEnd = false

        init(file: InputFile, path: String, spool: String, limits: Limits) {
            self.file = file
            self.path = path
            self.spool = spool
            self.limits = limits
        }

        mutating func nextEvents() throws(MailFolderError) -> [MboxSplitter.Event]? {
            guard !isAtEnd else { return nil }
            do {
                let count = try file.read(into: &buffer)
                if count > 0 { return splitter.feed(buffer[..<count]) }
            } catch {
                throw MailFolderError(.unreadable, path: path, errno: error.number)
            }
            isAtEnd = true
            return splitter.finish()
        }

        /// Follows one event; gives the message that it ends.
        mutating func take(_ event: MboxSplitter.Event) throws(MailFolderError) -> SourcedMessage? {
            switch event {
            case .start:
                message = try SpoolFile(in: spool, limits: limits)
                ordinal += 1
            case .bytes(let piece):
                try message?.write(piece)
            case .end:
                guard let ended = try message?.finish() else { return nil }
                message = nil
                return SourcedMessage(
                    locator: .mbox(file: path, ordinal: ordinal),
                    received: MailDate(secondsSinceEpoch: file.status.modified), path: ended.path,
                    digest: ended.digest, size: ended.size, isTooLarge: ended.isTooLarge, isSpooled: true)
            }
            return nil
        }
    }
}
