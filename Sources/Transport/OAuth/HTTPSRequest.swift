import CLibcurl
import Glibc

/// A form sent over HTTPS, and the answer (RFC 9110), through libcurl.
struct HTTPSRequest {
    var url: String
    /// The fields of the body, `application/x-www-form-urlencoded`.
    var form: [(name: String, value: String)]
    /// A PEM file of further authorities, beside the system's store.
    var caFile: String?

    /// Seconds until the whole answer must be there.
    private static let seconds = 30
    /// Bytes of an answer that are kept; a longer one is no answer to what is asked here.
    private static let answerLimit = 64 << 10

    struct Answer {
        var status: Int
        var body: [UInt8]
    }

    /// Sends the request and waits for its answer; no redirect is followed.
    /// - Throws: `configuration`, `unreachable`, `tls`, `resources`, `temporary` where the answer breaks off.
    func send() throws(TransportError) -> Answer {
        guard url.hasPrefix("https://") else { throw TransportError(.configuration, "\(url) is no https:// address") }
        let sink = Sink(limit: Self.answerLimit)
        let handle = try unsafe CurlOptions.makeHandle()
        defer { unsafe istimara_curl_easy_cleanup(handle) }
        var texts = [
            (CURLOPT_URL, url), (CURLOPT_PROTOCOLS_STR, "https"), (CURLOPT_COPYPOSTFIELDS, Self.encoded(form)),
        ]
        if let caFile { texts.append((CURLOPT_CAINFO, caFile)) }
        let numbers = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT, Self.seconds), (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2), (CURLOPT_FOLLOWLOCATION, 0),
        ]
        var codes = numbers.map { unsafe istimara_curl_set_long(handle, $0.0, $0.1) }
        codes += texts.map { unsafe istimara_curl_set_text(handle, $0.0, $0.1) }
        codes.append(
            unsafe istimara_curl_set_body_handler(
                handle,
                { bytes, size, count, context in
                    guard let context = unsafe context else { return 0 }
                    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
                    return unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue().take(piece)
                }, Unmanaged.passUnretained(sink).toOpaque()))
        guard codes.allSatisfy({ $0 == CURLE_OK }) else {
            throw TransportError(.configuration, "libcurl refused an option for \(url)")
        }
        let code = unsafe istimara_curl_easy_perform(handle)
        guard code == CURLE_OK else {
            let failure = CurlFailure.error(code, said: "", transcript: nil)
            throw failure.code == .closed ? TransportError(.temporary, failure.detail) : failure
        }
        var status = 0
        guard unsafe istimara_curl_get_status(handle, &status) == CURLE_OK else {
            throw TransportError(.temporary, "no status")
        }
        return Answer(status: status, body: sink.bytes)
    }

    /// The body, percent-encoded (RFC 3986 §2.1; the unreserved characters stand for themselves).
    static func encoded(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Keeps an answer's body.
    private final class Sink {
        private let limit: Int
        private(set) var bytes: [UInt8] = []

        init(limit: Int) { self.limit = limit }

        @unsafe func take(_ piece: UnsafeRawBufferPointer) -> Int {
            guard bytes.count + piece.count <= limit else { return 0 }
            unsafe bytes.append(contentsOf: piece)
            return piece.count
        }
    }
}
