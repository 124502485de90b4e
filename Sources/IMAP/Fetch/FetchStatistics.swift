package import Mail

/// What one pass over a mailbox moved, for budgets and for measuring.
package struct FetchStatistics: Sendable, Equatable {
    /// Messages handed over, the oversized included.
    package var messages = 0
    /// Bytes of the messages handed over: of the oversized, their header.
    package var bytes = 0
    /// Every byte the server sent after the sign-ins, listings and discarded parts included.
    package var bytesReceived = 0
    /// Seconds from the first request for messages of a folder to its last answer, summed over folders and connections.
    package var fetchSeconds = 0.0
    /// Connections that were made; more than one says that some broke.
    package var connections = 0
    /// Messages that the server holds and did not give: they are missing in the archive until a later pass.
    package var refused: [MessageLocator] = []

    package init() {}
}
