/// Where decoded bytes go: an array, a digest, a file. The decoder holds no more than one piece of them itself.
package protocol ByteSink: ~Copyable {
    /// Takes the next piece; pieces arrive in order and are never empty.
    mutating func write(_ piece: ArraySlice<UInt8>)
}

/// A sink that keeps everything in memory.
package struct ArraySink: ByteSink {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ piece: ArraySlice<UInt8>) { bytes.append(contentsOf: piece) }
}

/// Bytes on their way into a sink, gathered into pieces of 64 KB.
struct SinkBuffer {
    private static let capacity = 65_536
    private var pending: [UInt8] = []

    init() { pending.reserveCapacity(Self.capacity + 64) }

    mutating func append(_ byte: UInt8, into sink: inout some ByteSink & ~Copyable) {
        pending.append(byte)
        if pending.count >= Self.capacity { flush(into: &sink) }
    }

    mutating func append(_ bytes: ArraySlice<UInt8>, into sink: inout some ByteSink & ~Copyable) {
        guard bytes.count < 1_024 else {
            flush(into: &sink)
            sink.write(bytes)
            return
        }
        pending.append(contentsOf: bytes)
        if pending.count >= Self.capacity { flush(into: &sink) }
    }

    mutating func flush(into sink: inout some ByteSink & ~Copyable) {
        guard !pending.isEmpty else { return }
        sink.write(pending[...])
        pending.removeAll(keepingCapacity: true)
    }
}
