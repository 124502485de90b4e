import Foundation
import Glibc

/// A Dovecot of the test's own on 127.0.0.1, with TLS and STARTTLS, ended with its owner.
///
/// Where Dovecot is not installed, ``init(users:)`` throws and the test fails: a test of the mailbox without a server
/// would test nothing.
package final class DovecotServer: Sendable {
    /// Why the server does not run or refused an order.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    package static let user = "alice@example.org"
    package static let password = "secret"

    /// `imaps://localhost:port`
    package var url: String { "imaps://localhost:\(imapsPort)" }
    /// `imap://localhost:port`, where the server demands STARTTLS.
    package var startTLSURL: String { "imap://localhost:\(imapPort)" }
    /// The certificate, which is its own authority.
    package var caFile: String { directory.path + "/cert.pem" }
    /// Where the certificate, its key and the key of access tokens stand.
    package var folder: String { directory.path }
    package let imapPort: UInt16
    package let imapsPort: UInt16

    private let directory: TemporaryDirectory
    /// Ends the server when it is closed, also by the death of this process.
    private let standardInput: FileHandle
    private let runner: Int32

    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("dovecot-server.sh").path

    /// Starts a server and waits until it listens.
    /// - Parameter users: passwords by user name.
    package init(users: [String: String] = [user: password]) throws {
        directory = try TemporaryDirectory()
        imapPort = try Self.freePort()
        imapsPort = try Self.freePort()
        let lines = users.map { "\($0.key):{PLAIN}\($0.value)\n" }.joined()
        try directory.write(Array(lines.utf8), to: "users")
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [Self.script, "serve", directory.path, "\(imapPort)", "\(imapsPort)"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        standardInput = input.fileHandleForWriting
        runner = process.processIdentifier
        let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard answer == "ready\n" else {
            throw Failure(description: "Dovecot does not run; is dovecot-imapd installed? \(log)")
        }
    }

    deinit {
        // The directory goes when the server has gone.
        try? standardInput.close()
        for _ in 0..<200 where kill(runner, 0) == 0 { usleep(10_000) }
    }

    /// What the server wrote to its log.
    package var log: String { (try? String(contentsOfFile: directory.path + "/log", encoding: .utf8)) ?? "" }

    /// Runs `doveadm` and returns what it printed.
    @discardableResult package func adm(_ arguments: String...) throws -> String {
        try run(["adm", directory.path] + arguments)
    }

    /// Puts every file of a directory into a folder, in the order of their names; the folder is made where it is missing.
    /// - Parameter folder: `INBOX`, or a name in modified UTF-7.
    package func fill(_ folder: String = "INBOX", of user: String = user, from source: String) throws {
        try run(["fill", directory.path, user, folder, source])
    }

    /// Puts messages into a folder.
    package func fill(_ folder: String = "INBOX", of user: String = user, with messages: [[UInt8]]) throws {
        let source = try TemporaryDirectory()
        for (index, message) in messages.enumerated() {
            let number = String(index)
            try source.write(message, to: String(repeating: "0", count: 8 - number.utf8.count) + number)
        }
        try fill(folder, of: user, from: source.path)
    }

    @discardableResult private func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [Self.script] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(arguments) ended with \(process.terminationStatus)")
        }
        return String(decoding: printed, as: UTF8.self)
    }

    /// A port that nobody holds now.
    package static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard descriptor >= 0, isBound else { throw Failure(description: "no free port") }
        return UInt16(bigEndian: address.sin_port)
    }
}
