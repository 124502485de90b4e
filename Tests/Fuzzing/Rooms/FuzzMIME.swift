import FuzzSupport
import MIME
import Mail

/// A message as it is on the server: its tree, and the content of every part.
enum FuzzMIME {
    static func run(_ input: [UInt8]) {
        let bytes = MessageParser.readable(input).bytes
        guard let message = try? MessageParser().parse(bytes) else { return }
        var paths: Set<String> = []
        visit(message.root, of: bytes, within: 0..<bytes.count, &paths)
    }

    private static func visit(
        _ part: BodyPart, of bytes: [UInt8], within outer: Range<Int>, _ paths: inout Set<String>
    ) {
        promise(
            part.body.lowerBound >= outer.lowerBound && part.body.upperBound <= outer.upperBound,
            "part \(part.path) reaches beyond what it stands in")
        promise(paths.insert(part.path).inserted, "two parts have the path \(part.path)")
        if let name = part.filename {
            promise(name.isSafeName, "the name of a file is not clean")
        }
        for child in part.children { visit(child, of: bytes, within: part.body, &paths) }
        guard part.children.isEmpty else { return }
        let content = PartDecoder().decode(part, in: bytes)
        _ = ContentSignature.detect(content)
        let text = PartDecoder().text(of: part, in: bytes).text
        promise(!text.utf8.contains(0), "NUL in a text")
        var identifiers: Set<String> = []
        for file in PartDecoder().embeddedFiles(in: Array(text.utf8)).files {
            promise(identifiers.insert(file.identifier).inserted, "two files of a text have one name")
            promise(!file.identifier.utf8.contains(UInt8(ascii: "!")), "the name of a file ends before its end")
            _ = ContentSignature.detect(file.content)
        }
    }
}
