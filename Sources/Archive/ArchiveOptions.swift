import Glibc

/// What an archive is told by the program around it.
package struct ArchiveOptions: Sendable {
    /// The name of this machine in sightings, jobs and audit.
    package var host: String
    /// How often a message may be begun before it is parked (the limit `attempts`).
    package var attempts: Int
    /// How long a claim holds, in seconds.
    package var lease: Int
    /// Folds a text for search and for comparing names; changes of it raise ``foldVersion``.
    package var fold: @Sendable (String) -> String
    package var foldVersion: Int
    /// The time in milliseconds since 1970 (UTC).
    package var now: @Sendable () -> Int64

    package init(
        host: String = ArchiveOptions.hostName, attempts: Int = 3, lease: Int = 900,
        fold: @escaping @Sendable (String) -> String = { $0.lowercased() }, foldVersion: Int = 0,
        now: @escaping @Sendable () -> Int64 = ArchiveOptions.systemTime
    ) {
        self.host = host
        self.attempts = attempts
        self.lease = lease
        self.fold = fold
        self.foldVersion = foldVersion
        self.now = now
    }

    /// The machine's host name.
    package static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard unsafe gethostname(&buffer, 255) == 0 else { return "localhost" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The real-time clock.
    package static let systemTime: @Sendable () -> Int64 = {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
