import Foundation

/// Composes raw messages for the tests.
struct Letter {
    /// A body part: its header fields and its content, sent as base64.
    struct Part {
        var fields: [String]
        var content: [UInt8]

        init(_ type: String, _ fields: String..., content: [UInt8]) {
            self.fields = ["Content-Type: \(type)"] + fields
            self.content = content
        }

        init(_ type: String, _ fields: String..., text: String) {
            self.fields = ["Content-Type: \(type)"] + fields
            content = Array(text.utf8)
        }

        static func text(_ words: String) -> Part { Part("text/plain; charset=utf-8", text: words) }

        static func attachment(_ name: String, _ content: [UInt8]) -> Part {
            attachment(name, "application/octet-stream", content)
        }

        static func attachment(_ name: String, _ type: String, _ content: [UInt8]) -> Part {
            var part = Part(type, content: content)
            part.fields.append("Content-Disposition: attachment; filename=\"\(name)\"")
            return part
        }

        /// Parts in a part.
        static func multipart(_ subtype: String, _ parts: [Part]) -> Part {
            let boundary = "b\(parts.count)-\(subtype)"
            var part = Part("multipart/\(subtype); boundary=\"\(boundary)\"", text: "")
            for child in parts { part.content += Array("--\(boundary)\r\n".utf8) + child.bytes }
            part.content += Array("--\(boundary)--\r\n".utf8)
            part.isRaw = true
            return part
        }

        var isRaw = false

        var bytes: [UInt8] {
            let encoded =
                isRaw ? content : Array(Data(content).base64EncodedString(options: .lineLength76Characters).utf8)
            let encoding = isRaw ? [] : ["Content-Transfer-Encoding: base64"]
            return Array((fields + encoding + ["", ""]).joined(separator: "\r\n").utf8) + encoded + Array("\r\n".utf8)
        }
    }

    static func mixed(_ parts: Part..., fields: [String] = []) -> [UInt8] {
        message(.multipart("mixed", parts), fields: fields)
    }

    static func message(_ part: Part, fields: [String] = []) -> [UInt8] {
        let header = [
            "From: Conseil <president@example.org>", "To: forms@example.org", "Subject: Consultation",
            "Message-ID: <1@example.org>", "Date: Thu, 12 Mar 2020 09:30:00 +0100", "MIME-Version: 1.0",
        ]
        return Array((header + fields + [""]).joined(separator: "\r\n").utf8) + part.bytes
    }

    /// A file of the tests' resources.
    static func file(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: Workers.resource(name))))
    }
}
