/// Bytes waiting to be sent, at an address that does not move.
///
/// OpenSSL wants a write that was refused for now to be repeated with the same pointer and the same length
/// (SSL_write(3), "bad write retry"); so the bytes lie in memory of our own, and the run that is being sent keeps its
/// length although more is enqueued behind it.
@safe final class OutputRing {
    private let storage: UnsafeMutableRawBufferPointer
    private let capacity: Int
    private var head = 0
    private var count = 0
    /// The length of the run that was offered and not taken yet.
    private var offered: Int?
    /// What finds no room in the ring.
    private var backlog: ArraySlice<UInt8> = []

    init(capacity: Int = 1 << 16) {
        self.capacity = capacity
        unsafe storage = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { unsafe storage.deallocate() }

    var isEmpty: Bool { count == 0 && backlog.isEmpty }

    func enqueue(_ bytes: [UInt8]) {
        backlog.append(contentsOf: bytes)
        refill()
    }

    /// Offers the next run to `send` until the ring is empty or `send` takes nothing.
    /// - Parameter send: sends from the pointer and returns how many bytes were taken.
    @unsafe func drain(_ send: (UnsafeRawBufferPointer) throws(TransportError) -> Int) throws(TransportError) {
        while count > 0 {
            let length = offered ?? min(count, capacity - head)
            offered = length
            let taken = try unsafe send(UnsafeRawBufferPointer(rebasing: storage[head..<(head + length)]))
            guard taken > 0 else { return }
            offered = nil
            head = (head + taken) % capacity
            count -= taken
            refill()
        }
    }

    private func refill() {
        while count < capacity, !backlog.isEmpty {
            let tail = (head + count) % capacity
            let room = tail < head ? head - tail : capacity - tail
            let piece = backlog.prefix(room)
            let target = unsafe UnsafeMutableRawBufferPointer(rebasing: storage[tail..<(tail + piece.count)])
            unsafe target.copyBytes(from: piece)
            count += piece.count
            backlog = backlog.dropFirst(piece.count)
        }
    }
}
