import MIME
import Mail

/// One way in which mail breaks a naive reader, and what must come of it.
///
/// The numbers are those of the list that the decision page on the parser keeps: one number, one kind of trouble.
struct ChecklistCase: Sendable, CustomStringConvertible {
    /// A leaf as it should come out.
    struct Leaf: Sendable, Hashable, CustomStringConvertible {
        var path: String
        var filename: String?
        /// What the bytes are.
        var type: String
        /// Its text where it is text, else its bytes as UTF-8.
        var content: String
        var description: String { "\(path) \(filename ?? "-") \(type) \(content.debugDescription)" }
    }

    var number: Int
    var what: String
    var raw: [UInt8]
    var subject: String? = "s"
    var from = [EmailAddress(address: "a@x.ma")]
    var date: String?
    var leaves: [Leaf]
    /// The codes of all that was read around, in order, without repetition.
    var codes: [String] = []

    var description: String { "\(number). \(what)" }
}

extension ChecklistCase {
    /// The content of every attachment of the table, and how it is encoded.
    static let pdf = "%PDF-1.4 x"
    static let pdfBase64 = "JVBERi0xLjQgeA=="

    /// A message with the letter `hi` and one part.
    static func mail(_ part: String, header: String = "Subject: s\n") -> String {
        """
        From: a@x.ma
        \(header)Content-Type: multipart/mixed; boundary=b

        --b

        hi
        --b
        \(part)
        --b--

        """
    }

    /// One attachment whose header is all that matters.
    static func attachment(
        _ number: Int, _ what: String, _ header: String, named filename: String?, codes: [String] = [],
        bytes: (String) -> [UInt8] = crlf
    ) -> Self {
        let text = mail(header + "\nContent-Transfer-Encoding: base64\n\n" + pdfBase64)
        return Self(number: number, what: what, raw: bytes(text), leaves: letter(filename), codes: codes)
    }

    /// One subject, and the letter `hi` behind it.
    static func subject(
        _ number: Int, _ what: String, _ field: String, is subject: String?, codes: [String] = [],
        bytes: (String) -> [UInt8] = crlf
    ) -> Self {
        let raw = bytes("From: a@x.ma\nSubject: " + field + "\n\nhi")
        return Self(number: number, what: what, raw: raw, subject: subject, leaves: [hi], codes: codes)
    }

    static let hi = Leaf(path: "1", type: "text/plain", content: "hi")

    /// The letter and its attachment.
    static func letter(_ filename: String?, type: String = "application/pdf", _ content: String = pdf) -> [Leaf] {
        [hi, Leaf(path: "2", filename: filename, type: type, content: content)]
    }
}

/// Bytes from characters up to U+00FF, each one byte; LF becomes CR LF.
func octets(_ text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { $0 == "\n" ? [0x0D, 0x0A] : [UInt8(truncatingIfNeeded: $0.value)] }
}
