import Mail

/// What stays the same over all connections of one pass.
struct FetchContext: Sendable {
    var handoff: Handoff
    /// The directory of spool files.
    var spool: String
    var limits: Limits
    /// Bytes of messages that may be fetched in this pass.
    var byteBudget: Int
    /// The wait before a connection that broke is made anew.
    var retryPause: Duration
    /// Called whenever bytes have come.
    var advanced: @Sendable () -> Void
}
