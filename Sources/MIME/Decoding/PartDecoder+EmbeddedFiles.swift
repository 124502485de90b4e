/// A file that stands uuencoded within a text, as Lotus Notes and old mailers write it.
package struct EmbeddedFile: Sendable {
    /// Names the file within its text, fit for a part's path and unlike any other's: its name with `!` written as `%21`, and
    /// `#2` behind it where the name came before; `#1` where it has none.
    package var identifier: String
    package var filename: String?
    package var content: [UInt8]
    /// Whether its `end` line was there.
    package var isWhole: Bool
}

/// The files within a text, and the text without them.
package struct EmbeddedFiles: Sendable {
    package fileprivate(set) var files: [EmbeddedFile] = []
    package fileprivate(set) var text: [UInt8] = []
}

extension PartDecoder {
    /// At most so many files are taken from one text; what follows them stays text.
    private static let mostFiles = 100

    /// The files between `begin MODE NAME` and `end` in a text, in order.
    ///
    /// A `begin` line counts only where a line of uuencoded data follows it. A file whose `end` is missing reaches to the
    /// first line that is no such data.
    /// - Parameter text: the decoded bytes of a text part.
    package func embeddedFiles(in text: [UInt8]) -> EmbeddedFiles {
        let bytes = MessageBytes(text)
        var found = EmbeddedFiles()
        var words = EncodedWordDecoder()
        words.decoder.evidence = CharsetEvidence(bytes)
        var taken: [String: Int] = [:]
        var position = 0
        var copied = 0
        while found.files.count < Self.mostFiles,
            let (line, next) = UuencodeDecoder.beginLine(in: bytes, position..<text.count)
        {
            position = next
            guard UuencodeDecoder.startsData(in: bytes, next..<text.count) else { continue }
            var sink = ArraySink()
            let (end, isWhole) = UuencodeDecoder.decodeLines(
                bytes, next..<text.count, stopsAtText: true, into: &sink)
            let name = UuencodeDecoder.filename(in: bytes, line, words: words)
            let identifier = Self.identifier(of: name, &taken)
            found.files.append(
                EmbeddedFile(identifier: identifier, filename: name, content: sink.bytes, isWhole: isWhole))
            found.text.append(contentsOf: text[copied..<line.lowerBound])
            position = end
            copied = end
        }
        found.text.append(contentsOf: text[copied...])
        return found
    }

    /// - Parameter taken: how often each name came, and what was given instead of one.
    private static func identifier(of name: String?, _ taken: inout [String: Int]) -> String {
        // Scalars, because a combining mark may follow.
        let words = (name ?? "").unicodeScalars.split(separator: "!", omittingEmptySubsequences: false)
        let name = words.map { String($0) }.joined(separator: "%21")
        var count = taken[name, default: 0]
        var identifier: String
        repeat {
            count += 1
            identifier = name.isEmpty || count > 1 ? "\(name)#\(count)" : name
        } while identifier != name && taken[identifier] != nil
        taken[name] = count
        if identifier != name { taken[identifier] = 1 }
        return identifier
    }
}
