import CProcess
import Glibc

/// How a worker's process ended, as the system tells it.
struct WorkerEnding {
    var end: istimara_process_ending
    /// The processor time it might take, in seconds.
    var cpuLimit: Int
    /// Whether we killed it, so that the signal says nothing.
    var wasKilled: Bool
    /// The beginning of what it wrote to its standard error.
    var trouble: [UInt8]

    /// Waits a while for a process of ours to end by itself, and ends it.
    static func end(
        _ process: pid_t, patience: Duration = .zero
    ) -> (istimara_process_ending, wasKilled: Bool) {
        let deadline = SuspendingClock.now.advanced(by: patience)
        var hasEnded = istimara_process_has_ended(process) != 0
        while !hasEnded, SuspendingClock.now < deadline {
            usleep(500)
            hasEnded = istimara_process_has_ended(process) != 0
        }
        var ending = istimara_process_ending()
        unsafe istimara_process_end(process, &ending)
        return (ending, !hasEnded)
    }

    /// The processor time it took, user and system.
    var cpu: Duration { .microseconds(end.cpu_microseconds) }

    /// Why a worker that did not greet is none.
    var refusal: ExtractionError {
        if istimara_exited(end.status) != 0, istimara_exit_status(end.status) == Frame.noFence {
            return ExtractionError(
                .fenceUnavailable, "no filter of system calls here; `worker: {fence: best_effort}` reads without one")
        }
        return ExtractionError(.workerUnavailable, describe("the worker did not greet"))
    }

    /// What the ending means for the part that the worker was at.
    var death: WorkerDeath {
        guard istimara_signalled(end.status) != 0 else {
            return WorkerDeath(.crash, describe("ended with status \(istimara_exit_status(end.status))"))
        }
        let signal = istimara_signal(end.status)
        if signal == SIGSYS { return WorkerDeath(.forbidden, "tried what no reader does") }
        // Whoever ignores the first signal meets the second (RLIMIT_CPU, getrlimit(2)).
        if signal == SIGXCPU || signal == SIGKILL && cpu >= .seconds(cpuLimit) {
            return WorkerDeath(.cpu, "used up its processor time")
        }
        if ranOutOfMemory { return WorkerDeath(.memory, "asked for more memory than it may have") }
        return WorkerDeath(.crash, describe("died of signal \(signal)"))
    }

    /// The Swift runtime and the C++ library abort when there is no memory, and say so before.
    private var ranOutOfMemory: Bool {
        let words = String(decoding: trouble, as: UTF8.self)
        return words.contains("failed to allocate") || words.contains("std::bad_alloc")
    }

    /// `event` and the first line on standard error, without control characters.
    func describe(_ event: String) -> String {
        let line = trouble.prefix { $0 != UInt8(ascii: "\n") }.prefix(200)
        let words = String(decoding: line, as: UTF8.self).unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        return words.isEmpty ? event : "\(event): \(String(String.UnicodeScalarView(words)))"
    }
}
