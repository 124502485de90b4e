import Foundation
import Mail
import Testing

@testable import Extraction

/// Tests that start programs: one at a time, because they count what the test process holds.
@Suite(.serialized) enum WorkerTests {}

/// Where the programs of these tests are.
enum Workers {
    /// The worker that was built beside the test bundle.
    static let real = Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "istimara-worker").path

    static let hostile = resource("hostile-worker.py")
    static let mute = resource("mute-worker.sh")

    static func resource(_ name: String) -> String {
        Bundle.module.bundleURL.appending(path: "Resources/\(name)").path
    }

    /// A worker of a zygote of its own.
    static func start(_ path: String) throws -> WorkerProcess {
        try WorkerSource(WorkerProgram(path: path, limits: Limits())).worker()
    }

    /// Limits that a test can wait for.
    static var impatient: Limits {
        var limits = Limits()
        limits[.workerWall] = 1
        return limits
    }
}

/// What the test process holds open, has not waited for, or left running.
struct ProcessCensus: Equatable {
    var descriptors: Int
    /// Running or ended and not waited for.
    var children: Int
    /// Workers of ours, whoever their parent is by now.
    var workers: Int

    static func take() throws -> Self {
        var census = Self(
            descriptors: try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count, children: 0,
            workers: 0)
        for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
            func file(_ name: String) -> String {
                (try? String(contentsOfFile: "/proc/\(process)/\(name)", encoding: .utf8)) ?? ""
            }
            if file("status").contains("PPid:\t\(getpid())\n") { census.children += 1 }
            if file("cmdline").contains(Workers.hostile) { census.workers += 1 }
        }
        return census
    }

    /// What is there once nothing is left that was not there `before`; after two seconds, what is there all the same.
    ///
    /// A process that was killed with another takes a moment to go.
    static func take(after before: Self) throws -> Self {
        let start = SuspendingClock.now
        var census = try take()
        while census != before, SuspendingClock.now - start < .seconds(2) {
            usleep(10_000)
            census = try take()
        }
        return census
    }

    /// Resident memory in bytes.
    static func residentMemory() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(fields[1]) ?? 0) * 4_096
    }
}
