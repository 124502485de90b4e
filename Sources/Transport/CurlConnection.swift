import CLibcurl
import Glibc

/// A connection that libcurl opened, secured and signed in, and that carries our own IMAP from there on.
///
/// libcurl resolves the host, connects (through a proxy where the environment names one), checks the certificate, asks
/// for STARTTLS and signs in (`CURLOPT_CONNECT_ONLY`). It belongs to the thread that made it.
@safe package final class CurlConnection: ByteStream {
    private let handle: UnsafeMutableRawPointer
    private let login: LoginRecorder
    private let wake: WakeDescriptor
    private let output = OutputRing()
    private let socket: Int32

    package var transcript: LoginTranscript { login.transcript }
    package var hasPendingOutput: Bool { !output.isEmpty }

    /// Connects and signs in; blocks until that is done or has failed, at most `connectSeconds`.
    /// - Parameters:
    ///   - caFile: a PEM file of further authorities, beside the system's store.
    ///   - wake: ends ``wait(milliseconds:)`` when another thread signals it.
    /// - Throws: every code of ``TransportError`` but `closed`.
    package init(
        to endpoint: Endpoint, as credentials: Credentials, caFile: String?, connectSeconds: Int = 20,
        wake: WakeDescriptor
    ) throws(TransportError) {
        let password: String
        do {
            password = try credentials.secret.reveal()
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.configuration, "the secret could not be had: \(error)")
        }
        guard !(credentials.user + password).utf8.contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
            throw TransportError(.configuration, "user or secret holds a line break")
        }
        let login = LoginRecorder(hiding: [password, Self.base64(Array("\0\(credentials.user)\0\(password)".utf8))])
        let options = CurlOptions(
            endpoint: endpoint, user: credentials.user, secret: password, mechanism: credentials.mechanism,
            caFile: caFile,
            connectSeconds: connectSeconds)
        let handle = try unsafe options.makeHandle(recordingInto: login)
        let code = unsafe istimara_curl_easy_perform(handle)
        guard code == CURLE_OK else {
            let failure = CurlFailure.error(
                code, said: login.curlMessage, transcript: login.transcript,
                mechanism: credentials.mechanism)
            unsafe istimara_curl_easy_cleanup(handle)
            throw failure
        }
        var socket: Int32 = -1
        guard unsafe istimara_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
            unsafe istimara_curl_easy_cleanup(handle)
            throw TransportError(.closed, "libcurl has no socket")
        }
        unsafe self.handle = handle
        self.login = login
        self.wake = wake
        self.socket = socket
    }

    deinit { unsafe istimara_curl_easy_cleanup(handle) }

    package func enqueue(_ bytes: [UInt8]) { output.enqueue(bytes) }

    package func flush() throws(TransportError) {
        try unsafe output.drain { (run) throws(TransportError) -> Int in
            var taken = 0
            let code = unsafe istimara_curl_easy_send(handle, run.baseAddress, run.count, &taken)
            guard code == CURLE_OK || code == CURLE_AGAIN else {
                throw CurlFailure.error(code, said: login.curlMessage, transcript: nil)
            }
            return code == CURLE_AGAIN ? 0 : taken
        }
    }

    package func read(into buffer: inout [UInt8]) throws(TransportError) -> ReadOutcome {
        var filled = 0
        // One call gives at most one TLS record: several are gathered.
        while filled < buffer.count {
            var count = 0
            let code = unsafe buffer.withUnsafeMutableBytes { target in
                unsafe istimara_curl_easy_recv(handle, target.baseAddress! + filled, target.count - filled, &count)
            }
            if code == CURLE_AGAIN { break }
            guard code == CURLE_OK else {
                if filled > 0 { break }
                throw CurlFailure.error(code, said: login.curlMessage, transcript: nil)
            }
            // The end of the stream: seen again at the next call where something stands before it.
            if count == 0 { return filled > 0 ? .bytes(filled) : .closed }
            filled += count
        }
        return filled > 0 ? .bytes(filled) : .again
    }

    package func wait(milliseconds: Int) throws(TransportError) {
        let interest = Int16(POLLIN) | (hasPendingOutput ? Int16(POLLOUT) : 0)
        var descriptors = [
            pollfd(fd: socket, events: interest, revents: 0),
            pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = unsafe poll(&descriptors, 2, Int32(clamping: max(0, milliseconds)))
        guard count >= 0 || errno == EINTR else { throw TransportError(.resources, "poll failed (errno \(errno))") }
        if descriptors[1].revents != 0 { wake.clear() }
    }

    /// The form in which a secret travels in AUTHENTICATE (RFC 4648 §4), so that an echo of it can be hidden.
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
