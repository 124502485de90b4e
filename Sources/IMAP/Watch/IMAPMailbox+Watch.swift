import Transport

extension IMAPMailbox {
    /// Watches the first folder until the task is cancelled, and calls `news` whenever something may have come: once
    /// after each beginning, then as the server tells (IDLE, RFC 2177).
    ///
    /// Nothing is read and nothing changes.
    /// - Parameter began: called once the server is signed in to.
    /// - Returns: where the task was cancelled, or the server has no IDLE.
    /// - Throws: ``IMAPError``; a connection that ends after hours is the ordinary case.
    package func watch(
        renewal: Duration? = nil, began: @escaping @Sendable () -> Void = {}, news: @escaping @Sendable () -> Void
    ) async throws {
        let orders: WatchOrders
        do { orders = try WatchOrders() } catch { throw IMAPError(error) }
        try await withTaskCancellationHandler {
            try await onOwnThread { [self] () throws(IMAPError) in
                let session = try session(wokenBy: orders.wake)
                began()
                let watch = FolderWatch(
                    folders[0], over: session, orders: orders, renewal: renewal ?? FolderWatch.renewal, news: news)
                try watch.run()
            }
        } onCancel: {
            orders.toEnd()
        }
    }
}
