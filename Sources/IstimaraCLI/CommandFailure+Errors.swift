internal import Archive
internal import Extraction
internal import IMAP
internal import MailFolders

extension CommandFailure {
    /// An error as the end of a command: one of a room below, or one already; nil for what none of them makes.
    init?(_ error: any Error) {
        switch error {
        case let error as CommandFailure: self = error
        case let error as ArchiveError:
            let status: ExitStatus =
                switch error.code {
                case .locked: .temporary
                case .schemaNewer, .schemaOlder, .networkFileSystem, .foreignOwner: .configuration
                case .noSuchArchive, .notFound, .ambiguous: .noInput
                default: .inputOutput
                }
            self.init(status, code: error.code.rawValue, error.description)
        case let error as MailFolderError:
            self.init(error.code == .notFound ? .noInput : .inputOutput, code: error.code.rawValue, error.description)
        case let error as ExtractionError:
            self.init(
                error.code == .workerUnavailable ? .temporary : .unavailable, code: error.code.rawValue,
                error.description)
        case let error as IMAPError:
            let status: ExitStatus =
                switch error.remedy {
                case .retry: .temporary
                case .credentials: .refused
                case .settings: .configuration
                case .inputOutput: .inputOutput
                }
            self.init(status, code: error.code.rawValue, error.description)
        default: return nil
        }
    }
}
