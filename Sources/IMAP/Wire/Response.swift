import Mail

/// What the server says in one logical line (RFC 9051 §7).
enum Response: Equatable {
    /// `+ text`
    case continuation
    /// `a1 OK text`
    case tagged(String, StatusResponse)
    /// `* OK text`, also NO, BAD, BYE, PREAUTH
    case status(StatusResponse)
    case data(ResponseData)
}

/// `OK [UIDVALIDITY 171] UIDs valid` (RFC 9051 §7.1).
struct StatusResponse: Equatable, Sendable {
    enum Condition: String, Sendable { case ok = "OK", no = "NO", bad = "BAD", bye = "BYE", preauth = "PREAUTH" }

    var condition: Condition
    /// The response code in upper case: `UIDVALIDITY`.
    var code: String?
    /// What stood behind the code: `171`.
    var arguments = ""
    /// The text for people, cut to 500 bytes and without control characters.
    var text = ""

    /// Whether Gmail says, at the end of a text or as a code, that it answers slowly from now on.
    var isThrottled: Bool { code == "THROTTLED" || text.uppercased().contains("[THROTTLED]") }

    /// The line as a person may read it.
    var summary: String {
        let bracket = code.map { " [\($0)\(arguments.isEmpty ? "" : " " + arguments)]" } ?? ""
        return condition.rawValue + bracket + (text.isEmpty ? "" : " " + text)
    }
}

/// Untagged data (RFC 9051 §7.2–7.5); what is not used here is `other`.
enum ResponseData: Equatable {
    case capability([String])
    /// `* LIST (\HasNoChildren) "/" "INBOX"`
    case list(attributes: [String], name: String)
    case search([UInt32])
    /// `* ESEARCH (TAG "a1") UID ALL 1:3,7`; nil where nothing was found.
    case extendedSearch(UIDSet?)
    case exists(Int)
    case expunge
    case fetch(FetchData)
    case other
}

/// The items of one FETCH response, in whatever order they came (RFC 9051 §7.5.2).
struct FetchData: Equatable {
    var uid: UInt32?
    var flags: [String]?
    var internalDate: MailDate?
    /// RFC822.SIZE in bytes.
    var size: Int?
    /// The first body section, with its name in upper case: `` for `BODY[]`, `HEADER` for `BODY[HEADER]`.
    var section: String?
    /// Where in the section the body begins, for a range of it (`BODY[]<4000000>`).
    var origin: Int?
    var body: Body?

    enum Body: Equatable {
        /// NIL: the message was expunged.
        case gone
        case bytes([UInt8])
        /// A literal that was handed out in pieces, by its index in the line.
        case streamed(index: Int, size: Int)
    }
}
