internal import Glibc

/// A group of this machine's accounts (getgrnam(3)).
package struct SystemGroup: Hashable, Sendable {
    package var name: String
    package var id: UInt32

    /// - Parameter name: a group's name, or its number; nil where there is no such group.
    package init?(named name: String) {
        var entry = unsafe group()
        var found: UnsafeMutablePointer<group>? = nil
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        let status = unsafe getgrnam_r(name, &entry, &buffer, buffer.count, &found)
        if status == 0, unsafe found != nil {
            id = unsafe entry.gr_gid
        } else if let number = UInt32(name) {
            id = number
        } else {
            return nil
        }
        self.name = name
    }
}
