internal import FoundationEssentials
internal import Glibc
internal import Intake
internal import Synchronization
internal import Transport

/// The tokens of a mailbox that is signed in to by OAuth: `state/NAME.token.json`, mode 0600.
///
/// The refresh token is kept until the provider gives another. An access token is taken anew before it ends, so that no
/// session begins with one that is about to.
struct MailboxTokens: Sendable {
    private struct Kept: Codable {
        var refreshToken: String
        var accessToken: String?
        /// Seconds since 1970.
        var expires: Int64

        enum CodingKeys: String, CodingKey {
            case refreshToken = "refresh_token"
            case accessToken = "access_token"
            case expires
        }
    }

    private let mailbox: String
    private let file: String
    private let client: OAuthClient
    private let clock: any PollClock

    /// A token with fewer seconds left is not used for a new session.
    private static let margin: Int64 = 120
    /// Cycles and watches of this process ask one after the other.
    private static let turn = Mutex(())

    init(of mailbox: String, folder: String, client: OAuthClient, clock: any PollClock = SystemPollClock()) {
        self.mailbox = mailbox
        file = "\(folder)/\(mailbox).token.json"
        self.client = client
        self.clock = clock
    }

    /// - Throws: `refused` where nobody has signed in yet, or others can read the file.
    func check() throws(TransportError) { _ = try kept() }

    /// A token that is good for a session, taken anew where the kept one is not.
    func accessToken() throws(TransportError) -> String {
        try Self.turn.withLock { _ throws(TransportError) in
            let kept = try kept()
            if let token = kept.accessToken, kept.expires - clock.wallTime > Self.margin { return token }
            return try refresh(kept)
        }
    }

    /// Takes a new token, whatever is kept.
    func renew() throws(TransportError) -> String {
        try Self.turn.withLock { _ throws(TransportError) in try refresh(try kept()) }
    }

    /// Keeps what a person's agreement gave.
    /// - Throws: `refused` where the provider gave no token that could be taken anew.
    func keep(_ grant: OAuthGrant) throws(TransportError) {
        guard let refreshToken = grant.refreshToken else {
            throw TransportError(.refused, "the provider gave no refresh token: the sign-in would end within the hour")
        }
        try write(
            Kept(
                refreshToken: refreshToken, accessToken: grant.accessToken,
                expires: clock.wallTime + Int64(grant.lifetime)))
    }

    private var remedy: String { "sign in with: istimara mailbox authorize \(mailbox)" }

    private func refresh(_ kept: Kept) throws(TransportError) -> String {
        let grant: OAuthGrant
        do { grant = try client.refresh(kept.refreshToken) } catch {
            throw error.code == .refused ? TransportError(.refused, "\(error.detail); \(remedy)") : error
        }
        try write(
            Kept(
                refreshToken: grant.refreshToken ?? kept.refreshToken, accessToken: grant.accessToken,
                expires: clock.wallTime + Int64(grant.lifetime)))
        return grant.accessToken
    }

    private func kept() throws(TransportError) -> Kept {
        var status = stat()
        guard unsafe stat(file, &status) == 0 else {
            throw TransportError(.refused, "nobody has signed in to \(mailbox) yet; \(remedy)")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw TransportError(
                .refused, "\(file): others can read these tokens; take them back at the provider and \(remedy)")
        }
        guard let data = try? Data(contentsOf: URL(filePath: file)),
            let kept = try? JSONDecoder().decode(Kept.self, from: data), !kept.refreshToken.isEmpty
        else { throw TransportError(.refused, "\(file): no tokens can be read from it; \(remedy)") }
        return kept
    }

    /// Writes the file whole and durably under another name, then gives it its own: a provider that has given a new
    /// refresh token may know the old one no longer.
    private func write(_ kept: Kept) throws(TransportError) {
        let folder = file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex)
        let new = file + ".new"
        guard let text = try? JSONOutput.text(kept) else { throw TransportError(.resources, "\(file): not written") }
        unsafe unlink(new)
        let descriptor = unsafe open(new, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        let bytes = Array("\(text)\n".utf8)
        let count = descriptor < 0 ? -1 : unsafe Glibc.write(descriptor, bytes, bytes.count)
        let isWritten = count == bytes.count && fsync(descriptor) == 0
        if descriptor >= 0 { close(descriptor) }
        guard isWritten, unsafe rename(new, file) == 0 else {
            throw TransportError(.resources, "\(file): \(systemMessage(errno))")
        }
        let directory = unsafe open(String(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }
}
