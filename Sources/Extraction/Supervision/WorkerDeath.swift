/// How a worker failed at a part: it is gone, and the part is to be looked at by a person.
package struct WorkerDeath: Error, Hashable, Sendable {
    /// The words that stand as a part's reason.
    package enum Code: String, CaseIterable, Sendable {
        /// It gave no answer within the limit of that name, and was killed.
        case wall = "worker_wall"
        /// The system stopped it at the limit of that name.
        case cpu = "worker_cpu"
        /// It needed more memory than the limit of that name.
        case memory = "worker_memory"
        /// It died of a signal, or ended where it should have answered.
        case crash = "worker_crash"
        /// It made a system call that no reader makes, and the system stopped it: most likely somebody took it over.
        case forbidden = "worker_forbidden"
        /// It answered what no worker answers: more bytes than the limit of that name, or none that make sense.
        case reply = "worker_reply"

        /// How much of what a message may cost in workers such a death takes: an attack that was stopped has few more tries.
        var cost: Int { self == .forbidden ? 4 : 1 }

        /// Whether it is a limit that was reached, rather than a fault.
        package var isLimit: Bool {
            switch self {
            case .wall, .cpu, .memory: true
            case .crash, .forbidden, .reply: false
            }
        }
    }

    package var code: Code
    /// For a person: the signal, the words on its standard error.
    package var detail: String

    package init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}
