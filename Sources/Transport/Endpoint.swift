/// A mail server as the settings name it: `imaps://host[:port]`, or `imap://host[:port]` with STARTTLS required.
///
/// There is no way to name a connection without TLS (RFC 8314 §3). User and password never stand in a URL here.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// When the TLS handshake comes.
    package enum Security: String, Sendable {
        /// Before the first byte of IMAP (port 993).
        case implicitTLS = "imaps"
        /// After STARTTLS, without which nothing is sent (port 143).
        case startTLS = "imap"
    }

    package var security: Security
    /// A name or an address; an IPv6 address stands in brackets.
    package var host: String
    package var port: UInt16
    /// The folder a URL names in its path, percent-decoded; nil where the path is empty (RFC 5092 §3).
    package var folder: String?

    package init(security: Security, host: String, port: UInt16? = nil, folder: String? = nil) {
        self.security = security
        self.host = host
        self.port = port ?? (security == .implicitTLS ? 993 : 143)
        self.folder = folder
    }

    /// Reads a URL.
    /// - Throws: `configuration` for another scheme, a user in the URL, a missing host or an impossible port.
    package init(url: String) throws(TransportError) {
        guard let mark = url.firstRange(of: "://"),
            let security = Security(rawValue: url[..<mark.lowerBound].lowercased())
        else { throw TransportError(.configuration, "the URL must begin with imaps:// or imap://") }
        let rest = url[mark.upperBound...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        let authority = rest[..<slash]
        guard !authority.contains("@") else {
            throw TransportError(.configuration, "user and password do not belong in the URL")
        }
        var host = authority
        var port: UInt16?
        let afterBracket = authority.lastIndex(of: "]").map(authority.index(after:)) ?? authority.startIndex
        if let colon = authority[afterBracket...].lastIndex(of: ":") {
            host = authority[..<colon]
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else {
                throw TransportError(.configuration, "the URL's port is not a number from 1 to 65535")
            }
            port = number
        }
        guard !host.isEmpty, host.utf8.allSatisfy(Self.mayStandInHost) else {
            throw TransportError(.configuration, "the URL names no host")
        }
        let path = slash == rest.endIndex ? "" : rest[rest.index(after: slash)...]
        guard let folder = Self.percentDecoded(path) else {
            throw TransportError(.configuration, "the URL's path is not percent-encoded UTF-8")
        }
        self.init(security: security, host: String(host), port: port, folder: folder.isEmpty ? nil : folder)
    }

    package var description: String { "\(security.rawValue)://\(host):\(port)" }

    private static func mayStandInHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }

    private static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                value > 0
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
