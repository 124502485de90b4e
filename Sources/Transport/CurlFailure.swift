import CLibcurl

/// The one place where libcurl's numbers become a ``TransportError``.
enum CurlFailure {
    /// - Parameters:
    ///   - said: libcurl's own message; its name for the number stands in for an empty one.
    ///   - transcript: what the server said, where the failure fell into the sign-in.
    ///   - mechanism: how somebody tried to sign in.
    static func error(
        _ code: CURLcode, said: String, transcript: LoginTranscript?, mechanism: SignInMechanism = .password
    ) -> TransportError {
        let name = unsafe String(cString: istimara_curl_easy_strerror(code))
        let detail = said.isEmpty ? name : said
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT,
            CURLE_PROXY:
            return TransportError(.unreachable, detail)
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CIPHER:
            return TransportError(.tls, detail)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT:
            return TransportError(.configuration, detail)
        case CURLE_OUT_OF_MEMORY:
            return TransportError(.resources, detail)
        case CURLE_LOGIN_DENIED:
            return transcript.map { LoginRefusal.error(in: $0, of: mechanism) } ?? TransportError(.temporary, detail)
        case CURLE_WEIRD_SERVER_REPLY where transcript?.greeting?.uppercased().hasPrefix("* BYE") != true:
            return TransportError(.protocolViolation, detail)
        default:
            guard let transcript else { return TransportError(.closed, detail) }
            // The connection ended while libcurl signed in: with a BYE, with a refusal, or without a word.
            return transcript.lines.isEmpty
                ? TransportError(.unreachable, detail) : LoginRefusal.error(in: transcript, of: mechanism)
        }
    }
}
