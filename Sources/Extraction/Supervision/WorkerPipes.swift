import CProcess
import Glibc

/// The parent's side of a worker's three descriptors; no call waits longer than its deadline.
struct WorkerPipes: ~Copyable {
    /// Why an exchange ended without a frame.
    enum Interruption: Error {
        /// The deadline passed.
        case late
        /// The worker closed its standard output; it has most likely ended.
        case closed
        /// The worker announced or wrote more than it may.
        case excessive(String)
    }

    private let request: CInt
    private let reply: CInt
    private let trouble: CInt
    private var isTroubleOpen = true
    /// Bytes read and not taken: the beginning of the next frame.
    private var incoming: [UInt8] = []
    /// The first kilobyte of the worker's standard error.
    private(set) var complaint: [UInt8] = []

    private static let pieceSize = 1 << 16
    private static let complaintSize = 1_024

    init(_ process: istimara_process) {
        request = process.request
        reply = process.reply
        trouble = process.trouble
    }

    deinit {
        close(request)
        close(reply)
        close(trouble)
    }

    /// Sends `outgoing`, one after the other, and reads one frame of at most `maximum` bytes.
    mutating func exchange(
        _ outgoing: [[UInt8]], maximum: Int, deadline: SuspendingClock.Instant
    ) throws(Interruption) -> [UInt8] {
        var sent = Outgoing(pieces: outgoing)
        while true {
            if let frame = try takeFrame(maximum: maximum) { return frame }
            let ready = try wait(writing: !sent.isDone, deadline: deadline)
            if ready.trouble { readTrouble() }
            if ready.request { sent.send(to: request) }
            if ready.reply { try readReply() }
        }
    }

    /// Whether the worker said something that nobody asked for.
    mutating func hasUnaskedReply() -> Bool {
        if !incoming.isEmpty { return true }
        var entry = pollfd(fd: reply, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&entry, 1, 0) == 1 && entry.revents & Int16(POLLIN) != 0
    }

    /// Takes what stands on the standard error of a worker that has ended.
    mutating func drainTrouble() {
        while isTroubleOpen, complaint.count < Self.complaintSize, readTrouble() {}
    }

    private mutating func takeFrame(maximum: Int) throws(Interruption) -> [UInt8]? {
        guard let length = Frame.length(incoming[...]) else { return nil }
        guard length <= maximum else { throw .excessive("announced \(length) bytes") }
        guard incoming.count >= Frame.headerSize + length else { return nil }
        defer { incoming.removeFirst(Frame.headerSize + length) }
        return Array(incoming[Frame.headerSize..<Frame.headerSize + length])
    }

    private func wait(
        writing: Bool, deadline: SuspendingClock.Instant
    ) throws(Interruption) -> (request: Bool, reply: Bool, trouble: Bool) {
        let left = SuspendingClock.now.duration(to: deadline)
        guard left > .zero else { throw .late }
        let (seconds, attoseconds) = left.components
        let milliseconds = CInt(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
        // A negative descriptor is passed over (poll(2)).
        var entries = [
            pollfd(fd: writing ? request : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: reply, events: Int16(POLLIN), revents: 0),
            pollfd(fd: isTroubleOpen ? trouble : -1, events: Int16(POLLIN), revents: 0),
        ]
        let count = unsafe entries.withUnsafeMutableBufferPointer { unsafe poll($0.baseAddress, 3, milliseconds + 1) }
        guard count > 0 else { return (false, false, false) }
        return (entries[0].revents != 0, entries[1].revents != 0, entries[2].revents != 0)
    }

    private mutating func readReply() throws(Interruption) {
        switch Self.read(reply, into: &incoming) {
        case .some(0): throw .closed
        default: return
        }
    }

    /// Reads on; false where there is nothing more.
    @discardableResult private mutating func readTrouble() -> Bool {
        var piece: [UInt8] = []
        let count = Self.read(trouble, into: &piece)
        complaint.append(contentsOf: piece.prefix(Self.complaintSize - complaint.count))
        if count == 0 { isTroubleOpen = false }
        return (count ?? 0) > 0
    }

    /// Appends what can be read at once: the count, 0 at the end, nil where there is nothing yet.
    static func read(_ descriptor: CInt, into bytes: inout [UInt8]) -> Int? {
        var result = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: pieceSize) { buffer, count in
            result = unsafe Glibc.read(descriptor, buffer.baseAddress, pieceSize)
            count = max(0, result)
        }
        // Only a read that failed says why.
        if result < 0, errno == EAGAIN || errno == EINTR { return nil }
        bytes.append(contentsOf: piece)
        return piece.count
    }
}

/// Bytes on their way to a worker, in pieces that are not joined: one of them is the file.
private struct Outgoing {
    let pieces: [[UInt8]]
    private var piece = 0
    private var offset = 0

    init(pieces: [[UInt8]]) {
        self.pieces = pieces.filter { !$0.isEmpty }
    }

    var isDone: Bool { piece == pieces.count }

    /// Sends what the socket takes; a worker that reads no more is found out by its silence.
    mutating func send(to descriptor: CInt) {
        while !isDone {
            let current = pieces[piece]
            let count = unsafe current.withUnsafeBytes { content in
                unsafe Glibc.send(
                    descriptor, content.baseAddress?.advanced(by: offset), content.count - offset,
                    CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT))
            }
            guard count > 0 else {
                if count < 0, errno != EAGAIN, errno != EINTR { piece = pieces.count }
                return
            }
            offset += count
            if offset == current.count {
                piece += 1
                offset = 0
            }
        }
    }
}
