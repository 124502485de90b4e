/// What is asked of the server (RFC 9051 §6). The commands below ``select(_:)`` change a mailbox, all others leave it as it is.
enum Command: Equatable {
    case capability
    /// RFC 2971; Google asks clients for it.
    case id
    case list
    /// Opens a folder read-only; the name is decoded text.
    case examine(String)
    /// Every UID, or those whose INTERNALDATE is on a day or later (`1-Mar-2020`).
    case search(since: String?, isExtended: Bool)
    /// Which UIDs of a set are still there.
    case searchPresent(UIDSet)
    case fetchFacts(UIDSet)
    case fetchMessages(UIDSet)
    case fetchHeaders(UIDSet)
    /// Some bytes of one message.
    case fetchRange(UInt32, Range<Int>)
    case noop
    /// RFC 2177; it ends with ``done``.
    case idle
    case logout
    /// What tells a message from others: its size and Message-ID.
    case fetchIdentity(UIDSet)
    /// Messages of the open folder with that Message-ID.
    case searchMessageID(String)

    /// Opens a folder for changes; the name is decoded text.
    case select(String)
    case create(String)
    case addKeyword(String, UIDSet)
    /// RFC 9051 §6.4.6; the mark that ``expunge(_:)`` looks for.
    case markDeleted(UIDSet)
    /// UID EXPUNGE: of these messages alone (RFC 4315 §2.1).
    case expunge(UIDSet)
    case copy(UIDSet, to: String)
    /// RFC 6851.
    case move(UIDSet, to: String)
    /// Gmail's own (`X-GM-EXT-1`).
    case addLabel(String, UIDSet)

    /// The command without tag and line end.
    /// - Throws: `configuration` for a folder name that cannot travel.
    func text() throws(IMAPError) -> String {
        switch self {
        case .capability: "CAPABILITY"
        case .id: #"ID ("name" "istimara")"#
        case .list: #"LIST "" "*""#
        case .examine(let folder): "EXAMINE " + (try Self.quoted(ModifiedUTF7.encode(folder)))
        case .search(let since, let isExtended):
            "UID SEARCH \(isExtended ? "RETURN (ALL) " : "")\(since.map { "SINCE " + $0 } ?? "ALL")"
        case .searchPresent(let set): "UID SEARCH UID " + set.text
        case .fetchFacts(let set): "UID FETCH \(set.text) (UID FLAGS INTERNALDATE RFC822.SIZE)"
        case .fetchMessages(let set): "UID FETCH \(set.text) (UID BODY.PEEK[])"
        case .fetchHeaders(let set): "UID FETCH \(set.text) (UID BODY.PEEK[HEADER])"
        case .fetchRange(let uid, let range): "UID FETCH \(uid) (UID BODY.PEEK[]<\(range.lowerBound).\(range.count)>)"
        case .noop: "NOOP"
        case .idle: "IDLE"
        case .logout: "LOGOUT"
        case .fetchIdentity(let set): "UID FETCH \(set.text) (UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        case .searchMessageID(let id): "UID SEARCH HEADER MESSAGE-ID " + (try Self.quoted(id))
        case .select(let folder): "SELECT " + (try Self.quoted(ModifiedUTF7.encode(folder)))
        case .create(let folder): "CREATE " + (try Self.quoted(ModifiedUTF7.encode(folder)))
        case .addKeyword(let word, let set): "UID STORE \(set.text) +FLAGS.SILENT (\(try Self.keyword(word)))"
        case .markDeleted(let set): #"UID STORE \#(set.text) +FLAGS.SILENT (\Deleted)"#
        case .expunge(let set): "UID EXPUNGE \(set.text)"
        case .copy(let set, let folder): "UID COPY \(set.text) " + (try Self.quoted(ModifiedUTF7.encode(folder)))
        case .move(let set, let folder): "UID MOVE \(set.text) " + (try Self.quoted(ModifiedUTF7.encode(folder)))
        case .addLabel(let label, let set):
            "UID STORE \(set.text) +X-GM-LABELS.SILENT (\(try Self.quoted(ModifiedUTF7.encode(label))))"
        }
    }

    /// What ends ``idle``: a line without a tag.
    static let done = Array("DONE\r\n".utf8)

    /// Whether a word can be a keyword (RFC 9051 §9 `flag-keyword`).
    static func isKeyword(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.count <= 64
            && word.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#"(){%*"\]"#.utf8.contains($0) }
    }

    private static func keyword(_ word: String) throws(IMAPError) -> String {
        guard isKeyword(word) else { throw IMAPError(.configuration, "not a keyword of IMAP") }
        return word
    }

    /// A quoted string; modified UTF-7 leaves nothing that would need a literal but control characters.
    private static func quoted(_ text: String) throws(IMAPError) -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw IMAPError(.configuration, "a folder name is empty or holds control characters")
        }
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }
}
