/// Why a server could not be reached, signed in to, or listened to any longer.
///
/// Two errors are equal when their codes are. The detail may hold what the server said, with secrets taken out; it
/// never holds mail.
package struct TransportError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable, CaseIterable {
        /// The settings name no server that could be asked: a bad URL, a user name with a line break.
        case configuration
        /// No address for the host, nobody listening, or no answer in time.
        case unreachable
        /// The server's certificate was not accepted, or it offers no TLS.
        case tls
        /// The server refused user or password.
        case refused
        /// The server offers none of the ways to sign in that are allowed here.
        case mechanism
        /// The server cannot serve now and says so, or ended the sign-in without a reason.
        case temporary
        /// More was asked of the account than its provider allows, says the server.
        case overQuota = "over_quota"
        /// The peer closed the connection.
        case closed
        /// The peer does not speak the protocol.
        case protocolViolation = "protocol"
        /// Memory or descriptors ran out on this side.
        case resources
    }

    package var code: Code
    /// What happened, for a person: libcurl's own words or the server's.
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    package var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}
