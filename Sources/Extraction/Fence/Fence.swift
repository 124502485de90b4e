import CFence

/// How a worker gives up its rights, for good, before it reads a request: three steps, in this order.
package struct Fence {
    /// What every kernel can: limits, capabilities, descriptors, the death signal. Takes bytes of address space and the
    /// parent's number; false where one of them cannot be had.
    package var confine: (UInt64, Int32) -> Bool
    /// What this kernel can: memory, files, network, system calls.
    package var close: () -> FenceReport
    /// Takes the processor time in seconds, and from a worker what only the process that forks it needed; false where
    /// that cannot be had.
    package var narrow: (UInt64, Int32, FenceReport) -> Bool

    package init(
        confine: @escaping (UInt64, Int32) -> Bool, close: @escaping () -> FenceReport,
        narrow: @escaping (UInt64, Int32, FenceReport) -> Bool
    ) {
        self.confine = confine
        self.close = close
        self.narrow = narrow
    }

    /// The fence of the worker.
    package static var standard: Self {
        Self(
            confine: { memory, parent in istimara_fence_confine(memory, parent) == 0 },
            close: { FenceReport(istimara_fence_close()) },
            narrow: { cpu, parent, report in istimara_fence_narrow(cpu, parent, report.isSufficient ? 1 : 0) == 0 })
    }
}
