import CProcess
import Glibc
import Mail

/// One running worker; it is killed and waited for at the latest when this object goes.
final class WorkerProcess {
    /// The process's number.
    let process: pid_t
    /// The zygote that it was forked from, and lives no longer than.
    let zygote: Zygote
    private var pipes: WorkerPipes
    private let cpuLimit: Int
    private var isRunning = true

    /// Takes a process that a zygote forked, and waits until it says that it gave up the rest of its rights.
    ///
    /// - Throws: where it does not. That is never a message's fault: it has been sent nothing yet.
    init(_ started: istimara_process, of zygote: Zygote, _ program: WorkerProgram) throws(ExtractionError) {
        process = started.process
        self.zygote = zygote
        pipes = WorkerPipes(started)
        cpuLimit = program.limits[.workerCPU]
        do {
            let deadline = SuspendingClock.now.advanced(by: program.patience)
            let greeting = try pipes.exchange([], maximum: Frame.longestGreeting, deadline: deadline)
            guard greeting == Frame.ready else { throw WorkerPipes.Interruption.excessive("no greeting of ours") }
        } catch {
            throw end(patience: .milliseconds(500)).refusal
        }
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
        let (ending, wasKilled) = WorkerEnding.end(process, patience: patience)
        pipes.drainTrouble()
        return WorkerEnding(end: ending, cpuLimit: cpuLimit, wasKilled: wasKilled, trouble: pipes.complaint)
    }
}
