import CProcess
import Glibc

/// The process that workers are forked from: started once, fenced, and shown nothing that anybody sent.
///
/// To fork costs a tenth of a start. Each worker has pipes of its own and none of another's, and begins as the zygote
/// was before the first of them: nothing of one message reaches the next.
final class Zygote: Sendable {
    /// The fence that it says it has, and its workers have with it.
    let fence: FenceReport
    private let zygote: istimara_zygote

    /// The process's number.
    var process: pid_t { zygote.process }

    /// Starts a zygote and waits until it says that its fence is closed.
    ///
    /// - Throws: where none comes up. That is never a message's fault.
    init(_ program: WorkerProgram) throws(ExtractionError) {
        let started = try program.start()
        guard let report = Self.report(of: started, patience: program.patience),
            report.isSufficient || program.fence == .bestEffort
        else {
            let (end, wasKilled) = WorkerEnding.end(started.process, patience: .milliseconds(500))
            var trouble: [UInt8] = []
            _ = WorkerPipes.read(started.trouble, into: &trouble)
            unsafe withUnsafePointer(to: started) { unsafe istimara_zygote_release($0) }
            throw WorkerEnding(end: end, cpuLimit: .max, wasKilled: wasKilled, trouble: trouble).refusal
        }
        fence = report
        zygote = started
    }

    /// Its workers end with it: they hold on to it for as long as they live.
    deinit {
        _ = WorkerEnding.end(zygote.process)
        unsafe withUnsafePointer(to: zygote) { unsafe istimara_zygote_release($0) }
    }

    /// Has it fork a worker, which has yet to greet.
    func fork(patience: Duration) throws(ExtractionError) -> istimara_process {
        var started = istimara_process()
        let failure = unsafe withUnsafePointer(to: zygote) {
            unsafe istimara_zygote_fork($0, CInt(clamping: patience.components.seconds * 1_000), &started)
        }
        guard failure == 0 else { throw ExtractionError(.workerUnavailable, "no worker was forked: errno \(failure)") }
        return started
    }

    private static func report(of zygote: istimara_zygote, patience: Duration) -> FenceReport? {
        let greeting = unsafe [UInt8](unsafeUninitializedCapacity: Frame.longestGreeting) { buffer, count in
            guard let packet = buffer.baseAddress else { return }
            let size = unsafe withUnsafePointer(to: zygote) {
                unsafe istimara_zygote_hear(
                    $0, packet, buffer.count, CInt(clamping: patience.components.seconds * 1_000))
            }
            count = max(0, size)
        }
        return Frame.report(in: greeting)
    }
}
