/// Why no message can be extracted at all: the fault of this machine, never of a message.
///
/// What is wrong with a message is an ordinary result: parts with a state and a reason.
package struct ExtractionError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The worker's program is not where it should be, or may not be run.
        case workerMissing = "worker_missing"
        /// The worker did not start: no memory, no descriptors, a library missing, another version. Worth a later try.
        case workerUnavailable = "worker_unavailable"
        /// The kernel cannot fence the worker, and the settings require it.
        case fenceUnavailable = "fence_unavailable"
    }

    package var code: Code
    /// For the log; it holds nothing of a message.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    package var description: String { "\(code.rawValue): \(detail)" }

    package static func == (left: Self, right: Self) -> Bool { left.code == right.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
