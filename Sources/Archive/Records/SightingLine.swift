import Mail

/// One line of `sightings.jsonl`: where and when a message was seen, and by which machine.
struct SightingLine: Codable {
    var at: Int64
    var message: ContentDigest
    var size: Int
    var received: MailDate?
    var host: String
    var epoch: String
    var kind: String
    var account: String?
    var folder: String?
    var uidvalidity: UInt32?
    var uid: UInt32?
    var path: String?
    var ordinal: Int?

    init(_ sighting: Sighting, at: Int64, host: String, epoch: String) {
        self.at = at
        self.message = sighting.message
        self.size = sighting.size
        self.received = sighting.received
        self.host = host
        self.epoch = epoch
        switch sighting.locator {
        case .imap(let mailbox, let number):
            kind = "imap"
            (account, folder, uidvalidity, uid) = (mailbox.account, mailbox.folder, mailbox.uidValidity, number)
        case .maildir(let directory, let name):
            kind = "maildir"
            (folder, path) = (directory, name)
        case .mbox(let file, let number):
            kind = "mbox"
            (path, ordinal) = (file, number)
        case .file(let file):
            kind = "file"
            path = file
        }
    }

    /// Nil where the line is of a kind that this program does not know.
    var sighting: Sighting? {
        locator.map { Sighting(locator: $0, message: message, size: size, received: received) }
    }

    private var locator: MessageLocator? {
        switch kind {
        case "imap":
            guard let account, let folder, let uidvalidity, let uid else { return nil }
            return .imap(MailboxEpoch(account: account, folder: folder, uidValidity: uidvalidity), uid: uid)
        case "maildir":
            guard let folder, let path else { return nil }
            return .maildir(folder: folder, name: path)
        case "mbox":
            guard let path, let ordinal else { return nil }
            return .mbox(file: path, ordinal: ordinal)
        case "file": return path.map { .file(path: $0) }
        default: return nil
        }
    }
}
