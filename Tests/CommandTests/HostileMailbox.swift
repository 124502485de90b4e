import Foundation
import TestSupport

/// Messages that were sent to do harm, and what must become of each.
enum HostileMailbox {
    struct Letter {
        var name: String
        var message: [UInt8]
        var outcome: String
    }

    /// Every hostile file of the resources, documents attached to a letter, and messages too large to be kept as files.
    static func letters() throws -> [Letter] {
        let folder = BuiltProgram.root.appending(path: "Tests/ExtractionTests/Resources/hostile")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
            return (name, name.hasSuffix(".eml") ? bytes : letter(name, attachment: bytes))
        }
        return (files + made).map { Letter(name: $0, message: $1, outcome: outcomes[$0] ?? "quarantined") }
    }

    /// What is not quarantined: a reader is missing or was never needed, it is locked, or it could be read and holds no
    /// form.
    private static let outcomes = Dictionary(
        uniqueKeysWithValues: [
            "deep_tables_80.docx", "encrypted.docx", "field_cycle.pdf", "flate_bomb.pdf", "huge_page.pdf", "image.docx",
            "includes.docx", "js_launch.pdf", "odt_image.odt", "odt_section.odt", "page_cycle.pdf", "password.pdf",
            "pdfbomb.eml", "pdfjs.eml", "pdfloop.eml", "pic.rtf", "repeat.odt", "sst_bomb.xlsx", "template.docx",
            "template_external.docx", "unnamed_loop.pdf", "xmlbomb.xlsx", "xobject_recursion.pdf",
        ].map { ($0, "needs_review") } + ["macro.docm", "page.html", "png65k.eml", "names"].map { ($0, "ignored") })

    private static func letter(_ name: String, attachment: [UInt8]) -> [UInt8] {
        header(name) + Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nci-joint\r\n--b\r\n".utf8)
            + Array("Content-Disposition: attachment; filename=\"\(name)\"\r\n".utf8)
            + Array("Content-Transfer-Encoding: base64\r\n\r\n".utf8)
            + Array(Data(attachment).base64EncodedString(options: .lineLength76Characters).utf8)
            + Array("\r\n--b--\r\n".utf8)
    }

    private static func header(_ name: String) -> [UInt8] {
        Array(
            "From: a@example.org\r\nMessage-ID: <\(name)@example.org>\r\nSubject: \(name)\r\nMIME-Version: 1.0\r\n".utf8
        )
    }

    private static var made: [(String, [UInt8])] {
        [
            ("fields-1000000", header("f") + repeated("X-A: b\r\n", 1_000_000) + Array("\r\ntexte\r\n".utf8)),
            ("line-9000000", header("l") + Array("\r\n".utf8) + Array(repeating: 0x61, count: 9_000_000)),
            (
                "subject-5000000",
                Array("Subject: ".utf8) + Array(repeating: 0x61, count: 5_000_000) + Array("\r\n\r\nx\r\n".utf8)
            ),
            (
                "addresses-200000",
                header("a") + Array("To: ".utf8) + repeated("a@example.org, ", 200_000) + Array("\r\n\r\nx\r\n".utf8)
            ),
            (
                "parts-10000-nested",
                header("n") + Array("Content-Type: multipart/mixed; boundary=b0\r\n\r\n".utf8)
                    + (1...10_000).flatMap {
                        Array("--b\($0 - 1)\r\nContent-Type: multipart/mixed; boundary=b\($0)\r\n\r\n".utf8)
                    }
            ),
            ("messages-10000-nested", repeated("Subject: x\r\nContent-Type: message/rfc822\r\n\r\n", 10_000)),
            (
                "parts-200000",
                header("p") + Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n".utf8)
                    + repeated("--b\r\n\r\nx\r\n", 200_000)
            ),
            (
                "names",
                header("names") + Array("Content-Type: multipart/mixed; boundary=b\r\n\r\n".utf8)
                    + [
                        "../../../../etc/cron.d/x", "\u{202E}xcod.exe", "a\u{1B}[2J\u{7}.docx", "CON",
                        String(repeating: "x", count: 100_000), "=cmd|'/C calc'!A0.docx",
                    ].flatMap { name in
                        Array("--b\r\nContent-Disposition: attachment; filename=\"\(name)\"\r\n\r\ntexte\r\n".utf8)
                    } + Array("--b--\r\n".utf8)
            ),
        ]
    }

    private static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        Array(String(repeating: text, count: count).utf8)
    }
}
