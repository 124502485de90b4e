/// A password or token that prints as `<secret>`, whoever prints it.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let source: @Sendable () throws -> String

    /// A secret that is fetched where it is needed: from a file, a command, the environment.
    package init(_ source: @escaping @Sendable () throws -> String) { self.source = source }

    /// A secret that is at hand.
    package init(_ value: String) { source = { value } }

    /// The secret itself. What `source` throws is passed on.
    package func reveal() throws -> String { try source() }

    package var description: String { "<secret>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// How somebody signs in (SASL, RFC 4422).
package enum SignInMechanism: Sendable {
    /// The secret is a password: PLAIN (RFC 4616), else LOGIN.
    case password
    /// The secret is an access token of OAuth 2.0: OAUTHBEARER (RFC 7628), else XOAUTH2.
    case bearerToken

    /// What a server must offer, one of them.
    var capabilities: [String] {
        switch self {
        case .password: ["AUTH=PLAIN", "AUTH=LOGIN"]
        case .bearerToken: ["AUTH=OAUTHBEARER", "AUTH=XOAUTH2"]
        }
    }
}

/// Who signs in: a user name and a secret, revealed for the time of the sign-in.
package struct Credentials: Sendable {
    package var user: String
    package var secret: Secret
    package var mechanism: SignInMechanism

    package init(user: String, secret: Secret, mechanism: SignInMechanism = .password) {
        self.user = user
        self.secret = secret
        self.mechanism = mechanism
    }
}
