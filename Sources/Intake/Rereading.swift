package import Archive
internal import Extraction
package import Mail

/// Reads originals again with today's program: what was read before stays beside it, and decisions stay over both.
package struct Rereading: Sendable {
    private let archive: Archive
    private let reader: OriginalReader

    package init(archive: Archive, reader: OriginalReader) {
        self.archive = archive
        self.reader = reader
    }

    /// A message that reads otherwise today.
    package struct Revision: Sendable {
        package var difference: MessageDifference
        fileprivate var filing: Filing
    }

    /// What came of reading a message again.
    package enum Result: Sendable {
        case same
        case differs(Revision)
        /// The original is missing or damaged.
        case unreadable(ArchiveError)
    }

    /// Reads a message again and compares; nothing is written.
    /// - Throws: what stops every message: no worker can be started, the records cannot be read.
    package func compare(_ message: ContentDigest) async throws -> Result {
        let filing: Filing
        do {
            filing = try await reader.filing(
                of: message, account: OriginalReader.account(of: try archive.records.message(message)))
        } catch let error as ArchiveError where error.code == .damaged || error.code == .notFound {
            return .unreadable(error)
        }
        guard let difference = try archive.records.difference(to: filing) else { return .same }
        return .differs(Revision(difference: difference, filing: filing))
    }

    /// Files what differs; the views are brought up to date by the caller.
    package func apply(_ revision: Revision) throws { _ = try archive.records.refile(revision.filing) }
}
