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
    /// Response codes that mean "not now" (RFC 5530 §3, RFC 9051 §7.1).
    private static let temporary: Set<String> = [
        "UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "SERVERBUG", "CONTACTADMIN",
    ]
    /// Words of servers that give no code.
    private static let temporaryWords = [
        "too many", "temporar", "try again", "try later", "unavailable", "exceeded", "internal error", "maintenance",
        "bandwidth", "rate limit",
    ]

    /// The error that the transcript of a failed sign-in amounts to.
    static func error(in transcript: LoginTranscript, of mechanism: SignInMechanism = .password) -> TransportError {
        if let bye = transcript.lines.last(where: { $0.uppercased().hasPrefix("* BYE") }) {
            return TransportError(meaning(of: bye, else: .temporary), bye)
        }
        guard let answer = transcript.lines.last(where: { isTaggedRefusal($0) }) else {
            let capabilities = transcript.capabilities
            let offersOurs = mechanism.capabilities.contains(where: capabilities.contains)
            return capabilities.isEmpty || offersOurs
                ? TransportError(.temporary, "the server ended the sign-in without an answer")
                : TransportError(
                    .mechanism, "the server offers neither \(mechanism.capabilities.joined(separator: " nor "))")
        }
        return TransportError(meaning(of: answer, else: .refused), answer)
    }

    /// `A002 NO …` or `A002 BAD …`.
    private static func isTaggedRefusal(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] != "*", words[0] != "+" else { return false }
        return ["NO", "BAD"].contains(words[1].uppercased())
    }

    /// What the line says of credentials or server; `fallback` where it says nothing either way.
    private static func meaning(of line: String, else fallback: TransportError.Code) -> TransportError.Code {
        let upper = line.uppercased()
        let lower = line.lowercased()
        if lower.contains("command or bandwidth limits") { return .overQuota }
        if let open = upper.firstIndex(of: "["), let close = upper[open...].firstIndex(of: "]") {
            let code = String(upper[upper.index(after: open)..<close].prefix { $0 != " " })
            if code == "OVERQUOTA" { return .overQuota }
            if refusing.contains(code) { return .refused }
            if temporary.contains(code) { return .temporary }
        }
        return temporaryWords.contains { lower.contains($0) } ? .temporary : fallback
    }
}
