import Foundation
import Glibc

/// A mail server of the test's own.
///
/// Where it is not installed its beginning throws and the test fails: a test of the mailbox without a server would test
/// nothing.
package protocol MailServer: AnyObject, Sendable {
    /// `imaps://localhost:port`
    var url: String { get }
    /// A PEM file of the authority that its certificate is of.
    var caFile: String { get }

    /// Puts every file of a directory into a folder, in the order of their names; the folder is made where it is missing.
    /// - Parameter folder: `INBOX`, or a name in modified UTF-7.
    func fill(_ folder: String, of user: String, from source: String) throws
}

extension MailServer {
    package static var user: String { "alice@example.org" }
    package static var password: String { "secret" }

    /// Puts every file of a directory into the account's INBOX.
    package func fill(from source: String) throws { try fill("INBOX", of: Self.user, from: source) }

    /// Puts messages into a folder.
    package func fill(_ folder: String = "INBOX", with messages: [[UInt8]]) throws {
        let source = try TemporaryDirectory()
        for (index, message) in messages.enumerated() {
            let number = String(index)
            try source.write(message, to: String(repeating: "0", count: 8 - number.utf8.count) + number)
        }
        try fill(folder, of: Self.user, from: source.path)
    }
}

/// A server's script: runs the server until the script's standard input ends, and gives it orders.
final class ServerScript: Sendable {
    /// Why a server does not run or refused an order.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The server's own folder.
    var folder: String { directory.path }

    private let path: String
    private let directory: TemporaryDirectory
    /// Ends the server when it is closed, also by the death of this process.
    private let standardInput: FileHandle
    private let runner: Int32

    /// Starts the server and waits until it listens.
    /// - Parameter prepare: puts into its folder what it needs.
    init(_ name: String, ports: [UInt16], prepare: (TemporaryDirectory) throws -> Void = { _ in }) throws {
        path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name).path
        directory = try TemporaryDirectory()
        try prepare(directory)
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [path, "serve", directory.path] + ports.map(String.init)
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        standardInput = input.fileHandleForWriting
        runner = process.processIdentifier
        let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard answer == "ready\n" else {
            let log = (try? String(contentsOfFile: directory.path + "/log", encoding: .utf8)) ?? ""
            throw Failure(description: "\(name) does not serve; are the packages of debian-test.txt installed? \(log)")
        }
    }

    deinit {
        // The directory goes when the server has gone.
        try? standardInput.close()
        for _ in 0..<200 where kill(runner, 0) == 0 { usleep(10_000) }
    }

    /// Runs the script with an order and returns what it printed.
    @discardableResult func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [path] + arguments
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
}

/// A port that nobody holds now.
package func freePort() throws -> UInt16 {
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
    guard descriptor >= 0, isBound else { throw ServerScript.Failure(description: "no free port") }
    return UInt16(bigEndian: address.sin_port)
}
