/// Bytes that are not what the wire's format says, or say what cannot be.
package struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
