package import Foundation

/// A program of the package as it was built, run to its end as a person or a script runs it.
package struct BuiltProgram: Sendable {
    /// What a run gave.
    package struct Run: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String

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

    package struct Failure: Error, CustomStringConvertible { package var description: String }

    /// The repository's root: the working folder of every run.
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    package let path: String
    package var environment: [String: String] = [:]

    /// - Parameter products: the folder that the test bundle and the programs were built in.
    package init(_ name: String, products: URL) throws {
        path = products.appending(path: name).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Failure(description: "\(path) is not built")
        }
    }

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
    @discardableResult
    package func run(_ arguments: String..., input: String = "") throws -> Run {
        let folder = try TemporaryDirectory()
        let inputFile = try folder.write(Array(input.utf8), to: "input")
        let outputFile = try folder.write([], to: "output")
        let errorFile = try folder.write([], to: "errors")
        let process = try start(
            arguments, input: FileHandle(forReadingFrom: URL(fileURLWithPath: inputFile)),
            output: FileHandle(forWritingTo: URL(fileURLWithPath: outputFile)),
            errors: FileHandle(forWritingTo: URL(fileURLWithPath: errorFile)))
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: outputFile)), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: errorFile)), as: UTF8.self))
    }
}
