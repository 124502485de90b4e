import Mail

/// What a listing says of a message before its bytes are asked for.
struct MessageFacts: Equatable {
    var uid: UInt32
    var flags: [String]
    var internalDate: MailDate?
    /// RFC822.SIZE in bytes; nil where the server gave none. Some servers estimate.
    var size: Int?
}

/// What a server says a folder is for (RFC 6154 §2), as settings may name it instead of the folder.
package enum SpecialUse: String, CaseIterable, Sendable {
    case all = #"\All"#
    case archive = #"\Archive"#
    case drafts = #"\Drafts"#
    case flagged = #"\Flagged"#
    case junk = #"\Junk"#
    case sent = #"\Sent"#
    case trash = #"\Trash"#
}

extension Session {
    /// More ranges would make a command line that some servers refuse.
    private static let rangesPerCommand = 300

    /// The capabilities after the sign-in (RFC 9051 §6.1.1), in upper case.
    func capabilities() throws(IMAPError) -> [String] {
        var found: [String] = []
        let answer = try run(.capability) { event in
            if case .data(.capability(let names)) = event { found = names }
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        return found
    }

    /// Opens a folder read-only (RFC 9051 §6.3.3).
    /// - Returns: UIDVALIDITY and the number of messages.
    /// - Throws: `folder` where the server has none of that name.
    func examine(_ folder: String) throws(IMAPError) -> (uidValidity: UInt32, exists: Int) {
        var uidValidity: UInt32?
        var exists = 0
        let answer = try run(.examine(try serverName(of: folder))) { event in
            switch event {
            case .status(let status) where status.code == "UIDVALIDITY": uidValidity = UInt32(status.arguments)
            case .data(.exists(let count)): exists = count
            default: break
            }
        }
        guard answer.condition == .ok else { throw answer.error(or: .folder) }
        guard let uidValidity, uidValidity > 0 else {
            throw IMAPError(.protocolViolation, "the folder has no UIDVALIDITY")
        }
        return (uidValidity, exists)
    }

    /// Every UID of the open folder, or those since a day, ascending.
    func uids(since day: String?, isExtended: Bool) throws(IMAPError) -> [UInt32] {
        try search(.search(since: day, isExtended: isExtended))
    }

    /// Those of `uids`, which are ascending, that are still there.
    func present(_ uids: [UInt32]) throws(IMAPError) -> [UInt32] {
        var found: [UInt32] = []
        for start in stride(from: 0, to: uids.count, by: Self.rangesPerCommand) {
            let asked = uids[start..<min(start + Self.rangesPerCommand, uids.count)]
            found += try search(.searchPresent(UIDSet(Array(asked)))).filter(asked.contains)
        }
        return found
    }

    private func search(_ command: Command) throws(IMAPError) -> [UInt32] {
        var found: Set<UInt32> = []
        let answer = try run(command) { (event) throws(IMAPError) in
            switch event {
            case .data(.search(let uids)): found.formUnion(uids)
            case .data(.extendedSearch(let set)):
                guard let set else { break }
                // A range is the server's word for messages that exist: more of them than any mailbox has is none.
                guard set.count <= 10_000_000 else { throw LineCursor.malformed("ESEARCH names too many messages") }
                found.formUnion(set.uids)
            default: break
            }
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        return found.sorted()
    }

    /// Size and date of each of `wanted` that is still there, in ascending order of UID.
    /// - Parameter known: every UID of the folder, ascending.
    func facts(of wanted: [UInt32], among known: [UInt32]) throws(IMAPError) -> [MessageFacts] {
        var facts: [UInt32: MessageFacts] = [:]
        let asked = Set(wanted)
        let ranges = UIDSet(of: wanted, among: known).ranges
        for start in stride(from: 0, to: ranges.count, by: Self.rangesPerCommand) {
            let set = UIDSet(ranges: Array(ranges[start..<min(start + Self.rangesPerCommand, ranges.count)]))
            let answer = try run(.fetchFacts(set)) { event in
                // A FETCH without a size tells of changed flags and is no answer to the question.
                guard case .data(.fetch(let data)) = event, let uid = data.uid, asked.contains(uid),
                    data.size != nil || data.internalDate != nil
                else { return }
                facts[uid] = MessageFacts(
                    uid: uid, flags: data.flags ?? [], internalDate: data.internalDate, size: data.size)
            }
            guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        }
        return facts.values.sorted { $0.uid < $1.uid }
    }

    /// The server's name of a folder: `\All`, `\Sent` and the like mean the one with that use (RFC 6154), whatever it is
    /// called in the account's language.
    /// - Throws: `folder` where the server says of none that it has this use.
    func serverName(of folder: String) throws(IMAPError) -> String {
        guard SpecialUse(rawValue: folder) != nil else { return folder }
        var found: [String] = []
        let answer = try run(.list) { event in
            guard case .data(.list(let attributes, let name)) = event else { return }
            if attributes.contains(where: { $0.lowercased() == folder.lowercased() }) { found.append(name) }
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        guard let name = found.first else {
            throw IMAPError(.folder, "the server says of no folder that it is \(folder)")
        }
        return name
    }

    /// The names of all folders, decoded.
    func folders() throws(IMAPError) -> [String] {
        var names: [String] = []
        let answer = try run(.list) { event in
            if case .data(.list(_, let name)) = event { names.append(name) }
        }
        guard answer.condition == .ok else { throw answer.error(or: .commandRefused) }
        return names
    }
}
