package import Mail

/// A file that stands uuencoded within the text of a part, as Lotus Notes and old mailers write it.
package struct EmbeddedFile: Sendable {
    package var filename: String?
    package var content: [UInt8]
}

extension PartDecoder {
    /// At most so many files are taken from one text.
    private static let mostFiles = 100

    /// The files between `begin MODE NAME` and `end` in the text of `part`, in order; those without an end are left as text.
    package func embeddedFiles(in part: BodyPart, in bytes: [UInt8]) -> [EmbeddedFile] {
        let text = decode(part, in: bytes)
        var files: [EmbeddedFile] = []
        var position = 0
        while files.count < Self.mostFiles,
            let (line, next) = UuencodeDecoder.beginLine(in: text, position..<text.count)
        {
            var sink = ArraySink()
            guard UuencodeDecoder.decode(text, line.lowerBound..<text.count, into: &sink) else { break }
            let words = text[line].split(separator: Octet.space, maxSplits: 2)
            let name = words.count == 3 ? EncodedWordDecoder().text(Array(words[2])) : ""
            files.append(EmbeddedFile(filename: Filename.sanitized(name), content: sink.bytes))
            position = next
        }
        return files
    }
}
