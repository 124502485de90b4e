import MIME
import Mail
import TestSupport
import Testing

/// Transfer encodings (RFC 2045 §6) and charsets of bodies.
@Suite struct DecoderTests {
    private func decode(_ encoding: TransferEncoding, _ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        return PartDecoder().decode(
            BodyPart(path: "1", mediaType: .octetStream, transferEncoding: encoding, body: 0..<bytes.count), in: bytes)
    }

    @Test(arguments: [
        ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YQ", "a"), ("YWI", "ab"), ("", ""), ("====", ""),
        ("YW\r\nJj\r\n", "abc"), ("Y W\tJ\nj", "abc"), ("Y!W*J(j", "abc"), ("YQ==YWI=", "aab"),
        ("YWJj\n\nZGVm", "abcdef"),
        ("YWJj\r\n\r\n-- \r\nlist, see x", "abc"), ("YWJjZ", "abc"), ("YWJjYWJ", "abc"),
    ]) func base64(_ encoded: String, _ decoded: String) {
        #expect(decode(.base64, encoded) == Array(decoded.utf8))
    }

    @Test func base64OfEveryLengthAndLineWidth() {
        var random = SplitMix(seed: 7)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        for length in (0...70) + [1_000, 49_151, 49_152, 49_153, 200_003] {
            let content = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            var encoded: [UInt8] = []
            var column = 0
            for start in stride(from: 0, to: length, by: 3) {
                let group = content[start..<min(start + 3, length)] + []
                let bits =
                    UInt32(group.first ?? 0) << 16 | (group.count > 1 ? UInt32(group[start + 1]) << 8 : 0)
                    | (group.count > 2 ? UInt32(group[start + 2]) : 0)
                for place in 0..<4 {
                    encoded.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63] : 0x3D)
                }
                column += 4
                if column >= 76 {
                    encoded += [0x0D, 0x0A]
                    column = 0
                }
            }
            let part = BodyPart(path: "1", mediaType: .octetStream, transferEncoding: .base64, body: 0..<encoded.count)
            #expect(PartDecoder().decode(part, in: encoded) == content, "\(length) bytes")
        }
    }

    @Test(arguments: [
        ("a=C3=A9b", "aéb"), ("a=c3=a9", "aé"), ("soft=\r\nbreak", "softbreak"), ("soft= \nbreak", "softbreak"),
        ("blanks  \t\r\nend  ", "blanks\r\nend"), ("bad =XZ =", "bad =XZ "), ("=", ""), ("a==3D", "a=="),
    ]) func quotedPrintable(_ encoded: String, _ decoded: String) {
        #expect(decode(.quotedPrintable, encoded) == Array(decoded.utf8))
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func uuencode(lineEnd: String) {
        let lines = ["text before", "begin 644 a.txt", "#86)C", "%9&5F9V@", "`", "end", "behind"]
        #expect(decode(.uuencode, lines.joined(separator: lineEnd)) == Array("abcdefgh".utf8))
    }

    @Test(
        arguments: [
            ([0xC7, 0xE1, 0xE3, 0xCC, 0xE1, 0xD3], nil, "المجلس", []),
            ([0xC7, 0xE1, 0xE3, 0xCC, 0xE1, 0xD3], "windows-1256", "المجلس", []),
            ([0x72, 0xE9, 0x75, 0x6E, 0x69, 0x6F, 0x6E], nil, "réunion", []),
            ([0xC3, 0xA9, 0x74, 0xC3, 0xA9], "iso-8859-1", "été", ["untrue_charset"]),
            ([0xC3, 0xA9, 0x74, 0xC3, 0xA9], "us-ascii", "été", []),
            ([0xE9, 0x74, 0xE9], "utf-8", "été", ["untrue_charset"]),
            ([0x61, 0x0D, 0x0A, 0x00, 0x62, 0x0D, 0x63], "no-such", "a\nb\nc", ["unknown_charset"]),
        ] as [([UInt8], String?, String, [String])])
    func texts(_ bytes: [UInt8], _ charset: String?, _ text: String, _ defects: [String]) {
        let parameters = charset.map { ["charset": $0] } ?? [:]
        let part = BodyPart(
            path: "1", mediaType: MediaType(type: "text", subtype: "plain", parameters: parameters),
            body: 0..<bytes.count)
        let got = PartDecoder().text(of: part, in: bytes)
        #expect(got.text == text)
        #expect(got.defects.map(\.code) == defects)
    }
}
