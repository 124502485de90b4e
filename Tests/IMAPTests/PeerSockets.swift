import Foundation
import Glibc

/// The descriptors of this process that lead to a server.
enum PeerSockets {
    static let closeOnExec = FD_CLOEXEC

    /// The descriptor flags (fcntl(2) F_GETFD) of each socket whose peer is this port of the machine itself.
    static func flags(ofThoseConnectedTo port: UInt16) -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { peerPort(of: $0) == port }.map { fcntl($0, F_GETFD) }
    }

    private static func peerPort(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getpeername(descriptor, $0, &length) == 0
            }
        }
        // The port stands at the same place for IPv6, which localhost may mean too.
        let isInternet = [AF_INET, AF_INET6].contains(Int32(address.sin_family))
        return isConnected && isInternet ? UInt16(bigEndian: address.sin_port) : nil
    }
}
