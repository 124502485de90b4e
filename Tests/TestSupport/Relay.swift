import Foundation
import Glibc
import Synchronization

/// A relay on 127.0.0.1 that stands before a server: it counts the server's bytes and ends a connection after so many of
/// them.
package final class Relay: Sendable {
    package let port: UInt16
    private let server: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    private struct State {
        /// How many bytes of the server each of the next connections passes on before it ends.
        var cuts: [Int] = []
        var connections = 0
        var bytes = 0
    }

    /// Why there is no relay.
    package struct Failure: Error {}

    package init(to server: UInt16) throws {
        self.server = server
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw Failure() }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        Thread { [weak self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0, let self else { return }
                serve(client)
            }
        }.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    package var connections: Int { state.withLock { $0.connections } }
    /// The bytes of the server that were passed on since the last call of ``cut(after:)``.
    package var bytes: Int { state.withLock { $0.bytes } }

    /// Ends the next connections after so many bytes of the server each; those that follow are left alone.
    package func cut(after counts: Int...) {
        state.withLock {
            $0.cuts = counts
            $0.bytes = 0
        }
    }

    private func serve(_ client: Int32) {
        let cut = state.withLock { state -> Int in
            state.connections += 1
            return state.cuts.isEmpty ? .max : state.cuts.removeFirst()
        }
        let upstream = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = Self.address(port: server)
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(upstream, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(client)
            close(upstream)
            return
        }
        let ends = Ends(client, upstream)
        Thread {
            Self.pass(from: client, to: upstream, atMost: .max) { _ in }; ends.finish()
        }.start()
        Thread { [self] in
            Self.pass(from: upstream, to: client, atMost: cut) { count in state.withLock { $0.bytes += count } }
            ends.finish()
        }.start()
    }

    /// Both sockets of a connection, closed when both directions have ended.
    private final class Ends: Sendable {
        private let sockets: [Int32]
        private let directions = Mutex(2)

        init(_ sockets: Int32...) { self.sockets = sockets }

        func finish() {
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
            let isLast = directions.withLock { directions in
                directions -= 1
                return directions == 0
            }
            if isLast { for socket in sockets { close(socket) } }
        }
    }

    private static func pass(from source: Int32, to target: Int32, atMost limit: Int, _ note: (Int) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var left = limit
        while left > 0 {
            let count = unsafe read(source, &buffer, min(buffer.count, left))
            guard count > 0 else { return }
            var sent = 0
            while sent < count {
                let written = unsafe buffer[sent..<count].withUnsafeBytes {
                    unsafe send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { return }
                sent += written
            }
            note(count)
            left -= count
        }
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        return address
    }
}
