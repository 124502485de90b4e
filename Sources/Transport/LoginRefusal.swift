/// Reads the server's reason for a failed sign-in out of its own lines.
///
/// libcurl gives one code (CURLE_LOGIN_DENIED) for a wrong password, for too many connections and for a server that is
/// down for maintenance. Whoever takes the second for the first stops polling; whoever takes the first for the second
/// gets the account locked.
enum LoginRefusal {
    /// Response codes that mean "not with these credentials" (RFC 5530 §3, and Gmail's WEBALERT).
    private static let refusing: Set<String> = [
        "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "NOPERM", "WEBALERT",
    ]
    /// Response codes that mean "not now" (RFC 5530 §3, RFC 9208, RFC 9051 §7.1).
    private static let temporary: Set<String> = [
        "UNAVAILABLE", "INUSE", "LIMIT", "OVERQUOTA", "THROTTLED", "SERVERBUG", "CONTACTADMIN",
    ]
    /// Words of servers that give no code.
    private static let temporaryWords = [
        "too many", "temporar", "try again", "try later", "unavailable", "exceeded", "internal error", "maintenance",
        "bandwidth", "rate limit",
    ]

    /// The error that the transcript of a failed sign-in amounts to.
    static func error(in transcript: LoginTranscript) -> TransportError {
        if let bye = transcript.lines.last(where: { $0.uppercased().hasPrefix("* BYE") }) {
            return TransportError(isRefusal(bye, unless: false) ? .refused : .temporary, bye)
        }
        guard let answer = transcript.lines.last(where: { isTaggedRefusal($0) }) else {
            let capabilities = transcript.capabilities
            let offersOurs = capabilities.contains("AUTH=PLAIN") || capabilities.contains("AUTH=LOGIN")
            return capabilities.isEmpty || offersOurs
                ? TransportError(.temporary, "the server ended the sign-in without an answer")
                : TransportError(.mechanism, "the server offers neither AUTH=PLAIN nor AUTH=LOGIN")
        }
        return TransportError(isRefusal(answer, unless: true) ? .refused : .temporary, answer)
    }

    /// `A002 NO …` or `A002 BAD …`.
    private static func isTaggedRefusal(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] != "*", words[0] != "+" else { return false }
        return ["NO", "BAD"].contains(words[1].uppercased())
    }

    /// Whether the line speaks of the credentials; `fallback` where it says nothing either way.
    private static func isRefusal(_ line: String, unless fallback: Bool) -> Bool {
        let upper = line.uppercased()
        if let open = upper.firstIndex(of: "["), let close = upper[open...].firstIndex(of: "]") {
            let code = upper[upper.index(after: open)..<close].prefix { $0 != " " }
            if refusing.contains(String(code)) { return true }
            if temporary.contains(String(code)) { return false }
        }
        let lower = line.lowercased()
        return temporaryWords.contains { lower.contains($0) } ? false : fallback
    }
}
