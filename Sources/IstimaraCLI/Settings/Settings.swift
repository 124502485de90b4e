package import Archive
package import Extraction
package import Intake
package import Mail
package import Transport

/// The settings in force: what the file says, what the environment and options say instead, and the defaults.
package struct Settings: Sendable {
    /// How the program signs in to a mailbox.
    package enum SignIn: Sendable {
        case password(SecretSource)
        case oauth(OAuth)
    }

    /// The program as a client of a provider of tokens.
    package struct OAuth: Sendable {
        package var provider: OAuthProvider
        package var clientID: String
        /// Nil where the provider gave none.
        package var clientSecret: SecretSource?
    }

    /// One mailbox on a server.
    package struct Mailbox: Sendable {
        package var name: String
        /// `imaps://host[:port]` or `imap://host[:port]` with STARTTLS.
        package var url: String
        package var user: String
        package var signIn: SignIn
        package var caFile: String?
        package var folders: [String]
        /// `yyyy-mm-dd`: messages that the server received before are left alone; nil for everything.
        package var since: String?
        package var authservID: String?
        /// What is done on the server to messages that are filed, by outcome.
        package var actions: [Outcome: MailboxAction]
    }

    /// What is run when a mailbox cannot be read, and when it is read again.
    package struct Alarm: Sendable, Equatable {
        /// A shell command; it reads one line of JSON.
        package var command: String
        /// Cycles without success before it is run, 1 or more.
        package var after: Int
    }

    package struct Log: Sendable {
        package enum Format: String, CaseIterable, Sendable { case text, json }
        /// The levels of swift-log.
        package static let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]
        /// A level of swift-log.
        package var level: String
        package var format: Format
    }

    /// The file they were read from, as it was named.
    package var file: String
    package var archive: String
    package var forms: String
    package var themes: String
    package var councils: String
    package var mailboxes: [Mailbox]
    /// When the daemon polls.
    package var schedule: PollSchedule.Rule
    /// Whether servers are asked to tell of new messages between the cycles (IDLE, RFC 2177).
    package var idle: Bool
    /// Nil where nobody is told.
    package var alarm: Alarm?
    /// The port of 127.0.0.1 that health and metrics are served at; nil for none.
    package var healthPort: UInt16?
    package var timeZone: String
    /// Where the views stand; nil for the archive itself.
    package var viewPath: String?
    /// The mode of the views' folders, as a number.
    package var viewMode: Int
    /// The group that the views belong to; nil for the program's own.
    package var viewGroup: SystemGroup?
    /// Whether documents are read where the kernel cannot fence the worker.
    package var fence: FencePolicy
    package var limits: Limits
    package var log: Log
    /// The key paths that the file, the environment or an option set, with where.
    package var origins: [String: String]
}
