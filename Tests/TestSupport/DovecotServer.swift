import Foundation

/// A Dovecot of the test's own on 127.0.0.1, with TLS and STARTTLS, ended with its owner.
///
/// It holds doveadm's door open to whatever a test wants to know or to change.
package final class DovecotServer: MailServer {
    /// `imaps://localhost:port`
    package var url: String { "imaps://localhost:\(imapsPort)" }
    /// `imap://localhost:port`, where the server demands STARTTLS.
    package var startTLSURL: String { "imap://localhost:\(imapPort)" }
    /// The certificate, which is its own authority.
    package var caFile: String { folder + "/cert.pem" }
    /// Where the certificate, its key and the key of access tokens stand.
    package var folder: String { script.folder }
    package let imapPort: UInt16
    package let imapsPort: UInt16

    private let script: ServerScript

    /// Starts a server and waits until it listens.
    /// - Parameter users: passwords by user name.
    package init(users: [String: String] = [user: password]) throws {
        imapPort = try freePort()
        imapsPort = try freePort()
        script = try ServerScript("dovecot-server.sh", ports: [imapPort, imapsPort]) { folder in
            let lines = users.map { "\($0.key):{PLAIN}\($0.value)\n" }.joined()
            try folder.write(Array(lines.utf8), to: "users")
        }
    }

    /// What the server wrote to its log.
    package var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    /// Runs `doveadm` and returns what it printed.
    @discardableResult package func adm(_ arguments: String...) throws -> String {
        try script.run(["adm", folder] + arguments)
    }

    /// Puts every file of a directory into a folder, in the order of their names; the folder is made where it is missing.
    /// - Parameter folder: `INBOX`, or a name in modified UTF-7.
    package func fill(_ folder: String, of user: String, from source: String) throws {
        try script.run(["fill", self.folder, user, folder, source])
    }
}
