import Foundation

/// A program of the machine, run to its end; a missing or failing one is an error, and so fails the test.
enum Program {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What it wrote to its standard output.
    @discardableResult
    static func run(_ name: String, _ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let (inputFile, errorFile) = (folder.file("input"), folder.file("errors"))
        try Data(input).write(to: inputFile)
        try Data().write(to: errorFile)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let output = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let words = try String(contentsOf: errorFile, encoding: .utf8)
            throw Failure(description: "\(name) ended with \(process.terminationStatus): \(words)")
        }
        return Array(bytes)
    }

    /// Runs a script with Debian's own Python, the one that Debian's python3-docx belongs to.
    static func python(_ script: String, input: [UInt8]) throws -> [UInt8] {
        try run("/usr/bin/python3", "-c", script, input: input)
    }
}

/// A folder that goes away with its value.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "blank-forms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> URL { url.appending(path: name) }
}
