package import Transport

/// Why a mailbox could not be read to its end.
///
/// Two errors are equal when their codes are. The detail may hold what the server said, never mail and never a secret.
package struct IMAPError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        // Before the sign-in was complete.
        case configuration, unreachable, tls, refused, mechanism, resources
        /// The server cannot serve now and says so.
        case temporary
        /// More was asked of the account than its provider allows: rest for an hour or more.
        case overQuota = "over_quota"
        /// As many bytes were fetched as the day allows (`imap_daily_bytes`): the rest waits.
        case dailyBytes = "imap_daily_bytes"
        /// The server closed the connection.
        case closed
        /// No byte came for `imap_silence` seconds while an answer was due.
        case silent = "imap_silence"
        /// Fewer than `imap_floor` bytes a second came while an answer was due.
        case tooSlow = "imap_floor"
        /// The server's answer is longer than `imap_line`.
        case lineTooLong = "imap_line"
        /// The server's answer is nested deeper than `imap_nesting`.
        case nestedTooDeep = "imap_nesting"
        /// A literal is larger than the server had announced, or than any message may be.
        case literalTooLarge = "literal_too_large"
        /// The server does not speak IMAP as RFC 3501 and RFC 9051 have it.
        case protocolViolation = "protocol"
        /// A folder of the settings is not there, or may not be read.
        case folder
        /// The UIDs of the folder changed their meaning while it was read: begin again.
        case uidValidityChanged = "uidvalidity_changed"
        /// The server refused a command that every server has.
        case commandRefused = "command_refused"
        /// The spool file could not be written.
        case spool
        /// Whoever asked does not want the rest.
        case cancelled
    }

    /// What is to be done about an error: each has an exit status of its own.
    package enum Remedy: Sendable {
        /// It may work later without anybody's help (exit 75).
        case retry
        /// The server does not accept user or secret: somebody must act, and soon, else the account is locked (77).
        case credentials
        /// The settings must be changed (78).
        case settings
        /// This machine's disk or memory (74).
        case inputOutput
    }

    package var code: Code
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package init(_ error: TransportError) {
        detail = error.detail
        code =
            switch error.code {
            case .configuration: .configuration
            case .unreachable: .unreachable
            case .tls: .tls
            case .refused: .refused
            case .mechanism: .mechanism
            case .temporary: .temporary
            case .overQuota: .overQuota
            case .closed: .closed
            case .protocolViolation: .protocolViolation
            case .resources: .resources
            }
    }

    package var remedy: Remedy {
        switch code {
        case .refused: .credentials
        case .configuration, .mechanism, .folder: .settings
        case .spool, .resources: .inputOutput
        default: .retry
        }
    }

    /// Whether a new connection may well get further than this one did.
    ///
    /// What is no IMAP may be the end of a line that broke, or one message's answer: that message is then asked for alone
    /// and left, and the others come.
    var isWorthReconnecting: Bool {
        switch code {
        case .closed, .silent, .tooSlow, .literalTooLarge, .protocolViolation, .lineTooLong, .nestedTooDeep: true
        default: false
        }
    }

    package var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
