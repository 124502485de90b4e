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

/// Who signs in: a user name and a secret, revealed for the time of the sign-in.
package struct Credentials: Sendable {
    package var user: String
    package var secret: Secret

    package init(user: String, secret: Secret) {
        self.user = user
        self.secret = secret
    }
}
