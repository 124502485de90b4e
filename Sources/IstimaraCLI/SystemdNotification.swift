internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// Tells systemd how the daemon is (sd_notify(3), `Type=notify`); does nothing where nobody listens.
enum SystemdNotification {
    static func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
    /// Until ``ready(_:)``; the time lets systemd tell this reload from an earlier one.
    static func reloading() {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)")
    }
    static func stopping() { send("STOPPING=1\nSTATUS=finishing the message in hand") }
    static func status(_ text: String) { send("STATUS=\(text)") }

    // MARK: Watchdog

    /// Says that the work goes on: a turn of the daemon's loop, bytes of a server, a part of a message (`WATCHDOG=1`,
    /// sd_watchdog_enabled(3)); as often as a quarter of the time that the unit gives, and nowhere where it gives none.
    static func advanced() {
        guard let interval = watchdogInterval else { return }
        let now = ContinuousClock.now
        let isDue = lastBeat.withLock { last in
            if let last, now - last < interval / 4 { return false }
            last = now
            return true
        }
        if isDue { send("WATCHDOG=1") }
    }

    /// The longest time that whoever calls ``advanced()`` may sleep between two calls.
    static var longestPause: Duration { min(.seconds(60), (watchdogInterval ?? .seconds(240)) / 4) }

    private static let lastBeat = Mutex<ContinuousClock.Instant?>(nil)
    private static let watchdogInterval: Duration? = {
        let environment = ProcessInfo.processInfo.environment
        guard let text = environment["WATCHDOG_USEC"], let time = Int64(text), time > 0 else { return nil }
        if let process = environment["WATCHDOG_PID"], process != "\(getpid())" { return nil }
        return .microseconds(time)
    }()

    private static func send(_ message: String) {
        guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"], !path.isEmpty else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(path.utf8)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard name.count < capacity else { return }
        // An abstract name is written with @ and begins with NUL.
        if name[0] == UInt8(ascii: "@") { name[0] = 0 }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: name) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
        let bytes = Array(message.utf8)
        _ = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bytes.withUnsafeBytes { unsafe sendto(descriptor, $0.baseAddress, $0.count, 0, address, length) }
            }
        }
    }
}
