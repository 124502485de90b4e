internal import FoundationEssentials
internal import Glibc

/// Where a password comes from. It is read when it is used and never printed.
package enum SecretSource: Sendable, CustomStringConvertible {
    case file(String)
    case command(String)
    case environment(String)
    /// A credential that systemd passes (systemd.exec, `LoadCredential=`).
    case credential(String)

    /// What stands in its place wherever settings are shown.
    package var description: String {
        switch self {
        case .file(let path): "file \(path) (masked)"
        case .command: "command (masked)"
        case .environment(let name): "environment \(name) (masked)"
        case .credential(let name): "credential \(name) (masked)"
        }
    }

    /// Reads the secret; a line end after it does not belong to it.
    package func read() throws(CommandFailure) -> String {
        let text: String
        switch self {
        case .file(let path): text = try Self.readFile(path)
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
                throw CommandFailure(.configuration, code: "secret_missing", "the environment has no \(name)")
            }
            text = value
        case .credential(let name):
            guard let folder = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] else {
                throw CommandFailure(
                    .configuration, code: "secret_missing",
                    "credential \(name): CREDENTIALS_DIRECTORY is not set; the unit needs LoadCredential=\(name):…")
            }
            text = try Self.readFile("\(folder)/\(name)")
        case .command(let line): text = try Self.runCommand(line)
        }
        let secret = text.last.map(\.isNewline) == true ? String(text.dropLast()) : text
        guard !secret.isEmpty, !secret.unicodeScalars.contains("\u{0}") else {
            throw CommandFailure(.configuration, code: "secret_empty", "\(self): there is nothing in it")
        }
        return secret
    }

    /// Reads a file that nobody but its owner may read.
    private static func readFile(_ path: String) throws(CommandFailure) -> String {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            throw CommandFailure(.configuration, code: "secret_missing", "\(path): \(systemMessage(errno))")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandFailure(
                .configuration, code: "secret_readable",
                "\(path): others can read this secret (mode \(String(status.st_mode & 0o777, radix: 8))); chmod 600 it")
        }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)), let text = String(data: bytes, encoding: .utf8)
        else { throw CommandFailure(.configuration, code: "secret_unreadable", "\(path): not readable as UTF-8 text") }
        return text
    }

    /// Runs a shell command and takes its output.
    private static func runCommand(_ line: String) throws(CommandFailure) -> String {
        guard let stream = unsafe popen(line, "re") else {
            throw CommandFailure(.configuration, code: "secret_command", "the password command cannot be started")
        }
        var bytes: [UInt8] = []
        while bytes.count < 65_536 {
            let byte = unsafe fgetc(stream)
            if byte == EOF { break }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
        guard unsafe pclose(stream) == 0 else {
            throw CommandFailure(.configuration, code: "secret_command", "the password command failed")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The system's words for an error number.
package func systemMessage(_ number: Int32) -> String {
    unsafe String(cString: strerror(number))
}
