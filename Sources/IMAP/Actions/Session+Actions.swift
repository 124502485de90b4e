import Mail

extension Session {
    func perform(
        _ action: MailboxAction, on messages: [FiledMessage], in epoch: MailboxEpoch, isRepeated: Bool
    ) throws(IMAPError) -> [UInt32: ActionResult] {
        let capabilities = Set(try capabilities())
        let opened = try select(epoch.folder)
        guard opened.uidValidity == epoch.uidValidity else {
            throw IMAPError(.uidValidityChanged, "\(epoch.folder): nothing was done")
        }
        let found = try identities(of: messages.map(\.uid).sorted())
        var results: [UInt32: ActionResult] = [:]
        var own: [UInt32] = []
        var absent: [FiledMessage] = []
        for message in messages {
            guard let identity = found[message.uid] else {
                absent.append(message)
                continue
            }
            if identity.isOf(message) { own.append(message.uid) } else { results[message.uid] = .refused }
        }
        own.sort()
        if !own.isEmpty {
            let ending = try perform(action, on: UIDSet(own), opened, capabilities)
            for uid in own { results[uid] = ending }
        }
        try account(for: absent, of: action, isRepeated: isRepeated, in: &results)
        return results
    }

    /// Acts on messages that are the ones that were filed.
    private func perform(
        _ action: MailboxAction, on set: UIDSet, _ folder: OpenedFolder, _ capabilities: Set<String>
    ) throws(IMAPError) -> ActionResult {
        switch action {
        case .keyword(let word):
            guard folder.canKeep(word) else { return .refused }
            try require(.addKeyword(word, set))
        case .gmailLabel(let label):
            guard capabilities.contains("X-GM-EXT-1") else { return .refused }
            try require(.addLabel(label, set))
        case .move(let folder):
            let target = try serverName(of: folder)
            if capabilities.contains("MOVE") {
                try require(.move(set, to: target), creating: target)
            } else if capabilities.contains("UIDPLUS") {
                try require(.copy(set, to: target), creating: target)
                try require(.markDeleted(set))
                try require(.expunge(set))
            } else {
                // Without UID EXPUNGE other people's deleted messages would go as well.
                return .refused
            }
        }
        return .done
    }

    /// What became of messages that are not in their folder: an earlier move may have come to its end unnoticed.
    private func account(
        for absent: [FiledMessage], of action: MailboxAction, isRepeated: Bool, in results: inout [UInt32: ActionResult]
    ) throws(IMAPError) {
        for message in absent { results[message.uid] = .gone }
        guard isRepeated, case .move(let target) = action, !absent.isEmpty else { return }
        do { _ = try examine(target) } catch  where error.code == .folder { return }
        for message in absent {
            guard let id = message.messageID else { continue }
            if try !uids(withMessageID: id).isEmpty { results[message.uid] = .done }
        }
    }

    // MARK: Commands

    /// A folder that was opened for changes.
    struct OpenedFolder {
        var uidValidity: UInt32 = 0
        /// What may be kept with a message for good (RFC 9051 §7.1 PERMANENTFLAGS), in upper case.
        var permanentFlags: Set<String> = []

        func canKeep(_ keyword: String) -> Bool {
            permanentFlags.contains("\\*") || permanentFlags.contains(keyword.uppercased())
        }
    }

    private func select(_ folder: String) throws(IMAPError) -> OpenedFolder {
        var opened = OpenedFolder()
        let answer = try run(.select(try serverName(of: folder))) { event in
            guard case .status(let status) = event else { return }
            switch status.code {
            case "UIDVALIDITY": opened.uidValidity = UInt32(status.arguments) ?? 0
            case "PERMANENTFLAGS":
                let words = status.arguments.drop { $0 == "(" }.prefix { $0 != ")" }
                opened.permanentFlags = Set(words.uppercased().split(separator: " ").map(String.init))
            default: break
            }
        }
        guard answer.condition == .ok else { throw answer.error(or: .folder) }
        guard answer.code != "READ-ONLY" else { throw IMAPError(.folder, "\(folder) may not be changed") }
        return opened
    }

    private struct Identity {
        var size: Int?
        var messageID: String

        func isOf(_ message: FiledMessage) -> Bool {
            if let id = message.messageID { return messageID == id }
            return messageID.isEmpty && size == message.size
        }
    }

    private func identities(of uids: [UInt32]) throws(IMAPError) -> [UInt32: Identity] {
        var found: [UInt32: Identity] = [:]
        let asked = Set(uids)
        literalLimit = 100_000
        let answer = try run(.fetchIdentity(UIDSet(uids))) { event in
            guard case .data(.fetch(let data)) = event, let uid = data.uid, asked.contains(uid),
                case .bytes(let bytes)? = data.body
            else { return }
            found[uid] = Identity(size: data.size, messageID: Self.messageID(bytes))
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        return found
    }

    /// The identifier in a `Message-ID:` field, without white space and angle brackets.
    static func messageID(_ field: [UInt8]) -> String {
        let text = String(decoding: field.drop { $0 != UInt8(ascii: ":") }.dropFirst(), as: UTF8.self)
        return bareMessageID(text)
    }

    static func bareMessageID(_ text: String) -> String {
        var scalars = text.unicodeScalars
        scalars.removeAll { $0.value <= 0x20 || $0 == "<" || $0 == ">" }
        return String(scalars)
    }

    private func uids(withMessageID id: String) throws(IMAPError) -> [UInt32] {
        var found: [UInt32] = []
        let answer = try run(.searchMessageID(id)) { event in
            if case .data(.search(let uids)) = event { found += uids }
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        return found
    }

    /// Gives a command that must be obeyed; where the server says that a folder is to be made first, it is.
    private func require(_ command: Command, creating folder: String? = nil) throws(IMAPError) {
        let answer = try run(command)
        if answer.condition == .ok { return }
        guard let folder, answer.code == "TRYCREATE" else { throw answer.error(or: .commandRefused) }
        let made = try run(.create(folder))
        // Somebody else may have made it meanwhile.
        guard made.condition == .ok || made.code == "ALREADYEXISTS" else { throw made.error(or: .folder) }
        let again = try run(command)
        guard again.condition == .ok else { throw again.error(or: .commandRefused) }
    }
}
