import MIME
package import Mail

/// The way back from a part's path to its decoded bytes: parts are derived from the message and never kept.
package enum PartContent {
    /// The bytes of the part at `path` (`1.2`, `2/1.1`) in a raw message; nil where there is none.
    ///
    /// The part `1` of a bare document is the document itself.
    package static func bytes(of path: String, in raw: [UInt8], limits: Limits = Limits()) -> [UInt8]? {
        var content = raw
        for (depth, section) in path.split(separator: "/").enumerated() {
            guard depth < limits[.mimeDepth], let message = try? MessageParser(limits: limits).parse(content) else {
                return path == "1" ? raw : nil
            }
            guard let part = find(String(section), in: message.root) else { return path == "1" ? raw : nil }
            content = PartDecoder().decode(part, in: content)
        }
        return content
    }

    private static func find(_ path: String, in part: BodyPart) -> BodyPart? {
        if part.path == path, part.children.isEmpty { return part }
        return part.children.lazy.compactMap { find(path, in: $0) }.first
    }
}
