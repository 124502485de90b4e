internal import FoundationEssentials

/// Where a provider gives out tokens, and for what (RFC 6749 §3).
package struct OAuthProvider: Sendable, Hashable {
    /// Where a person agrees.
    package var authorizationURL: String
    /// Where codes and refresh tokens are exchanged.
    package var tokenURL: String
    package var scope: String

    package init(authorizationURL: String, tokenURL: String, scope: String) {
        self.authorizationURL = authorizationURL
        self.tokenURL = tokenURL
        self.scope = scope
    }

    /// Google's, for mail over IMAP.
    package static let google = Self(
        authorizationURL: "https://accounts.google.com/o/oauth2/v2/auth",
        tokenURL: "https://oauth2.googleapis.com/token", scope: "https://mail.google.com/")
}

/// What a provider gave (RFC 6749 §5.1).
package struct OAuthGrant: Sendable {
    package var accessToken: String
    /// Nil where the provider goes on with the one it gave before.
    package var refreshToken: String?
    /// Seconds that the access token is good for.
    package var lifetime: Int
}

/// The program as a client of an OAuth 2.0 provider (RFC 6749; for programs RFC 8252, with the proof key of RFC 7636).
package struct OAuthClient: Sendable {
    private let provider: OAuthProvider
    private let id: String
    private let secret: Secret?
    private let caFile: String?

    /// - Parameters:
    ///   - secret: what the provider gives a program along with its id; it is no secret where people can read the program.
    ///   - caFile: a PEM file of further authorities, beside the system's store.
    package init(_ provider: OAuthProvider, id: String, secret: Secret?, caFile: String? = nil) {
        self.provider = provider
        self.id = id
        self.secret = secret
        self.caFile = caFile
    }

    /// The address at which a person agrees.
    /// - Parameters:
    ///   - redirect: the loopback address that the browser is sent to with the code (RFC 8252 §7.3).
    ///   - state: what must come back with it (RFC 6749 §10.12).
    ///   - challenge: the S256 challenge of the verifier (RFC 7636 §4.2).
    ///   - user: the address of the account, which the provider's page then offers.
    package func authorizationURL(redirect: String, state: String, challenge: String, user: String) -> String {
        let fields = [
            ("response_type", "code"), ("client_id", id), ("redirect_uri", redirect), ("scope", provider.scope),
            ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
            // Google's: a refresh token is given, also to somebody who agreed before.
            ("access_type", "offline"), ("prompt", "consent"), ("login_hint", user),
        ]
        let separator = provider.authorizationURL.contains("?") ? "&" : "?"
        return provider.authorizationURL + separator + HTTPSRequest.encoded(fields.map { (name: $0.0, value: $0.1) })
    }

    /// Exchanges the code that came with the redirect (RFC 6749 §4.1.3).
    /// - Throws: as ``refresh(_:)``.
    package func exchange(code: String, redirect: String, verifier: String) throws(TransportError) -> OAuthGrant {
        try request([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect),
            ("code_verifier", verifier),
        ])
    }

    /// Takes a new access token (RFC 6749 §6).
    /// - Throws: `refused` where the provider gives none for this token or to this client; `unreachable`, `tls`,
    ///   `temporary` where it could not be asked.
    package func refresh(_ token: String) throws(TransportError) -> OAuthGrant {
        try request([("grant_type", "refresh_token"), ("refresh_token", token)])
    }

    private struct Reply: Decodable {
        var access_token: String?
        var refresh_token: String?
        var expires_in: Int?
        var error: String?
    }

    private func request(_ fields: [(String, String)]) throws(TransportError) -> OAuthGrant {
        var form = fields.map { (name: $0.0, value: $0.1) }
        form.append(("client_id", id))
        if let secret {
            do { form.append(("client_secret", try secret.reveal())) } catch {
                throw TransportError(.configuration, "the client's secret could not be had: \(error)")
            }
        }
        let answer = try HTTPSRequest(url: provider.tokenURL, form: form, caFile: caFile).send()
        let reply = try? JSONDecoder().decode(Reply.self, from: Data(answer.body))
        if answer.status == 200, let reply, let token = reply.access_token, !token.isEmpty {
            return OAuthGrant(
                accessToken: token, refreshToken: reply.refresh_token, lifetime: max(0, reply.expires_in ?? 3_600))
        }
        // The word is the provider's, of a fixed set (RFC 6749 §5.2); its description may hold anything.
        let word = (reply?.error ?? "").filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }.prefix(60)
        let detail = "the provider of tokens answers \(answer.status)\(word.isEmpty ? "" : " \(word)")"
        let isRefusal = (400..<500).contains(answer.status) && answer.status != 429 && !word.isEmpty
        throw TransportError(isRefusal ? .refused : .temporary, detail)
    }
}
