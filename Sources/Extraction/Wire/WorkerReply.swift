package import Documents

/// A file that a worker found in an archive.
package struct ArchiveEntry: Hashable, Sendable {
    /// The path in the archive, as its maker wrote it: a name for people, never for a file system.
    package var path: String
    package var content: [UInt8]

    package init(path: String, content: [UInt8]) {
        self.path = path
        self.content = content
    }
}

/// What a worker answers.
package enum WorkerReply: Sendable {
    case document(Document)
    case entries([ArchiveEntry])
    /// The file cannot be read; the code is a limit's name where one was reached.
    case failure(DocumentError)
}

extension WorkerReply {
    private enum Tag: UInt8 { case document = 1, entries = 2, failure = 3 }

    /// The longest detail of a failure, in UTF-8 bytes.
    private static let maximumDetail = 1_000

    /// What stands for a reply that is longer than the limit of that name.
    static func tooLong(_ size: Int) -> Self {
        .failure(DocumentError("worker_reply", "the document takes \(size) bytes"))
    }

    /// The reply as it stands in a frame.
    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        switch self {
        case .document(let document):
            writer.put(byte: Tag.document.rawValue)
            writer.put(document)
        case .entries(let entries):
            writer.put(byte: Tag.entries.rawValue)
            writer.put(list: entries) { writer, entry in
                writer.put(entry.path)
                writer.put(content: entry.content)
            }
        case .failure(let error):
            writer.put(byte: Tag.failure.rawValue)
            writer.put(error.code.rawValue)
            writer.put(error.detail.cut(toUTF8: Self.maximumDetail))
        }
        return writer.bytes
    }

    /// Reads the reply that stands in a frame from the byte `start`; it may come from someone who took the worker over.
    ///
    /// - Throws: where the bytes are no reply, or say what no reader says: an index out of range, a span of 0, nesting
    ///   deeper than `bounds`.
    package static func decode(
        _ frame: [UInt8], from start: Int, bounds: DocumentBounds
    ) throws(WireError) -> Self {
        var reader = WireReader(frame, from: start)
        let reply: Self
        switch Tag(rawValue: try reader.byte()) {
        case .document:
            reply = .document(try reader.document(bounds: bounds))
        case .entries:
            reply = .entries(
                try reader.list(maximum: bounds.entries) { reader throws(WireError) in
                    ArchiveEntry(path: try reader.text(maximum: 4_096), content: try reader.content())
                })
        case .failure:
            let code = DocumentError.Code(rawValue: try reader.code())
            reply = .failure(DocumentError(code, try reader.text(maximum: maximumDetail)))
        case nil:
            throw WireError("no such reply")
        }
        try reader.end()
        return reply
    }
}

extension String {
    /// The longest beginning of whole scalars within `maximum` UTF-8 bytes.
    func cut(toUTF8 maximum: Int) -> String {
        guard utf8.count > maximum else { return self }
        var cut = String.UnicodeScalarView()
        var size = 0
        for scalar in unicodeScalars {
            size += UTF8.width(scalar)
            guard size <= maximum else { break }
            cut.append(scalar)
        }
        return String(cut)
    }
}
