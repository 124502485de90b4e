import DocumentReaders
import Documents

/// A page of HTML, or a plain text, in a charset that the mail declared.
///
/// The first byte of an input says which, the second which charset.
enum FuzzPage {
    private static let charsets = [nil, "utf-8", "windows-1256", "iso-8859-6", "iso-2022-jp", "utf-16", "x-unknown"]

    static func run(_ input: [UInt8]) {
        guard input.count > 2 else { return }
        let mediaType = input[0] & 1 == 0 ? "text/html" : "text/plain"
        let charset = charsets[Int(input[1]) % charsets.count]
        guard
            let document = try? DocumentReading.read(
                Array(input[2...]), mediaType: mediaType, charset: charset, limits: ReaderLimits())
        else { return }
        FuzzReply.sendThroughWire(document)
    }
}
