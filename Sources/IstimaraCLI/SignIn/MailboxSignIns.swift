internal import Archive
internal import IMAP
internal import Transport

/// How the program signs in to the mailboxes of the settings.
struct MailboxSignIns: Sendable {
    /// The archive's `state/`, where tokens stand.
    private let folder: String

    init(_ settings: Settings) { folder = ArchiveLocation(directory: settings.archive).state }

    /// The account of a mailbox; a password is read now, a token when a connection is made.
    func account(of mailbox: Settings.Mailbox) throws(CommandFailure) -> IMAPAccount {
        switch mailbox.signIn {
        case .password(let source):
            return IMAPAccount(
                name: mailbox.name, url: mailbox.url, user: mailbox.user, secret: Secret(try source.read()),
                caFile: mailbox.caFile)
        case .oauth(let oauth):
            let tokens = tokens(of: mailbox, oauth)
            return IMAPAccount(
                name: mailbox.name, url: mailbox.url, user: mailbox.user,
                secret: Secret { try tokens.accessToken() }, mechanism: .bearerToken,
                renew: { () throws(TransportError) in _ = try tokens.renew() }, caFile: mailbox.caFile)
        }
    }

    /// Looks whether there is something to sign in with; contacts nobody.
    func check(_ mailbox: Settings.Mailbox) throws(CommandFailure) {
        switch mailbox.signIn {
        case .password(let source): _ = try source.read()
        case .oauth(let oauth):
            _ = try oauth.clientSecret?.read()
            do { try tokens(of: mailbox, oauth).check() } catch {
                throw CommandFailure(.refused, code: "not_authorized", error.detail)
            }
        }
    }

    func tokens(of mailbox: Settings.Mailbox, _ oauth: Settings.OAuth) -> MailboxTokens {
        let secret = oauth.clientSecret.map { source in Secret { try source.read() } }
        return MailboxTokens(
            of: mailbox.name, folder: folder,
            client: OAuthClient(oauth.provider, id: oauth.clientID, secret: secret, caFile: mailbox.caFile))
    }
}

extension Settings.SignIn: CustomStringConvertible {
    /// What `check` prints; no secret.
    package var description: String {
        switch self {
        case .password(let source): "password from \(source)"
        case .oauth(let oauth): "OAuth of \(oauth.provider.tokenURL), client \(oauth.clientID)"
        }
    }
}
