/// A stream of bytes to and from a signed-in server, used by one thread.
///
/// libcurl's connection is one; a test's script is another.
package protocol ByteStream: AnyObject {
    /// What the server said until the sign-in was complete.
    var transcript: LoginTranscript { get }

    /// Whether some of what was enqueued is not sent yet.
    var hasPendingOutput: Bool { get }

    /// Takes bytes to send; they leave with ``flush()``.
    func enqueue(_ bytes: [UInt8])

    /// Sends as much as the connection takes without waiting.
    func flush() throws(TransportError)

    /// Reads what is there into the beginning of `buffer`, whose size it keeps.
    func read(into buffer: inout [UInt8]) throws(TransportError) -> ReadOutcome

    /// Sleeps until there is something to read or, with output pending, room to write; until somebody wakes the stream;
    /// or until `milliseconds` have passed.
    ///
    /// To be called only after ``read(into:)`` returned `again`: TLS may hold bytes that no socket shows.
    func wait(milliseconds: Int) throws(TransportError)
}

/// What a read without waiting gave.
package enum ReadOutcome: Equatable, Sendable {
    case bytes(Int)
    /// Nothing now.
    case again
    /// The peer closed the connection: nothing ever again.
    case closed
}
