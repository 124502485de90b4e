import MIME
import Testing

@Suite struct ContentSignatureTests {
    /// A local header of a stored member (APPNOTE §4.3.7).
    static func member(_ name: String, _ content: String = "") -> [UInt8] {
        [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8)
            + Array(content.utf8)
    }

    /// A compound file whose directory names one stream ([MS-CFB] §2.6.1).
    static func compound(_ stream: String) -> [UInt8] {
        var bytes: [UInt8] =
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504 + 1_024)
        let name = stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        bytes.replaceSubrange(768..<768 + name.count, with: name)
        bytes[768 + 64] = UInt8(name.count + 2)
        return bytes
    }

    @Test(
        arguments: [
            (Array("\n\n%PDF-1.7\n".utf8), "application/pdf"), (Array("{\\rtf1".utf8), "application/rtf"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
            ([0x49, 0x49, 0x2A, 0x00, 8], "image/tiff"), (Array("GIF89a".utf8), "image/gif"),
            ([0, 0, 0, 24] + Array("ftypheic\0\0\0\0".utf8), "image/heic"),
            ([0x78, 0x9F, 0x3E, 0x22], "application/vnd.ms-tnef"),
            (Array("  <!DOCTYPE html><p>".utf8), "text/html"), (Array("Bonjour,\nDate: demain\n".utf8), "text/plain"),
            (Array("From: a@x.ma\nTo: b@x.ma\n\nhi".utf8), "message/rfc822"),
            ([0, 1, 2, 3], "application/octet-stream"),
            ([], "text/plain"),
            (
                member("[Content_Types].xml") + member("word/document.xml"),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            ),
            (
                member("[Content_Types].xml") + member("xl/workbook.xml"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            ),
            (
                member("mimetype", "application/vnd.oasis.opendocument.text") + member("content.xml"),
                "application/vnd.oasis.opendocument.text"
            ),
            (member("form.docx"), "application/zip"), ([0x50, 0x4B, 3, 4], "application/zip"),
            (compound("WordDocument"), "application/msword"), (compound("Workbook"), "application/vnd.ms-excel"),
            (compound("__properties_version1.0"), "application/vnd.ms-outlook"),
            (compound("EncryptedPackage"), "application/x-ole-encrypted-package"),
            (compound("Other"), "application/x-ole-storage"),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "application/x-ole-storage"),
        ] as [([UInt8], String)]) func types(_ bytes: [UInt8], _ type: String)
    {
        #expect(ContentSignature.detect(bytes) == type)
    }
}
