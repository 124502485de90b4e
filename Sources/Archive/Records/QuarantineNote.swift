/// A message in quarantine, as far as it counts for later ones of its sender.
package struct QuarantineNote: Hashable, Sendable {
    /// The first From address, in lower case; empty where the message names nobody.
    package var sender: String
    /// Whether DMARC passed for that address.
    package var isAuthenticated: Bool
    /// Seconds since the message was read; 0 where the clock was set back meanwhile.
    package var age: Int

    package init(sender: String, isAuthenticated: Bool, age: Int) {
        self.sender = sender
        self.isAuthenticated = isAuthenticated
        self.age = age
    }
}
