import Glibc

/// The time that this process has had of processors, in user and in kernel mode.
enum ProcessorTime {
    static func seconds() -> Double {
        var time = timespec()
        unsafe _ = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
