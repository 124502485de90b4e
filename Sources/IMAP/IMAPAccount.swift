package import Transport

/// An account on a server, as one entry of `mailboxes:` names it.
package struct IMAPAccount: Sendable {
    /// The entry's name: it stands in ledger, logs and status.
    package var name: String
    /// `imaps://host[:port]`, or `imap://host[:port]` with STARTTLS required.
    package var url: String
    package var user: String
    package var secret: Secret
    package var mechanism: SignInMechanism
    /// Makes the secret anew, once, after it was refused: a token may have been revoked before its time. Nil for a password.
    package var renew: (@Sendable () throws(TransportError) -> Void)?
    /// A PEM file of further authorities, beside the system's store.
    package var caFile: String?

    package init(
        name: String, url: String, user: String, secret: Secret, mechanism: SignInMechanism = .password,
        renew: (@Sendable () throws(TransportError) -> Void)? = nil, caFile: String? = nil
    ) {
        self.name = name
        self.url = url
        self.user = user
        self.secret = secret
        self.mechanism = mechanism
        self.renew = renew
        self.caFile = caFile
    }
}

/// What a server says of itself, for `istimara check`.
package struct ServerFacts: Sendable, Equatable {
    /// The first line of the server.
    package var greeting: String
    /// The capabilities after the sign-in, in upper case and the server's order.
    package var capabilities: [String]
    /// The names of all folders, decoded.
    package var folders: [String]
    /// For each folder of the settings: UIDVALIDITY and the number of messages; nil where it cannot be opened.
    package var opened: [String: Folder?]

    package struct Folder: Sendable, Equatable {
        package var uidValidity: UInt32
        package var messages: Int
    }
}
