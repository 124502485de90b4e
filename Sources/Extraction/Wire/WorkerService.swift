import CProcess
import Glibc

/// The worker's side of the wire. The zygote takes orders on descriptor 0; a worker that it forked takes requests there,
/// and its replies go out on 1.
///
/// One thread, no Swift concurrency, no Dispatch: once the worker is fenced it can start no thread.
package struct WorkerService {
    /// The address space the worker may have, in bytes.
    package var memory: UInt64
    /// The processor time it may use, in seconds.
    package var cpu: UInt64
    /// The process that started it, with which it dies.
    package var parent: Int32
    /// Whether it may read without a filter of its system calls.
    package var policy: FencePolicy

    /// Takes what ``WorkerProgram`` puts on the command line: memory, processor time, the parent's number, the policy.
    package init?(arguments: [String]) {
        guard arguments.count == 5, let memory = UInt64(arguments[1]), let cpu = UInt64(arguments[2]),
            let parent = Int32(arguments[3]), let policy = FencePolicy(rawValue: arguments[4])
        else { return nil }
        self.policy = policy
        self.memory = memory
        self.cpu = cpu
        self.parent = parent
    }

    /// Closes the fence around this process, greets, and forks a worker for each order; in each of these, gives up what
    /// the zygote needed, greets, and answers requests until there are no more.
    ///
    /// - Returns: an exit status from sysexits.h.
    package func run(fence: Fence = .standard, _ answer: (WorkerRequest, [UInt8]) -> WorkerReply) -> Int32 {
        guard fence.confine(memory, parent) else { return EX_OSERR }
        let report = fence.close()
        guard report.isSufficient || policy == .bestEffort else { return Frame.noFence }
        guard Self.write(bytes: Frame.greeting(report), to: STDIN_FILENO) else { return EX_IOERR }
        switch istimara_zygote_serve() {
        case 0: return EX_OK
        case 1: break
        default: return EX_IOERR
        }
        guard fence.narrow(cpu, parent, report), Self.write(Frame.ready) else { return EX_OSERR }
        return serve(answer)
    }

    private func serve(_ answer: (WorkerRequest, [UInt8]) -> WorkerReply) -> Int32 {
        while let frame = Self.readFrame() {
            let nonce = frame.prefix(Frame.nonceSize)
            guard let (request, file) = try? WorkerRequest.decode(frame, from: nonce.endIndex) else {
                return EX_DATAERR
            }
            guard Self.write(nonce + Self.encode(answer(request, file), for: request)) else { return EX_IOERR }
        }
        return EX_OK
    }

    /// The reply's bytes, or a failure in their place where they are more than the other side takes.
    private static func encode(_ reply: WorkerReply, for request: WorkerRequest) -> [UInt8] {
        let bytes = reply.encoded()
        guard let maximum = request.maximumReply, bytes.count > maximum - Frame.nonceSize else { return bytes }
        return WorkerReply.tooLong(bytes.count).encoded()
    }

    private static func readFrame() -> [UInt8]? {
        guard let header = read(Frame.headerSize), let length = Frame.length(header[...]) else { return nil }
        return read(length)
    }

    /// Reads exactly `count` bytes; nil where the other side closed before.
    private static func read(_ count: Int) -> [UInt8]? {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let piece = unsafe Glibc.read(STDIN_FILENO, buffer.baseAddress?.advanced(by: filled), count - filled)
                if piece < 0, errno == EINTR { continue }
                guard piece > 0 else { return }
                filled += piece
            }
        }
        return bytes.count == count ? bytes : nil
    }

    private static func write(_ frame: [UInt8]) -> Bool {
        write(bytes: Frame.header(frame.count) + frame, to: STDOUT_FILENO)
    }

    private static func write(bytes: [UInt8], to descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let piece = unsafe bytes.withUnsafeBytes { content in
                unsafe Glibc.write(descriptor, content.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if piece < 0, errno == EINTR { continue }
            guard piece > 0 else { return false }
            written += piece
        }
        return true
    }
}
