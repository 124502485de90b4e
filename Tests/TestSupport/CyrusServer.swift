import Foundation

/// A Cyrus IMAP of the test's own on 127.0.0.1, with TLS, ended with its owner: another make of server than Dovecot, with
/// another order of responses, other untagged data and other capabilities. Every password is right.
package final class CyrusServer: MailServer {
    package let url: String
    /// The certificate, which is its own authority.
    package var caFile: String { script.folder + "/cert.pem" }

    private let port: UInt16
    private let script: ServerScript

    /// Starts a server and waits until it listens.
    package init() throws {
        port = try freePort()
        url = "imaps://localhost:\(port)"
        script = try ServerScript("cyrus-server.sh", ports: [port])
    }

    package func fill(_ folder: String, of user: String, from source: String) throws {
        try client(user, "append", folder, source)
    }

    /// UID and flags of each message as another client sees them, a line each.
    package func flags(_ folder: String = "INBOX") throws -> [String] {
        try client(Self.user, "flags", folder).split(separator: "\n").map(String.init)
    }

    /// Removes messages as another client does.
    package func expunge(_ uids: UInt32..., from folder: String = "INBOX") throws {
        try client(Self.user, "expunge", folder, uids.map(String.init).joined(separator: ","))
    }

    @discardableResult private func client(_ arguments: String...) throws -> String {
        try script.run(["client", script.folder, "\(port)"] + arguments)
    }
}
