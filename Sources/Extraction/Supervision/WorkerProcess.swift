import CProcess
import Glibc
import Mail

/// One running worker; it is killed and waited for at the latest when this object goes.
///
/// The system kills a worker together with the thread that started it: begin and end one on the same thread.
final class WorkerProcess {
    /// The process's number.
    let process: pid_t
    /// The fence that it says it has.
    let fence: FenceReport
    private var pipes: WorkerPipes
    private let cpuLimit: Int
    private var isRunning = true

    /// Starts a worker and waits until it says that it laid its limits on itself.
    ///
    /// - Throws: where no worker comes up. That is never a message's fault: it has been sent nothing yet.
    init(_ program: WorkerProgram) throws(ExtractionError) {
        let started = try program.spawn()
        var pipes = WorkerPipes(started)
        do {
            let deadline = SuspendingClock.now.advanced(by: program.patience)
            let greeting = try pipes.exchange([], maximum: 200, deadline: deadline)
            guard let report = Frame.report(in: greeting), report.isSufficient || program.fence == .bestEffort else {
                throw WorkerPipes.Interruption.excessive("no greeting of ours")
            }
            fence = report
        } catch {
            let ending = Self.end(
                started.process, pipes: &pipes, cpuLimit: program.limits[.workerCPU], patience: .milliseconds(500))
            throw ending.refusal
        }
        process = started.process
        cpuLimit = program.limits[.workerCPU]
        self.pipes = pipes
    }

    deinit {
        if isRunning { end() }
    }

    /// Whether the worker said something that nobody asked for, and must be asked nothing more.
    var isOutOfStep: Bool { pipes.hasUnaskedReply() }

    /// Sends one request and the file, and reads the reply: bytes that nobody has judged yet.
    ///
    /// - Parameters:
    ///   - maximumReply: the most bytes that are read.
    ///   - wall: how long the worker may take. After a throw the worker has ended.
    func ask(_ request: [UInt8], file: [UInt8], maximumReply: Int, wall: Duration) throws(WorkerDeath) -> [UInt8] {
        let header = Frame.header(request.count + file.count)
        do throws(WorkerPipes.Interruption) {
            let deadline = SuspendingClock.now.advanced(by: wall)
            let reply = try pipes.exchange([header + request, file], maximum: maximumReply, deadline: deadline)
            if isOutOfStep { throw WorkerPipes.Interruption.excessive("answered twice") }
            return reply
        } catch {
            throw death(at: error, wall: wall)
        }
    }

    private func death(at interruption: WorkerPipes.Interruption, wall: Duration) -> WorkerDeath {
        switch interruption {
        case .late:
            end()
            return WorkerDeath(.wall, "gave no answer within \(wall.components.seconds) s")
        case .excessive(let what):
            end()
            return WorkerDeath(.reply, what)
        case .closed:
            let ending = end(patience: .seconds(1))
            return ending.wasKilled ? WorkerDeath(.reply, "closed its output") : ending.death
        }
    }

    /// Ends the worker: it has nothing to finish.
    ///
    /// - Parameter patience: how long it may take to end by itself, so that how it ended can be told.
    @discardableResult func end(patience: Duration = .zero) -> WorkerEnding {
        isRunning = false
        return Self.end(process, pipes: &pipes, cpuLimit: cpuLimit, patience: patience)
    }

    private static func end(
        _ process: pid_t, pipes: inout WorkerPipes, cpuLimit: Int, patience: Duration
    ) -> WorkerEnding {
        let deadline = SuspendingClock.now.advanced(by: patience)
        var hasEnded = istimara_process_has_ended(process) != 0
        while !hasEnded, SuspendingClock.now < deadline {
            usleep(500)
            hasEnded = istimara_process_has_ended(process) != 0
        }
        var ending = istimara_process_ending()
        unsafe istimara_process_end(process, &ending)
        pipes.drainTrouble()
        return WorkerEnding(end: ending, cpuLimit: cpuLimit, wasKilled: !hasEnded, trouble: pipes.complaint)
    }
}
