internal import FoundationEssentials
internal import Glibc

/// Files that a command reads.
enum InputFile {
    /// The bytes of a file, or of standard input for `-`.
    static func bytes(_ path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(.noInput, code: "no_such_input", "\(path): \(systemMessage(errno))")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw CommandFailure(.noInput, code: "no_such_input", "\(path): is a folder")
        }
        var bytes: [UInt8] = []
        if status.st_size > 0 { bytes.reserveCapacity(Int(status.st_size)) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(.inputOutput, code: "read_failed", "\(path): \(systemMessage(errno))")
            }
            bytes += buffer[..<count]
        }
    }

    /// The text of a file in UTF-8.
    static func text(_ path: String) throws(CommandFailure) -> String {
        guard let text = String(validating: try bytes(path), as: UTF8.self) else {
            throw CommandFailure(.dataError, code: "not_utf8", "\(path): not UTF-8 text")
        }
        return text
    }
}

/// Files that a command writes.
enum OutputFile {
    /// Writes the bytes in one step, so that a file is never half there; `-` is standard output.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        if path == "-" {
            var offset = 0
            while offset < bytes.count {
                let count = unsafe bytes.withUnsafeBytes { buffer in
                    unsafe Glibc.write(
                        STDOUT_FILENO, buffer.baseAddress.map { unsafe $0 + offset }, buffer.count - offset)
                }
                guard count > 0 || errno == EINTR else {
                    throw CommandFailure(.inputOutput, code: "write_failed", "standard output: \(systemMessage(errno))")
                }
                offset += max(0, count)
            }
            return
        }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw CommandFailure(.inputOutput, code: "write_failed", "\(path): cannot be written")
        }
    }
}

/// The lines of files or of standard input, as filters read them.
enum InputLines {
    /// What a JSON line may say beside its text of who wrote it.
    struct Line: Decodable {
        var text: String
        var region: String?
        var kind: String?
        var previous: String?
    }

    /// Calls `body` with each line that is not empty; a JSON line gives its `text`.
    static func forEach(_ files: [String], _ body: (String) throws -> Void) throws {
        try forEachLine(files) { try body($0.text) }
    }

    /// Calls `body` with each line that is not empty, and with what a JSON line says beside its text.
    static func forEachLine(_ files: [String], _ body: (Line) throws -> Void) throws {
        for file in files.isEmpty ? ["-"] : files {
            for (index, line) in try InputFile.text(file).split(whereSeparator: \.isNewline).enumerated() {
                let trimmed = line.drop(while: \.isWhitespace)
                guard trimmed.hasPrefix("{") else {
                    if !trimmed.isEmpty { try body(Line(text: String(line))) }
                    continue
                }
                guard let object = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
                    throw CommandFailure(
                        .dataError, code: "bad_line", "\(file):\(index + 1): a JSON object with \"text\" is wanted here"
                    )
                }
                try body(object)
            }
        }
    }
}
