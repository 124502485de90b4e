import CProcess
import Synchronization

/// Where workers come from: a zygote that is started with the first of them, and anew when it is not to be trusted or
/// has served long enough. Any thread may ask for one.
package final class WorkerSource: Sendable {
    /// The workers after which a zygote is replaced, so that what they learn of its addresses grows old.
    static let maximumForks = 1_000

    let program: WorkerProgram
    private let advanced: @Sendable () -> Void
    private let state = Mutex(State())

    private struct State {
        var zygote: Zygote?
        var forks = 0
    }

    /// - Parameter advanced: called before each worker is started.
    package init(_ program: WorkerProgram, advanced: @escaping @Sendable () -> Void = {}) {
        self.program = program
        self.advanced = advanced
    }

    /// The fence that workers have on this machine.
    package func fence() throws(ExtractionError) -> FenceReport { try worker().zygote.fence }

    /// A worker that has greeted.
    func worker() throws(ExtractionError) -> WorkerProcess {
        advanced()
        let (zygote, started) = try state.withLock { state throws(ExtractionError) in
            try Self.fork(program, &state)
        }
        do {
            return try WorkerProcess(started, of: zygote, program)
        } catch {
            retire(zygote)
            throw error
        }
    }

    /// Forks no more from a zygote one of whose workers died or lied: whoever made it do so may know by then where things
    /// are in it, and every worker of it is alike.
    func retire(_ zygote: Zygote) {
        state.withLock { state in
            if state.zygote === zygote { state.zygote = nil }
        }
    }

    private static func fork(
        _ program: WorkerProgram, _ state: inout State
    ) throws(ExtractionError) -> (Zygote, istimara_process) {
        if state.forks >= maximumForks { state.zygote = nil }
        if let zygote = state.zygote {
            // The system may have ended it meanwhile: then a fresh one is asked.
            if let started = try? zygote.fork(patience: program.patience) {
                state.forks += 1
                return (zygote, started)
            }
            state.zygote = nil
        }
        let zygote = try Zygote(program)
        let started = try zygote.fork(patience: program.patience)
        state = State(zygote: zygote, forks: 1)
        return (zygote, started)
    }
}
