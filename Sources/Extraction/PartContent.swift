import MIME
package import Mail

/// The way back from a part's path to its decoded bytes: parts are derived from the message and never kept.
package enum PartContent {
    /// The bytes of the part at `path` (`1.2`, `2/1.1`, `1.3!dir/form.docx`, `1!form.doc`) in a raw message; nil where there
    /// is none.
    ///
    /// The part `1` of a bare document is the document itself.
    /// - Parameter workerPath: where `istimara-worker` is, which unpacks archives; without it nothing in one is found.
    package static func bytes(
        of path: String, in raw: [UInt8], limits: Limits = Limits(), workerPath: String? = nil
    ) -> [UInt8]? {
        let source = workerPath.map { WorkerSource(WorkerProgram(path: $0, limits: limits)) }
        var content = raw
        // Bytes, because a combining mark may follow a separator.
        var rest = Array(path.utf8)[...]
        var depth = 0
        while depth < limits[.mimeDepth] {
            let section = String(decoding: rest.prefix { $0 != slash && $0 != mark }, as: UTF8.self)
            rest = rest.dropFirst(section.utf8.count)
            let message = MessageParser.readable(content).bytes
            if let part = part(section, in: message, limits: limits) {
                content = PartDecoder().decode(part, in: message)
            } else if depth > 0 || section != "1" {
                return nil
            }
            while rest.first == mark {
                guard
                    let inner = embeddedFile(rest.dropFirst(), in: content)
                        ?? source.flatMap({ entry(rest.dropFirst(), in: content, $0) })
                else { return nil }
                (content, rest) = inner
            }
            guard rest.first == slash else { return rest.isEmpty ? content : nil }
            rest = rest.dropFirst()
            depth += 1
        }
        return nil
    }

    private static let slash = UInt8(ascii: "/")
    private static let mark = UInt8(ascii: "!")

    private static func part(_ path: String, in content: [UInt8], limits: Limits) -> BodyPart? {
        (try? MessageParser(limits: limits).parse(content)).flatMap { find(path, in: $0.root) }
    }

    private static func find(_ path: String, in part: BodyPart) -> BodyPart? {
        if part.path == path, part.children.isEmpty { return part }
        return part.children.lazy.compactMap { find(path, in: $0) }.first
    }

    /// The uuencoded file of a text that `path` begins with, and what follows its name.
    private static func embeddedFile(
        _ path: ArraySlice<UInt8>, in text: [UInt8]
    ) -> ([UInt8], ArraySlice<UInt8>)? {
        for file in PartDecoder().embeddedFiles(in: text).files where path.starts(with: file.identifier.utf8) {
            let rest = path.dropFirst(file.identifier.utf8.count)
            if rest.isEmpty || rest.first == slash || rest.first == mark { return (file.content, rest) }
        }
        return nil
    }

    /// The content of the entry whose label `path` begins with, and what follows the label.
    private static func entry(
        _ path: ArraySlice<UInt8>, in archive: [UInt8], _ source: WorkerSource
    ) -> ([UInt8], ArraySlice<UInt8>)? {
        var session = WorkerSession(source)
        let mediaType = ContentSignature.detect(archive)
        let limits = source.program.limits
        guard case .value(let entries) = try? session.list(archive, mediaType: mediaType, limits: limits) else {
            return nil
        }
        let listing = ArchiveListing(entries)
        for (index, label) in listing.labels.enumerated() where entries[index].isFile && path.starts(with: label.utf8) {
            let rest = path.dropFirst(label.utf8.count)
            guard rest.isEmpty || rest.first == slash || rest.first == mark else { continue }
            let answer = try? session.unpack(
                [index], of: archive, mediaType: mediaType, limits: limits, sizes: [entries[index].size])
            guard case .value(let contents) = answer, case .bytes(let content)? = contents.first else { return nil }
            return (content, rest)
        }
        return nil
    }
}
