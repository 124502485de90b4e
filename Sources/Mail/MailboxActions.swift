/// What may be done to a message on its server after it was filed; each may be repeated.
package enum MailboxAction: Hashable, Sendable {
    /// A keyword is set beside the message's flags (RFC 9051 §2.3.2).
    case keyword(String)
    /// The message goes to another folder, which is made where it is missing; the name is decoded text.
    case move(folder: String)
    /// A label of Gmail is added (`X-GM-LABELS`).
    case gmailLabel(String)

    /// As the settings and `would` name it.
    package var name: String {
        switch self {
        case .keyword: "keyword"
        case .move: "move"
        case .gmailLabel: "gmail_label"
        }
    }

    package var target: String {
        switch self {
        case .keyword(let word), .gmailLabel(let word): word
        case .move(let folder): folder
        }
    }

    package init?(name: String, target: String) {
        switch name {
        case "keyword": self = .keyword(target)
        case "move": self = .move(folder: target)
        case "gmail_label": self = .gmailLabel(target)
        default: return nil
        }
    }
}

/// A message that was filed, as the server is to know it again.
package struct FiledMessage: Hashable, Sendable {
    package var uid: UInt32
    /// In bytes.
    package var size: Int
    /// Without angle brackets; nil where it has none.
    package var messageID: String?

    package init(uid: UInt32, size: Int, messageID: String?) {
        self.uid = uid
        self.size = size
        self.messageID = messageID
    }
}

/// How an action ended.
package enum ActionResult: String, Sendable {
    case done
    /// The message is on the server no longer, and not where the action would have brought it.
    case gone
    /// Under that UID stands another message, or the server cannot do this: nothing was changed.
    case refused
}

/// The way back to the mailbox: called after the commit, never before.
package protocol MailboxActions: Sendable {
    /// Performs an action on messages of one folder, each of which is looked at first: it must be the one that was filed.
    /// - Parameter isRepeated: whether an earlier try may have come to its end unnoticed.
    /// - Returns: by UID how it ended; a message that is not there is to be tried again.
    /// - Throws: where the server cannot be reached, or the folder's UIDs changed their meaning; some of the messages may
    ///   have been acted on.
    func perform(
        _ action: MailboxAction, on messages: [FiledMessage], in epoch: MailboxEpoch, isRepeated: Bool
    ) async throws -> [UInt32: ActionResult]
}
