import MIME
package import Mail

/// The way back from a part's path to its decoded bytes: parts are derived from the message and never kept.
package enum PartContent {
    /// The bytes of the part at `path` (`1.2`, `2/1.1`, `1!form.doc`) in a raw message; nil where there is none.
    ///
    /// The part `1` of a bare document is the document itself.
    package static func bytes(of path: String, in raw: [UInt8], limits: Limits = Limits()) -> [UInt8]? {
        var content = raw
        for (depth, section) in path.split(separator: "/").enumerated() {
            content = MessageParser.readable(content).bytes
            guard depth < limits[.mimeDepth], let message = try? MessageParser(limits: limits).parse(content) else {
                return path == "1" ? raw : nil
            }
            let names = section.split(separator: "!", maxSplits: 1)
            guard let part = find(String(names.first ?? ""), in: message.root) else { return path == "1" ? raw : nil }
            content = PartDecoder().decode(part, in: content)
            guard names.count == 2 else { continue }
            let files = PartDecoder().embeddedFiles(in: content).files
            guard let file = files.first(where: { $0.identifier == names[1] }) else { return nil }
            content = file.content
        }
        return content
    }

    private static func find(_ path: String, in part: BodyPart) -> BodyPart? {
        if part.path == path, part.children.isEmpty { return part }
        return part.children.lazy.compactMap { find(path, in: $0) }.first
    }
}
