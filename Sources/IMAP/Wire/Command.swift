/// What is asked of the server: nothing here changes a mailbox (RFC 9051 §6).
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
    case noop
    case logout

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
        case .noop: "NOOP"
        case .logout: "LOGOUT"
        }
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
