/// What is to be done where a kernel cannot fence a worker (the setting `worker.fence`).
package enum FencePolicy: String, CaseIterable, Sendable {
    /// Nothing is read: a worker that cannot filter its system calls ends before it takes a request.
    case required
    /// The worker reads under the layers that there are, and `istimara check` tells which.
    case bestEffort = "best_effort"
}
