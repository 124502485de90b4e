package import Documents

/// What a worker answers.
package enum WorkerReply: Sendable {
    case document(Document)
    /// Every entry of an archive, in its order.
    case entries([ArchiveEntry])
    /// The files that were asked for, or the first of them: at least one.
    case contents([EntryContent])
    /// The file cannot be read; the code is a limit's name where one was reached.
    case failure(DocumentError)
}

extension WorkerReply {
    private enum Tag: UInt8 { case document = 1, entries = 2, failure = 3, contents = 4 }

    /// What stands for a reply that is longer than the limit of that name.
    static func tooLong(_ size: Int) -> Self {
        .failure(DocumentError("worker_reply", "the answer takes \(size) bytes"))
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
            writer.put(list: entries) { $0.put($1) }
        case .contents(let contents):
            writer.put(byte: Tag.contents.rawValue)
            writer.put(list: contents) { $0.put($1) }
        case .failure(let error):
            writer.put(byte: Tag.failure.rawValue)
            writer.put(error)
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
                try reader.list(maximum: bounds.entries) { reader throws(WireError) in try reader.entry() })
        case .contents:
            reply = .contents(
                try reader.list(maximum: bounds.entries) { reader throws(WireError) in try reader.entryContent() })
        case .failure:
            reply = .failure(try reader.failure())
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
