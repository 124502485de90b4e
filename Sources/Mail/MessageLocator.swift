/// One run of UIDs of a mailbox (RFC 9051 §2.3.1.1): a UID means something only within it.
package struct MailboxEpoch: Hashable, Sendable, Codable {
    /// The name of the mailbox in the settings.
    package var account: String
    /// The folder's name, decoded from modified UTF-7.
    package var folder: String
    /// UIDVALIDITY, 1 to 2³²−1.
    package var uidValidity: UInt32

    package init(account: String, folder: String, uidValidity: UInt32) {
        self.account = account
        self.folder = folder
        self.uidValidity = uidValidity
    }
}

/// Where a message was seen. Two locators may lead to the same bytes.
package enum MessageLocator: Hashable, Sendable {
    case imap(MailboxEpoch, uid: UInt32)
    case maildir(folder: String, name: String)
    /// The n-th message of an mbox file, from 1.
    case mbox(file: String, ordinal: Int)
    case file(path: String)

    /// How commands name it: `consultation/INBOX/42`, `path#3`, or the path.
    package var source: String {
        switch self {
        case .imap(let epoch, let uid): "\(epoch.account)/\(epoch.folder)/\(uid)"
        case .maildir(let folder, let name): "\(folder)/\(name)"
        case .mbox(let file, let ordinal): "\(file)#\(ordinal)"
        case .file(let path): path
        }
    }

    /// One text for each locator, stable over versions: the key of a sighting.
    package var key: String {
        switch self {
        case .imap(let epoch, let uid): "imap:\(epoch.account)/\(epoch.uidValidity)/\(uid)/\(epoch.folder)"
        case .maildir(let folder, let name): "maildir:\(folder)/\(Self.unique(name))"
        case .mbox(let file, let ordinal): "mbox:\(file)#\(ordinal)"
        case .file(let path): "file:\(path)"
        }
    }

    /// A Maildir name without its flags: they change while the message stays the same.
    private static func unique(_ name: String) -> Substring {
        let base = name[(name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex)...]
        return base.firstIndex(of: ":").map { base[..<$0] } ?? base
    }
}
