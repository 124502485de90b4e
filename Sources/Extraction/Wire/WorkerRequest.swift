/// What a worker may be asked for.
package enum WorkerRequest: Hashable, Sendable {
    /// One file → the document in it.
    case read(ReadRequest)
    /// One archive → what it says that it holds. Limits as in ``ReadRequest/limits``.
    case list(mediaType: String, limits: [String: Int])
    /// One archive → the content of its files at these indices, or of the first of them, in their order.
    case unpack(mediaType: String, indices: [Int], limits: [String: Int])
}

/// How a file is to be read; its bytes follow it on the wire.
package struct ReadRequest: Hashable, Sendable {
    /// As the signature says: `application/vnd.openxmlformats-officedocument.wordprocessingml.document`, ….
    package var mediaType: String
    /// The declared charset of a text; nil where the mail does not say.
    package var charset: String?
    /// The limits in force, by their names in the settings.
    package var limits: [String: Int]

    package init(mediaType: String, charset: String? = nil, limits: [String: Int]) {
        self.mediaType = mediaType
        self.charset = charset
        self.limits = limits
    }
}

extension WorkerRequest {
    private enum Tag: UInt8 { case read = 1, list = 2, unpack = 3 }

    /// The most entries that a request can name.
    private static let maximumIndices = 1 << 20

    /// The most bytes that a reply may have; nil where the request does not say.
    var maximumReply: Int? {
        switch self {
        case .read(let request): request.limits["worker_reply"]
        case .list(_, let limits): limits["worker_reply"]
        // One file whatever its size, and others as long as they fit in a reply.
        case .unpack(_, _, let limits):
            limits["worker_reply"].flatMap { reply in limits["attachment_size"].map { $0 + reply } }
        }
    }

    /// The request as it stands in a frame, without the bytes of the file.
    package func encoded() -> [UInt8] {
        var writer = WireWriter()
        func put(_ limits: [String: Int]) {
            writer.put(list: limits.sorted { $0.key < $1.key }) { writer, limit in
                writer.put(limit.key)
                writer.put(limit.value)
            }
        }
        switch self {
        case .read(let request):
            writer.put(byte: Tag.read.rawValue)
            writer.put(request.mediaType)
            writer.put(request.charset)
            put(request.limits)
        case .list(let mediaType, let limits):
            writer.put(byte: Tag.list.rawValue)
            writer.put(mediaType)
            put(limits)
        case .unpack(let mediaType, let indices, let limits):
            writer.put(byte: Tag.unpack.rawValue)
            writer.put(mediaType)
            writer.put(list: indices) { $0.put($1) }
            put(limits)
        }
        return writer.bytes
    }

    /// Reads a frame from the byte `start`: the request, and the bytes of the file after it.
    package static func decode(
        _ frame: [UInt8], from start: Int
    ) throws(WireError) -> (request: Self, file: [UInt8]) {
        var reader = WireReader(frame, from: start)
        func limits(_ reader: inout WireReader) throws(WireError) -> [String: Int] {
            let pairs = try reader.list(maximum: 200) { reader throws(WireError) in
                (try reader.code(), try reader.number(in: 0...1 << 48))
            }
            return Dictionary(pairs) { $1 }
        }
        let request: Self
        switch Tag(rawValue: try reader.byte()) {
        case .read:
            let mediaType = try reader.text(maximum: 200)
            let charset = try reader.optional { reader throws(WireError) in try reader.text(maximum: 200) }
            request = .read(ReadRequest(mediaType: mediaType, charset: charset, limits: try limits(&reader)))
        case .list:
            request = .list(mediaType: try reader.text(maximum: 200), limits: try limits(&reader))
        case .unpack:
            let mediaType = try reader.text(maximum: 200)
            let indices = try reader.list(maximum: maximumIndices) { reader throws(WireError) in
                try reader.number(in: 0...maximumIndices)
            }
            request = .unpack(mediaType: mediaType, indices: indices, limits: try limits(&reader))
        case nil:
            throw WireError("no such request")
        }
        return (request, Array(reader.rest))
    }
}
