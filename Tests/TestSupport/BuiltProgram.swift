package import Foundation

/// A program of the package as it was built, run to its end as a person or a script runs it.
package struct BuiltProgram: Sendable {
    /// What a run gave.
    package struct Run: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String
        /// The most memory that it held resident, in bytes, as the kernel says; 0 where it ended before one could look.
        package var peakMemory: Int

        /// The JSON objects of the output, one a line.
        package func objects() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                    throw Failure(description: "not a JSON object: \(line.prefix(200))")
                }
                return object
            }
        }
    }

    package struct Failure: Error, CustomStringConvertible {
        package var description: String
        package init(description: String) { self.description = description }
    }

    /// The repository's root: the working folder of every run.
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The bytes of a message of `fixtures/messages`, by its name without `.eml`.
    package static func fixture(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: "fixtures/messages/\(name).eml")))
    }

    package let path: String
    package var environment: [String: String] = [:]
    /// How long a run may take; one that takes longer is killed, and the test fails.
    package var timeLimit: Duration = .seconds(120)

    /// - Parameter products: the folder that the test bundle and the programs were built in.
    package init(_ name: String, products: URL) throws {
        path = products.appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failure(description: "\(path) is not built")
        }
    }

    /// A program of the system.
    package init(path: String) { self.path = path }

    /// Starts the program; its environment is the one given and the system's PATH, nothing else.
    package func start(_ arguments: [String], input: FileHandle = .nullDevice, output: Any, errors: Any) throws
        -> Process
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = Self.root
        process.environment = environment.merging(["PATH": "/usr/bin:/bin:/usr/sbin"]) { given, _ in given }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return process
    }

    /// Runs the program to its end.
    /// - Throws: ``Failure`` where it does not come to its end within ``timeLimit``.
    @discardableResult
    package func run(_ arguments: String..., input: String = "") throws -> Run { try run(arguments, input: input) }

    @discardableResult
    package func run(_ arguments: [String], input: String = "") throws -> Run {
        let folder = try TemporaryDirectory()
        let inputFile = try folder.write(Array(input.utf8), to: "input")
        let outputFile = try folder.write([], to: "output")
        let errorFile = try folder.write([], to: "errors")
        let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputFile))
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: outputFile))
        let errors = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
        // A process keeps its handles for good: hundreds of runs would use up the descriptors.
        defer { for handle in [input, output, errors] { try? handle.close() } }
        let process = try start(arguments, input: input, output: output, errors: errors)
        let peakMemory = try Self.watch(process, for: timeLimit)
        return Run(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: outputFile)), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: errorFile)), as: UTF8.self),
            peakMemory: peakMemory)
    }

    /// Waits for the process's end and returns the most memory it held: its own high-water mark, read until it ends.
    ///
    /// What wait4(2) tells of a child counts the memory of the process that forked it as well.
    private static func watch(_ process: Process, for limit: Duration) throws -> Int {
        let deadline = ContinuousClock.now + limit
        var peak = 0
        while process.isRunning {
            guard ContinuousClock.now < deadline else {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                let words = process.arguments?.joined(separator: " ") ?? ""
                throw Failure(description: "`\(words)` did not end within \(limit)")
            }
            peak = max(peak, highWaterMark(of: process.processIdentifier))
            usleep(4_000)
        }
        return peak
    }

    /// `VmHWM` of proc(5), in bytes.
    private static func highWaterMark(of process: Int32) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
    }
}
