import Glibc

/// A thread of its own for a library that blocks, outside Swift's cooperative pool.
package enum OwnerThread {
    /// Runs `body` on a new thread.
    ///
    /// The thread takes no signals: a write to a closed socket gives an error instead of SIGPIPE, and the process's
    /// handlers run elsewhere.
    /// - Throws: `resources` where the system gives no thread; `body` is not run then.
    package static func start(_ body: @escaping @Sendable () -> Void) throws(TransportError) {
        let box = unsafe Unmanaged.passRetained(Body(body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { context in
                var all = sigset_t()
                unsafe sigfillset(&all)
                unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
                if let context = unsafe context {
                    unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                }
                return nil
            }, unsafe box.toOpaque())
        guard code == 0 else {
            unsafe box.release()
            throw TransportError(.resources, "no thread left (errno \(code))")
        }
        pthread_detach(thread)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
