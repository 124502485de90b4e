internal import IMAP
internal import Intake
internal import Mail
internal import Transport

/// Mailboxes of the settings as sources of messages.
enum MailboxSource {
    static func open(_ mailbox: Settings.Mailbox, assembly: Assembly, spool: String) throws -> IMAPMailbox {
        let account = IMAPAccount(
            name: mailbox.name, url: mailbox.url, user: mailbox.user,
            secret: Secret(try mailbox.password.read()), caFile: mailbox.caFile)
        return try IMAPMailbox(
            account: account, folders: mailbox.folders, since: mailbox.since.flatMap { MailDate("\($0)T00:00:00Z") },
            spool: spool, limits: assembly.settings.limits)
    }

    /// The mailbox of the settings that a URL names, with the folder after the server's name.
    static func open(url: String, assembly: Assembly, spool: String) throws -> IMAPMailbox {
        let (server, folder) = split(url)
        guard var mailbox = assembly.settings.mailboxes.first(where: { split($0.url).server == server }) else {
            throw CommandFailure(
                .configuration, code: "no_mailbox",
                "no mailbox of the settings has the url \(server): its secret is needed")
        }
        if let folder { mailbox.folders = [folder] }
        return try open(mailbox, assembly: assembly, spool: spool)
    }

    /// What the server says of itself, in a line.
    static func probe(_ mailbox: Settings.Mailbox, assembly: Assembly) async throws -> String {
        let facts = try await open(mailbox, assembly: assembly, spool: "/nonexistent").probe()
        let missing = mailbox.folders.filter { (facts.opened[$0] ?? nil) == nil }
        if let folder = missing.first { throw IMAPError(.folder, "\(folder) is not there") }
        let messages = facts.opened.values.reduce(0) { $0 + ($1?.messages ?? 0) }
        return "signed in, \(messages) messages in \(mailbox.folders.joined(separator: ", ")); "
            + "offers \(facts.capabilities.joined(separator: " "))"
    }

    /// A server's error as a failure of its mailbox; nil for one of this machine, which ends everything.
    static func failure(_ error: any Error, account: String) -> PollFailure? {
        guard let error = error as? IMAPError, error.remedy != .inputOutput, let failure = CommandFailure(error) else {
            return nil
        }
        return PollFailure(
            account: account, code: failure.code, message: failure.description, exitStatus: failure.status.rawValue)
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
