import CProcess
import Glibc
package import Mail

/// The worker's program and the limits it is started with.
package struct WorkerProgram: Sendable {
    /// The path of `istimara-worker`.
    package var path: String
    package var limits: Limits
    package var fence: FencePolicy

    package init(path: String, limits: Limits, fence: FencePolicy = .required) {
        self.path = path
        self.limits = limits
        self.fence = fence
    }

    /// How long it may take to come up on a machine with other work.
    var patience: Duration { .seconds(30) }

    /// No secret of ours, no language or time zone of this machine's; and a crash ends the process at once instead of
    /// starting a program that looks at it.
    private static let environment = ["LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"]

    /// Starts a zygote; nothing is known of it yet but its number.
    func start() throws(ExtractionError) -> istimara_zygote {
        let arguments = [path, "\(limits[.workerMemory])", "\(limits[.workerCPU])", "\(getpid())", fence.rawValue]
        var started = istimara_zygote()
        let failure = unsafe Self.withCStrings(arguments) { arguments in
            unsafe Self.withCStrings(Self.environment) { environment in
                unsafe istimara_zygote_start(arguments, environment, &started)
            }
        }
        switch failure {
        case 0: return started
        case ENOENT, EACCES, ENOEXEC, ENOTDIR, ELOOP:
            throw ExtractionError(.workerMissing, "\(path): errno \(failure)")
        default:
            throw ExtractionError(.workerUnavailable, "\(path): errno \(failure)")
        }
    }

    /// Lends `texts` as the null-terminated list of C strings that exec takes.
    @unsafe private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var copies = unsafe texts.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        unsafe copies.append(nil)
        return unsafe copies.withUnsafeBufferPointer { list in
            guard let base = list.baseAddress else { preconditionFailure("the list has its end") }
            return unsafe body(base)
        }
    }
}
