internal import IMAP
internal import Intake
internal import Mail
internal import MailFolders
internal import Transport

/// Opens what messages come from: mailboxes of the settings, and the paths and URLs of a command line.
struct MessageSources: Sendable {
    private let mailboxes: [Settings.Mailbox]
    private let limits: Limits
    /// An existing folder that sources spool into.
    private let spool: String
    private let signIns: MailboxSignIns
    /// Counts what is fetched; nil where nothing may be written, or nothing is fetched.
    private let budget: FetchBudget?

    init(_ settings: Settings, spool: String, budget: FetchBudget? = nil) {
        mailboxes = settings.mailboxes
        limits = settings.limits
        self.spool = spool
        self.budget = budget
        signIns = MailboxSignIns(settings)
    }

    /// Whether a word of the command line names a server rather than a path.
    static func isServer(_ path: String) -> Bool { path.hasPrefix("imaps://") || path.hasPrefix("imap://") }

    /// The source that a word of the command line names.
    func open(_ path: String) throws -> any MessageSource {
        if Self.isServer(path) { return try open(url: path) }
        return try MailFolder.open(path: path, spool: spool, limits: limits)
    }

    func open(_ mailbox: Settings.Mailbox) throws -> IMAPMailbox {
        return try IMAPMailbox(
            account: try signIns.account(of: mailbox), folders: mailbox.folders,
            since: mailbox.since.flatMap { MailDate("\($0)T00:00:00Z") },
            spool: spool, limits: limits, byteBudget: budget?.remaining(of: mailbox.name) ?? .max,
            observe: { [budget] in budget?.spend($0.bytes, of: mailbox.name) }, advanced: SystemdNotification.advanced)
    }

    /// The mailbox of the settings that a URL names, with the folder after the server's name.
    private func open(url: String) throws -> IMAPMailbox {
        let (server, folder) = Self.split(url)
        guard var mailbox = mailboxes.first(where: { Self.split($0.url).server == server }) else {
            throw CommandFailure(
                .configuration, code: "no_mailbox",
                "no mailbox of the settings has the url \(server): its secret is needed")
        }
        if let folder { mailbox.folders = [folder] }
        return try open(mailbox)
    }

    /// What the server says of itself, in a line.
    func probe(_ mailbox: Settings.Mailbox) async throws -> String {
        let facts = try await open(mailbox).probe()
        let missing = mailbox.folders.filter { (facts.opened[$0] ?? nil) == nil }
        if let folder = missing.first { throw IMAPError(.folder, "\(folder) is not there") }
        let messages = facts.opened.values.reduce(0) { $0 + ($1?.messages ?? 0) }
        return "signed in, \(messages) messages in \(mailbox.folders.joined(separator: ", ")); "
            + "offers \(facts.capabilities.joined(separator: " "))"
    }

    /// The error of a mailbox as its failure, which stops no other mailbox; nil for one of this machine, which ends all.
    static func failure(_ error: any Error, account: String) -> PollFailure? {
        guard error is IMAPError || error is CommandFailure, let failure = CommandFailure(error),
            failure.status != .inputOutput
        else { return nil }
        return PollFailure(account: account, code: failure.code, message: failure.description, error: error)
    }

    private static func split(_ url: String) -> (server: String, folder: String?) {
        let pieces = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard pieces.count == 4 else { return (url, nil) }
        let folder = percentDecoded(pieces[3])
        return (pieces[..<3].joined(separator: "/"), folder.isEmpty ? nil : folder)
    }

    /// A text with its `%XX` (RFC 3986 §2.1) as the bytes they stand for.
    private static func percentDecoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let decoded = UInt8(String(rest.prefix(2)) ?? "", radix: 16) {
                bytes.append(decoded)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PollFailure {
    /// How a command ends whose mailbox failed so.
    var status: ExitStatus { CommandFailure(error)?.status ?? .temporary }
}
