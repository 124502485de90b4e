import CLibcurl
import Glibc

/// A descriptor that one thread polls and any other may signal (eventfd(2)).
package final class WakeDescriptor: Sendable {
    /// Readable while a signal is pending.
    let descriptor: Int32

    /// - Throws: `resources` where no descriptor is left.
    package init() throws(TransportError) {
        descriptor = istimara_eventfd()
        guard descriptor >= 0 else { throw TransportError(.resources, "no descriptor left (errno \(errno))") }
    }

    deinit { close(descriptor) }

    /// Wakes whoever polls, now or at the next poll.
    package func signal() {
        var one: UInt64 = 1
        _ = unsafe write(descriptor, &one, 8)
    }

    /// Sleeps until somebody signals, or until the time is over.
    package func wait(milliseconds: Int) {
        var own = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        if unsafe poll(&own, 1, Int32(clamping: max(0, milliseconds))) > 0 { clear() }
    }

    /// Forgets the signals so far.
    func clear() {
        var count: UInt64 = 0
        _ = unsafe Glibc.read(descriptor, &count, 8)
    }
}
