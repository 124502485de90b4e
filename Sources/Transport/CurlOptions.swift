import CLibcurl
import Glibc

/// Everything libcurl is told before it connects.
struct CurlOptions {
    var endpoint: Endpoint
    var user: String
    var secret: String
    var mechanism: SignInMechanism
    var caFile: String?
    var connectSeconds: Int

    /// Process-wide initialisation, once.
    private static let isReady = istimara_curl_global_init() == CURLE_OK

    /// Makes a handle that knows nothing but that its sockets do not pass to children; the caller frees it.
    @unsafe static func makeHandle() throws(TransportError) -> UnsafeMutableRawPointer {
        guard isReady, let handle = unsafe istimara_curl_easy_init() else {
            throw TransportError(.resources, "libcurl could not be initialised")
        }
        let code = unsafe istimara_curl_set_socket_handler(handle) { _, socket, _ in
            fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
        }
        guard code == CURLE_OK else {
            unsafe istimara_curl_easy_cleanup(handle)
            throw TransportError(.resources, "libcurl could not be initialised")
        }
        return unsafe handle
    }

    /// Makes a handle that is ready to perform; the caller frees it.
    @unsafe func makeHandle(recordingInto login: LoginRecorder) throws(TransportError) -> UnsafeMutableRawPointer {
        let handle = try unsafe Self.makeHandle()
        var codes: [CURLcode] = []
        for (option, value) in numbers {
            codes.append(unsafe istimara_curl_set_long(handle, option, value))
        }
        for (option, value) in texts {
            codes.append(unsafe istimara_curl_set_text(handle, option, value))
        }
        unsafe login.attach(to: handle, &codes)
        guard codes.allSatisfy({ $0 == CURLE_OK }) else {
            unsafe istimara_curl_easy_cleanup(handle)
            throw TransportError(.configuration, "libcurl refused an option")
        }
        return unsafe handle
    }

    private var numbers: [(CURLoption, Int)] {
        [
            (CURLOPT_CONNECT_ONLY, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_CONNECTTIMEOUT, connectSeconds),
            (CURLOPT_SERVER_RESPONSE_TIMEOUT, connectSeconds), (CURLOPT_TCP_KEEPALIVE, 1),
            (CURLOPT_TCP_KEEPIDLE, 60), (CURLOPT_TCP_KEEPINTVL, 20), (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            // For imap://: STARTTLS or nothing. For imaps:// it changes nothing.
            (CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)),
        ]
    }

    private var texts: [(CURLoption, String)] {
        var texts = [
            (CURLOPT_URL, "\(endpoint.security.rawValue)://\(endpoint.host):\(endpoint.port)/"),
            (CURLOPT_PROTOCOLS_STR, "imap,imaps"), (CURLOPT_USERNAME, user),
            (mechanism == .password ? CURLOPT_PASSWORD : CURLOPT_XOAUTH2_BEARER, secret),
            // Else libcurl prefers GSSAPI, CRAM-MD5 and others where a server offers them.
            (CURLOPT_LOGIN_OPTIONS, mechanism.capabilities.joined(separator: ";")),
        ]
        // CAPATH keeps its default, the system's store: the file comes beside it.
        if let caFile { texts.append((CURLOPT_CAINFO, caFile)) }
        return texts
    }
}

/// Receives the server's lines while libcurl signs in, and libcurl's own words.
@safe final class LoginRecorder {
    private(set) var transcript = LoginTranscript()
    private var secrets: [String]
    private let curlBuffer: UnsafeMutablePointer<CChar>

    init(hiding secrets: [String]) {
        self.secrets = secrets
        unsafe curlBuffer = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe curlBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { unsafe curlBuffer.deallocate() }

    /// What libcurl wrote about its last failure; it never holds a secret.
    var curlMessage: String { unsafe String(cString: curlBuffer) }

    /// Lets `handle` report here; the recorder must live as long as the handle.
    @unsafe func attach(to handle: UnsafeMutableRawPointer, _ codes: inout [CURLcode]) {
        codes.append(unsafe istimara_curl_set_error_buffer(handle, curlBuffer))
        codes.append(
            unsafe istimara_curl_set_line_handler(
                handle,
                { bytes, size, count, context in
                    if let context = unsafe context {
                        let line = unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: size * count))
                        unsafe Unmanaged<LoginRecorder>.fromOpaque(context).takeUnretainedValue().record(line)
                    }
                    return size * count
                }, Unmanaged.passUnretained(self).toOpaque()))
    }

    private func record(_ line: [UInt8]) { transcript.record(line, hiding: secrets) }
}
